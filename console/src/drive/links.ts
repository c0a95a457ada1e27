// Links by which files of the drive are shown. They end after a while, so each is asked for again before that.

import type { DriveFile } from "@creative-hub/client";

import { hub } from "../api/hub.js";

/** Links work for 15 minutes; one that a film is still read by should not end meanwhile. */
const KEPT_MS = 8 * 60_000;

const kept = new Map<string, { link: Promise<string>; until: number }>();

/** A link to the file itself. */
export function linkOf(id: string): Promise<string> {
  const known = kept.get(id);
  if (known && known.until > Date.now()) return known.link;
  const link = hub.drive.files.link(id);
  kept.set(id, { link, until: Date.now() + KEPT_MS });
  link.catch(() => kept.delete(id));
  return link;
}

/** What files have beside what the types say, where the API tells it. */
interface Shown {
  thumbnail_url?: string | null;
  thumbhash?: string | null;
}

export function thumbnailOf(file: DriveFile): string | undefined {
  return (file as DriveFile & Shown).thumbnail_url ?? undefined;
}

export function thumbhashOf(file: DriveFile): string | undefined {
  return (file as DriveFile & Shown).thumbhash ?? undefined;
}
