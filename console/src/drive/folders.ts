// All folders of the team, read at once: there are at most a thousand, and the tree, the path and "Move" all need them.

import { computed, signal } from "@preact/signals";
import type { Folder } from "@creative-hub/client";

import { hub } from "../api/hub.js";
import { problemOf, type Problem } from "../api/problem.js";

export const folders = signal<readonly Folder[] | undefined>(undefined);
export const foldersProblem = signal<Problem | undefined>(undefined);

const byId = computed(() => new Map((folders.value ?? []).map((folder) => [folder.id, folder])));
const byParent = computed(() => {
  const children = new Map<string | null, Folder[]>();
  for (const folder of folders.value ?? []) {
    const beside = children.get(folder.parent_id) ?? [];
    beside.push(folder);
    children.set(folder.parent_id, beside);
  }
  for (const beside of children.values()) beside.sort((a, b) => a.name.localeCompare(b.name, undefined, { numeric: true }));
  return children;
});

export async function readFolders(): Promise<void> {
  try {
    folders.value = await hub.drive.folders.list().all();
    foldersProblem.value = undefined;
  } catch (error) {
    foldersProblem.value = problemOf(error);
  }
}

export function folderOf(id: string | null): Folder | undefined {
  return id === null ? undefined : byId.value.get(id);
}

/** The folders directly within one, by name. `null` is the root. */
export function foldersIn(id: string | null): readonly Folder[] {
  return byParent.value.get(id) ?? [];
}

/** The way from the root to a folder, itself last. */
export function pathTo(id: string | null): readonly Folder[] {
  const folder = folderOf(id);
  return folder ? [...pathTo(folder.parent_id), folder] : [];
}

export function isWithin(id: string, outer: string): boolean {
  return pathTo(id).some((folder) => folder.id === outer);
}

/** A folder that this page has made or changed, ahead of the next reading. */
export function noteFolder(folder: Folder): void {
  const others = (folders.value ?? []).filter(({ id }) => id !== folder.id);
  folders.value = [...others, folder];
}

export function forgetFolder(id: string): void {
  folders.value = folders.value?.filter((folder) => folder.id !== id);
}
