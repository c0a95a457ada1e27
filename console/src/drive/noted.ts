// Files that this tab has changed, made or deleted since the list was read, so that the list need not be read again.

import { signal } from "@preact/signals";
import type { DriveFile } from "@creative-hub/client";

/** By id; `undefined` where the file is gone. */
const noted = signal<ReadonlyMap<string, DriveFile | undefined>>(new Map());

export function noteFile(file: DriveFile): void {
  noted.value = new Map(noted.value).set(file.id, file);
}

export function forgetFile(id: string): void {
  noted.value = new Map(noted.value).set(id, undefined);
}

/** A list that was read just now knows better. */
export function forgetNotes(): void {
  noted.value = new Map();
}

/** The list as it is by now, of the files that belong to it. The newest first. */
export function withNotes(read: readonly DriveFile[], belongs: (file: DriveFile) => boolean): DriveFile[] {
  const files = new Map(read.map((file) => [file.id, file]));
  for (const [id, file] of noted.value) {
    if (file) files.set(id, file);
    else files.delete(id);
  }
  return [...files.values()].filter(belongs).sort((a, b) => b.created_at.localeCompare(a.created_at));
}
