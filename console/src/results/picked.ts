// Which results are picked: the favourites of the drive. A pick is shown at once and taken back if it fails.

import { effect, signal } from "@preact/signals";

import { hub } from "../api/hub.js";
import { problemOf } from "../api/problem.js";
import { session } from "../session/session.js";
import { note } from "../ui/notes.js";
import { fileIdOf, type Result } from "./result.js";

/** Ids of files. */
const files = signal<ReadonlySet<string>>(new Set());
const readFolders = new Set<string>();

export function isPicked(result: Result): boolean {
  const id = fileIdOf(result);
  return id !== undefined && files.value.has(id);
}

export function canPick(result: Result): boolean {
  return fileIdOf(result) !== undefined;
}

/** Reads the picks among the files of a folder, once. `null` is the root. */
export async function readPicks(folder: string | null): Promise<void> {
  const name = folder ?? "root";
  if (readFolders.has(name)) return;
  readFolders.add(name);
  try {
    const picks = await hub.drive.files.list({ folder: name, favorite: true, limit: 200 }).all();
    files.value = new Set([...files.value, ...picks.map(({ id }) => id)]);
  } catch {
    // A star that is missing for a while is no reason to disturb anybody; a folder that is gone has none.
  }
}

export async function togglePick(result: Result): Promise<void> {
  const id = fileIdOf(result);
  if (!id) return;
  const favorite = !isPicked(result);
  mark(id, favorite);
  try {
    await hub.drive.files.update(id, { favorite });
  } catch (error) {
    mark(id, !favorite);
    note(problemOf(error).message);
  }
}

function mark(id: string, favorite: boolean): void {
  const marked = new Set(files.value);
  if (favorite) marked.add(id);
  else marked.delete(id);
  files.value = marked;
}

effect(() => {
  if (session.value.state !== "out") return;
  files.value = new Set();
  readFolders.clear();
});
