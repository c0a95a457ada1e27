// An ad as it is worked on here: what the request has, and beside it what each thing is called and how it is shown.

import { hub } from "../api/hub.js";
import type { Media } from "../handoff.js";

export type AdRequest = Parameters<typeof hub.composites.submit>[0];
type Listed<Name extends "clips" | "texts" | "overlays"> = NonNullable<AdRequest[Name]>[number];

export type Ratio = NonNullable<AdRequest["aspect_ratio"]>;
export type Fit = NonNullable<Listed<"clips">["fit"]>;
export type Place = NonNullable<Listed<"texts">["position"]>;
export type Align = NonNullable<Listed<"texts">["align"]>;
export type TransitionKind = NonNullable<AdRequest["transition"]>["type"];
export type Output = NonNullable<AdRequest["output"]>;
export type Resolution = NonNullable<AdRequest["resolution"]>;

export interface Clip {
  key: string;
  media: Media;
  start: number | null;
  end: number | null;
  /** Of a picture. */
  duration: number | null;
  fit: Fit;
  background: string | null;
}

export interface Words {
  key: string;
  text: string;
  position: Place;
  align: Align | null;
  size: number;
  color: string | null;
  box: boolean | string | null;
  start: number | null;
  end: number | null;
}

export interface Overlay {
  key: string;
  media: Media;
  position: Place;
  width: number;
  opacity: number;
  start: number | null;
  end: number | null;
}

export interface Sound {
  media: Media;
  volume: number;
}

export interface Ad {
  id: string;
  name: string;
  ratio: Ratio;
  resolution: Resolution;
  output: Output;
  /** Whose safe area is shown, as the catalog names it. */
  placement: string | null;
  clips: readonly Clip[];
  transition: { type: TransitionKind; duration: number };
  texts: readonly Words[];
  overlays: readonly Overlay[];
  safeArea: boolean;
  narration: Sound | null;
  music: (Sound & { duck: boolean }) | null;
  loudness: number;
  brandKit: string | null;
}

export const newKey = (): string => crypto.randomUUID();

export function emptyAd(name: string): Ad {
  return {
    id: newKey(),
    name,
    ratio: "9:16",
    resolution: "1080p",
    output: "mp4",
    placement: null,
    clips: [],
    transition: { type: "none", duration: 0.5 },
    texts: [],
    overlays: [],
    safeArea: true,
    narration: null,
    music: null,
    loudness: -16,
    brandKit: null,
  };
}

export function clipOf(media: Media): Clip {
  return { key: newKey(), media, start: null, end: null, duration: null, fit: "cover", background: null };
}

export function newWords(text: string): Words {
  return { key: newKey(), text, position: "bottom_center", align: null, size: 0.05, color: null, box: null, start: null, end: null };
}

export function overlayOf(media: Media): Overlay {
  return { key: newKey(), media, position: "top_right", width: 0.25, opacity: 1, start: null, end: null };
}
