// Which results are chosen, to be compared. Two at most: the third takes the place of the first.

import { signal } from "@preact/signals";

import { keyOf, type Result } from "./result.js";

const MOST = 2;

export const chosen = signal<readonly Result[]>([]);

export function isChosen(result: Result): boolean {
  return chosen.value.some((other) => keyOf(other) === keyOf(result));
}

export function toggleChosen(result: Result): void {
  const others = chosen.value.filter((other) => keyOf(other) !== keyOf(result));
  chosen.value = others.length < chosen.value.length ? others : [...others, result].slice(-MOST);
}
