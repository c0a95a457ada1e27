// Files of all folders, as one list: a page is a page of one folder, and the next folder follows.

import { List, type DriveFile, type Page } from "@creative-hub/client";

import { hub } from "../api/hub.js";
import { folders, readFolders } from "./folders.js";

const PAGE = 200;

export function everywhere(query: { favorite?: boolean; label?: string }, signal: AbortSignal): List<DriveFile> {
  return new List(async (cursor) => {
    if (folders.peek() === undefined) await readFolders();
    const ids = ["root", ...(folders.peek() ?? []).map(({ id }) => id)];
    const [at = 0, behind] = cursor === undefined ? [] : (JSON.parse(cursor) as [number, string | undefined]);
    const page = await hub.drive.files.list({ ...query, folder: ids[at] ?? "root", limit: PAGE }, { signal }).page(behind);
    return { items: page.items, nextCursor: following(page, at, ids.length) };
  });
}

function following({ nextCursor }: Page<DriveFile>, at: number, folders: number): string | null {
  if (nextCursor !== null) return JSON.stringify([at, nextCursor]);
  return at + 1 < folders ? JSON.stringify([at + 1]) : null;
}
