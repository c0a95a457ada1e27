// Files that this tab has changed, made or deleted since the list was read, so that the list need not be read again.

import { signal } from "@preact/signals";
import type { DriveFile } from "@creative-hub/client";

interface Note {
  /** `undefined` where the file is gone. */
  file: DriveFile | undefined;
  at: number;
}

/** By the file's id. */
const noted = signal<ReadonlyMap<string, Note>>(new Map());

export function noteFile(file: DriveFile): void {
  noted.value = new Map(noted.value).set(file.id, { file, at: Date.now() });
}

export function forgetFile(id: string): void {
  noted.value = new Map(noted.value).set(id, { file: undefined, at: Date.now() });
}

/** A list that was asked for at `since`, as it is by now, of the files that belong to it. The newest first. */
export function withNotes(read: readonly DriveFile[], since: number, belongs: (file: DriveFile) => boolean): DriveFile[] {
  const files = new Map(read.map((file) => [file.id, file]));
  for (const [id, { file, at }] of noted.value) {
    if (at < since) continue;
    if (file) files.set(id, file);
    else files.delete(id);
  }
  return [...files.values()].filter(belongs).sort((a, b) => b.created_at.localeCompare(a.created_at));
}
