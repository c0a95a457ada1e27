// What a person does to files and folders. Each tells the lists; what goes wrong stays at the top of the page until the next one.

import { signal } from "@preact/signals";
import type { DriveFile, Folder } from "@creative-hub/client";

import { hub } from "../api/hub.js";
import { problemOf, type Problem } from "../api/problem.js";
import { confirmed } from "../ui/confirm.js";
import { note } from "../ui/notes.js";
import { count } from "../words/money.js";
import { folderOf, foldersIn, forgetFolder, noteFolder, readFolders } from "./folders.js";
import { pickFolder } from "./folder_picker.js";
import { forgetFile, noteFile } from "./noted.js";
import { selectNothing } from "./selection.js";

export const changeProblem = signal<Problem | undefined>(undefined);

/** Whether it went well. */
async function attempt(act: () => Promise<void>): Promise<boolean> {
  changeProblem.value = undefined;
  try {
    await act();
    return true;
  } catch (error) {
    changeProblem.value = problemOf(error);
    return false;
  }
}

/** One call a file, because the API has one file a call; it stops where one is refused. */
async function each(files: readonly DriveFile[], act: (file: DriveFile) => Promise<void>): Promise<boolean> {
  return attempt(async () => {
    for (const file of files) await act(file);
  });
}

export function renameFile(file: DriveFile, name: string): Promise<boolean> {
  return attempt(async () => noteFile(await hub.drive.files.update(file.id, { name })));
}

export function pick(files: readonly DriveFile[], favorite: boolean): Promise<boolean> {
  return each(files, async ({ id }) => noteFile(await hub.drive.files.update(id, { favorite })));
}

export function label(file: DriveFile, labels: string[]): Promise<boolean> {
  return attempt(async () => noteFile(await hub.drive.files.update(file.id, { labels })));
}

export function addLabel(files: readonly DriveFile[], added: string): Promise<boolean> {
  return each(files, async ({ id, labels }) => {
    if (!labels.includes(added)) noteFile(await hub.drive.files.update(id, { labels: [...labels, added] }));
  });
}

export async function moveFiles(files: readonly DriveFile[], folderId: string | null): Promise<void> {
  const moved = files.filter((file) => file.folder_id !== folderId);
  if (moved.length === 0) return;
  const done = await each(moved, async ({ id }) => noteFile(await hub.drive.files.update(id, { folder_id: folderId })));
  if (done) note(`${named(moved)} ${moved.length === 1 ? "is" : "are"} in ${folderName(folderId)} now.`);
  selectNothing();
  void readFolders();
}

export async function moveFilesSomewhere(files: readonly DriveFile[]): Promise<void> {
  const chosen = await pickFolder({ title: `Move ${named(files)}`, yes: "Move", current: files[0]?.folder_id ?? null });
  if (chosen) await moveFiles(files, chosen.id);
}

export async function deleteFiles(files: readonly DriveFile[]): Promise<boolean> {
  const jobs = files.some(({ job_id }) => job_id !== null) ? " A job that made one goes on showing it." : "";
  const shared = files.some(({ share_url }) => share_url !== null) ? " Links that share them end." : "";
  const sure = await confirmed({
    title: `Delete ${named(files)}?`,
    text: `This cannot be taken back.${jobs}${shared}`,
    yes: files.length === 1 ? "Delete it" : `Delete ${count(files.length, "file")}`,
  });
  if (!sure) return false;
  const done = await each(files, async ({ id }) => {
    await hub.drive.files.delete(id);
    forgetFile(id);
  });
  selectNothing();
  void readFolders();
  return done;
}

export async function makeFolder(name: string, within: string | null): Promise<boolean> {
  return attempt(async () => noteFolder(await hub.drive.folders.create({ name, parent_id: within })));
}

export function renameFolder(folder: Folder, name: string): Promise<boolean> {
  return attempt(async () => noteFolder(await hub.drive.folders.update(folder.id, { name })));
}

export async function moveFolder(folder: Folder, parent: string | null): Promise<void> {
  if (folder.parent_id === parent || folder.id === parent) return;
  const done = await attempt(async () => noteFolder(await hub.drive.folders.update(folder.id, { parent_id: parent })));
  if (done) note(`“${folder.name}” is in ${folderName(parent)} now.`);
}

export async function moveFolderSomewhere(folder: Folder): Promise<void> {
  const chosen = await pickFolder({ title: `Move “${folder.name}”`, yes: "Move", current: folder.parent_id, not: folder.id });
  if (chosen) await moveFolder(folder, chosen.id);
}

export async function deleteFolder(folder: Folder): Promise<boolean> {
  const sure = await confirmed({ title: `Delete the folder “${folder.name}”?`, text: "Only an empty folder can be deleted.", yes: "Delete it" });
  if (!sure) return false;
  return attempt(async () => {
    await hub.drive.folders.delete(folder.id);
    forgetFolder(folder.id);
  });
}

/** A name that is not taken beside it. The API would take it, but people could not tell the two apart. */
export function freeName(within: string | null, name = "New folder"): string {
  const taken = new Set(foldersIn(within).map((folder) => folder.name));
  for (let number = 1; ; number += 1) {
    const free = number === 1 ? name : `${name} ${number}`;
    if (!taken.has(free)) return free;
  }
}

function named(files: readonly DriveFile[]): string {
  const [first] = files;
  return files.length === 1 && first ? `“${first.name}”` : count(files.length, "file");
}

function folderName(id: string | null): string {
  return id === null ? "the library's root" : `“${folderOf(id)?.name ?? "the folder"}”`;
}
