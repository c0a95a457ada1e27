// The files that are selected, to be moved, labelled or deleted together.

import { signal } from "@preact/signals";
import type { DriveFile } from "@creative-hub/client";

export const selection = signal<ReadonlySet<string>>(new Set());
/** Where a range begins that is ended with Shift. */
let from: string | undefined;

export function isSelected(id: string): boolean {
  return selection.value.has(id);
}

export function toggle(id: string): void {
  const next = new Set(selection.value);
  if (!next.delete(id)) next.add(id);
  selection.value = next;
  from = id;
}

/** Everything between the last one that was selected and this one. */
export function selectTo(id: string, files: readonly DriveFile[]): void {
  const ids = files.map((file) => file.id);
  const ends = [ids.indexOf(from ?? id), ids.indexOf(id)].sort((a, b) => a - b);
  selection.value = new Set([...selection.value, ...ids.slice(ends[0], (ends[1] ?? 0) + 1)]);
}

export function selectAll(files: readonly DriveFile[]): void {
  selection.value = new Set(files.map(({ id }) => id));
}

export function selectNothing(): void {
  selection.value = new Set();
}
