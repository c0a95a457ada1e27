// Files and folders that are dragged onto a folder. By keyboard the same is "Move…".

import { signal } from "@preact/signals";
import type { DriveFile, Folder } from "@creative-hub/client";

import { moveFiles, moveFolder } from "./changes.js";
import { isWithin } from "./folders.js";

type Dragged = { files: readonly DriveFile[] } | { folder: Folder };

/** Browsers show what is dragged only as it is dropped, so it is kept here. */
const dragged = signal<Dragged | undefined>(undefined);
const over = signal<string | null | undefined>(undefined);

export function dragHandlers(what: () => Dragged | undefined) {
  return {
    onDragStart: (event: DragEvent) => {
      const taken = what();
      if (!taken) return event.preventDefault();
      dragged.value = taken;
      if (event.dataTransfer) {
        event.dataTransfer.effectAllowed = "move";
        event.dataTransfer.setData("text/plain", "folder" in taken ? taken.folder.name : taken.files.map(({ name }) => name).join("\n"));
      }
    },
    onDragEnd: () => {
      dragged.value = undefined;
      over.value = undefined;
    },
  };
}

/** For what stands for a folder. `null` is the root. */
export function dropHandlers(folder: string | null) {
  return {
    "data-over": over.value === folder && dragged.value !== undefined,
    onDragOver: (event: DragEvent) => {
      if (!takes(folder)) return;
      event.preventDefault();
      over.value = folder;
    },
    onDragLeave: () => {
      if (over.value === folder) over.value = undefined;
    },
    onDrop: (event: DragEvent) => {
      const what = dragged.value;
      if (!what || !takes(folder)) return;
      event.preventDefault();
      if ("folder" in what) void moveFolder(what.folder, folder);
      else void moveFiles(what.files, folder);
    },
  };
}

function takes(folder: string | null): boolean {
  const what = dragged.value;
  if (!what) return false;
  return !("folder" in what) || folder === null || !isWithin(folder, what.folder.id);
}
