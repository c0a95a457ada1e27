// When what is shown, in seconds, as the renderer counts it: in frames of a thirtieth of a second.

import type { Ad, Clip, TransitionKind } from "./ad.js";

const FRAMES = 30;
const PICTURE_SECONDS = 3;
/** Of a film whose length is not known yet. */
const GUESSED_SECONDS = 5;

export interface Shown {
  clip: Clip;
  from: number;
  to: number;
}

export interface Timeline {
  clips: readonly Shown[];
  overlap: number;
  total: number;
}

export function timelineOf(ad: Ad): Timeline {
  const overlap = ad.transition.type === "none" ? 0 : framed(ad.transition.duration);
  let at = 0;
  const clips = ad.clips.map((clip) => {
    const shown = { clip, from: at, to: at + secondsOf(clip) };
    at = shown.to - overlap;
    return shown;
  });
  const seen = clips.at(-1)?.to ?? 0;
  return { clips, overlap, total: Math.max(seen, ad.narration?.media.seconds ?? 0) };
}

export function secondsOf(clip: Clip): number {
  if (clip.media.kind === "image") return framed(clip.duration ?? PICTURE_SECONDS);
  const end = clip.end ?? clip.media.seconds ?? (clip.start ?? 0) + GUESSED_SECONDS;
  return framed(end - (clip.start ?? 0));
}

/** How far a clip has come in, from 0 to 1, and out of the others' way. */
export function comingIn({ clips, overlap }: Timeline, n: number, at: number): number {
  const shown = clips[n];
  if (!shown || n === 0 || overlap === 0) return 1;
  return Math.max(0, Math.min(1, (at - shown.from) / overlap));
}

/** Which clips are seen at a second. The last one is held to the end. */
export function isSeen({ clips, total }: Timeline, n: number, at: number): boolean {
  const shown = clips[n];
  if (!shown) return false;
  const to = n === clips.length - 1 ? Math.max(total, shown.to) + 1 : shown.to;
  return shown.from <= at && at < to;
}

/** The clip that fills most of the frame then. */
export function mainClip(timeline: Timeline, at: number): number {
  const last = timeline.clips.findLastIndex((_, n) => isSeen(timeline, n, at) && comingIn(timeline, n, at) >= 0.5);
  return Math.max(0, last);
}

export const TRANSITIONS: readonly { value: TransitionKind; text: string }[] = [
  { value: "none", text: "Cut" },
  { value: "fade", text: "Fade" },
  { value: "dissolve", text: "Dissolve" },
  { value: "wipeleft", text: "Wipe to the left" },
  { value: "wiperight", text: "Wipe to the right" },
  { value: "slideleft", text: "Slide to the left" },
  { value: "slideright", text: "Slide to the right" },
  { value: "slideup", text: "Slide up" },
  { value: "slidedown", text: "Slide down" },
  { value: "circleopen", text: "Circle opens" },
];

function framed(seconds: number): number {
  return Math.max(1, Math.round(seconds * FRAMES)) / FRAMES;
}
