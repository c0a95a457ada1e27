// The keys that work on the file that has the focus, in the grid and in the list.

import type { DriveFile } from "@creative-hub/client";

import { deleteFiles, moveFilesSomewhere, pick } from "./changes.js";
import { labelling, renaming } from "./doing.js";
import { mayChange } from "./rights.js";
import { isSelected, selection, toggle } from "./selection.js";

/** Keys that change something are for the selected files, if the one with the focus is among them. */
export function fileKey(event: KeyboardEvent, file: DriveFile, files: readonly DriveFile[]): void {
  if (event.metaKey || event.ctrlKey || event.altKey) return;
  const act = KEYS[event.key];
  if (!act) return;
  event.preventDefault();
  event.stopPropagation();
  act(file, isSelected(file.id) ? files.filter(({ id }) => selection.value.has(id)) : [file]);
}

const KEYS: Record<string, (file: DriveFile, files: readonly DriveFile[]) => void> = {
  " ": (file) => toggle(file.id),
  p: (file, files) => {
    if (files.every(mayChange)) void pick(files, !file.favorite);
  },
  m: (_, files) => {
    if (files.every(mayChange)) void moveFilesSomewhere(files);
  },
  t: (_, files) => {
    if (files.every(mayChange)) labelling.value = files;
  },
  F2: (file) => {
    if (mayChange(file)) renaming.value = file.id;
  },
  Delete: (_, files) => {
    if (files.every(mayChange)) void deleteFiles(files);
  },
};
