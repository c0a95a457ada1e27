// The ads that are being worked on in this browser, and the one that is open.

import { computed, signal } from "@preact/signals";

import { draft } from "../api/draft.js";
import { emptyAd, newKey, type Ad, type Clip, type Overlay, type Words } from "./ad.js";

interface Desk {
  ads: readonly Ad[];
  open: string;
}

const first = emptyAd("Untitled ad");
const desk = draft<Desk>("ads", { ads: [first], open: first.id });

export const ads = computed(() => desk.value.ads);
export const ad = computed<Ad>(() => desk.value.ads.find(({ id }) => id === desk.value.open) ?? desk.value.ads[0] ?? first);

/** What is being changed, by its key: a clip, a text or an overlay. */
export const chosen = signal<string | undefined>(undefined);

export function change(what: Partial<Ad>): void {
  const { id } = ad.peek();
  const known = desk.peek();
  const list = known.ads.length === 0 ? [first] : known.ads;
  desk.value = { ...known, ads: list.map((one) => (one.id === id ? { ...one, ...what } : one)) };
}

export function changeClip(key: string, what: Partial<Clip>): void {
  change({ clips: changed(ad.peek().clips, key, what) });
}

export function changeWords(key: string, what: Partial<Words>): void {
  change({ texts: changed(ad.peek().texts, key, what) });
}

export function changeOverlay(key: string, what: Partial<Overlay>): void {
  change({ overlays: changed(ad.peek().overlays, key, what) });
}

export function remove(key: string): void {
  const left = <T extends { key: string }>(list: readonly T[]) => list.filter((one) => one.key !== key);
  const { clips, texts, overlays } = ad.peek();
  change({ clips: left(clips), texts: left(texts), overlays: left(overlays) });
}

/** Moves a clip to another place in the order. */
export function moveClip(key: string, to: number): void {
  const { clips } = ad.peek();
  const moved = clips.find((clip) => clip.key === key);
  if (!moved) return;
  const others = clips.filter((clip) => clip !== moved);
  const at = Math.max(0, Math.min(others.length, to));
  change({ clips: [...others.slice(0, at), moved, ...others.slice(at)] });
}

export function openAd(id: string): void {
  chosen.value = undefined;
  desk.value = { ...desk.peek(), open: id };
}

export function addAd(made: Ad): void {
  chosen.value = undefined;
  desk.value = { ads: [made, ...desk.peek().ads], open: made.id };
}

export function duplicate(): void {
  addAd({ ...ad.peek(), id: newKey(), name: `${ad.peek().name}, copy` });
}

export function deleteAd(): void {
  const left = ads.peek().filter(({ id }) => id !== ad.peek().id);
  const next = left[0] ?? emptyAd("Untitled ad");
  chosen.value = undefined;
  desk.value = { ads: left.length === 0 ? [next] : left, open: next.id };
}

function changed<T extends { key: string }>(list: readonly T[], key: string, what: Partial<T>): readonly T[] {
  return list.map((one) => (one.key === key ? { ...one, ...what } : one));
}
