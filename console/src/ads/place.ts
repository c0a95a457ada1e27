// Where a thing of known size lies upon the frame, in the renderer's pixels.

import type { Ad, Place } from "./ad.js";

export interface Size {
  width: number;
  height: number;
}

interface Edges {
  left: number;
  right: number;
  top: number;
  bottom: number;
}

const SHAPES = { "9:16": [9, 16], "1:1": [1, 1], "4:5": [4, 5], "16:9": [16, 9] } as const;
const MARGIN = 1 / 20;
/** What apps lay over a 9:16 film, as parts of its height and width. */
const COVERED = { top: 0.14, bottom: 0.2, left: 0.06, right: 0.12 };

export const ANCHORS = [
  "top_left",
  "top_center",
  "top_right",
  "center_left",
  "center",
  "center_right",
  "bottom_left",
  "bottom_center",
  "bottom_right",
] as const;

export function frameOf({ ratio, resolution }: Pick<Ad, "ratio" | "resolution">): Size {
  const [across, down] = SHAPES[ratio];
  const short = resolution === "720p" ? 720 : 1080;
  const unit = short / Math.min(across, down);
  return { width: Math.round(across * unit), height: Math.round(down * unit) };
}

/** What anchored things keep free at each edge. */
function edgesOf(ad: Ad): Edges {
  const frame = frameOf(ad);
  if (ad.safeArea && ad.ratio === "9:16") {
    return {
      left: Math.ceil(frame.width * COVERED.left),
      right: Math.ceil(frame.width * COVERED.right),
      top: Math.ceil(frame.height * COVERED.top),
      bottom: Math.ceil(frame.height * COVERED.bottom),
    };
  }
  const margin = marginOf(frame);
  return { left: margin, right: margin, top: margin, bottom: margin };
}

export function cornerOf(ad: Ad, position: Place, size: Size): { x: number; y: number } {
  const frame = frameOf(ad);
  if (typeof position === "object") {
    return { x: Math.round(position.x * frame.width - size.width / 2), y: Math.round(position.y * frame.height - size.height / 2) };
  }
  const edges = edgesOf(ad);
  const { across, down } = thirdsOf(position);
  return {
    x: along(across, frame.width, edges.left, edges.right, size.width),
    y: along(down, frame.height, edges.top, edges.bottom, size.height),
  };
}

/** The most that a text may take there. */
export function roomAt(ad: Ad, position: Place): Size {
  const frame = frameOf(ad);
  if (typeof position === "object") {
    const margin = marginOf(frame);
    return { width: frame.width - 2 * margin, height: frame.height - 2 * margin };
  }
  const { left, right, top, bottom } = edgesOf(ad);
  const sides = thirdsOf(position).across === 1 ? 2 * Math.max(left, right) : left + right;
  return { width: frame.width - sides, height: frame.height - top - bottom };
}

/** Which column and row of the nine an anchor is in, from 0 to 2. */
export function thirdsOf(anchor: Exclude<Place, object>): { across: number; down: number } {
  const at = ANCHORS.indexOf(anchor);
  return { across: at % 3, down: Math.floor(at / 3) };
}

function marginOf({ width, height }: Size): number {
  return Math.floor(Math.min(width, height) * MARGIN);
}

function along(third: number, frame: number, near: number, far: number, side: number): number {
  const first = near;
  const last = frame - far - side;
  const middle = Math.trunc((frame - side) / 2);
  if (first > last) return middle;
  if (third === 0) return first;
  return third === 1 ? Math.max(first, Math.min(last, middle)) : last;
}
