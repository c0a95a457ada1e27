// The files that the library shows: read page by page, with what this tab has changed, as filtered and in the order wanted.

import { useEffect, useRef } from "preact/hooks";
import type { DriveFile } from "@creative-hub/client";

import { jobs } from "../api/feed.js";
import { hub } from "../api/hub.js";
import { usePages, type Paged } from "../api/pages.js";
import { everywhere } from "./everywhere.js";
import { kindOfMime } from "./kind.js";
import { noteFile, withNotes } from "./noted.js";
import type { Place, Sort } from "./place.js";

const PAGE = 100;
/** More than jobs file between two readings of the feed. */
const NEWEST = 20;
/** To sort by anything but time, a page reads on by itself up to this many. */
export const MOST_SORTED = 2_000;

export interface Listing {
  pages: Paged<DriveFile>;
  files: readonly DriveFile[];
}

export function useListing(place: Place): Listing {
  const { folder, search, picked, label, sort } = place;
  const searches = search !== "";
  const pages = usePages(
    (signal) => {
      const query = { ...(picked ? { favorite: true } : {}), ...(label === undefined ? {} : { label }) };
      return searches ? everywhere(query, signal) : hub.drive.files.list({ ...query, folder: folder ?? "root", limit: PAGE }, { signal });
    },
    [searches, folder, picked, label],
  );
  const state = pages.state.value;
  const read = pages.items.value;
  useEffect(() => {
    if (state === "ready" && sort !== "newest" && read.length < MOST_SORTED) pages.more();
  }, [pages, state, sort]);
  useNews(folder, pages);
  const files = withNotes(read, pages.since.value, (file) => belongs(file, place));
  return { pages, files: sorted(files, sort) };
}

function belongs(file: DriveFile, { folder, search, kind, picked, label }: Place): boolean {
  return (
    (search === "" ? file.folder_id === folder : file.name.toLowerCase().includes(search.toLowerCase())) &&
    (kind === undefined || kindOfMime(file.mime) === kind) &&
    (!picked || file.favorite) &&
    (label === undefined || file.labels.includes(label))
  );
}

function sorted(files: DriveFile[], sort: Sort): DriveFile[] {
  switch (sort) {
    case "newest":
      return files;
    case "name":
      return files.sort((a, b) => a.name.localeCompare(b.name, undefined, { numeric: true }));
    case "size":
      return files.sort((a, b) => b.bytes - a.bytes);
  }
}

/** Shows what jobs file here meanwhile, and reads again when somebody comes back to this tab. */
function useNews(folder: string | null, pages: Paged<DriveFile>): void {
  const filed = jobs.value?.filter((job) => job.status === "completed" && job.drive_folder_id === folder).length;
  const known = useRef<number | undefined>(undefined);
  useEffect(() => {
    known.current = undefined;
  }, [folder]);
  useEffect(() => {
    const before = known.current;
    known.current = filed;
    if (before !== undefined && filed !== undefined && filed > before) void noteNewest(folder);
  }, [folder, filed]);
  useEffect(() => {
    const seen = () => {
      // Somebody who has scrolled far would lose their place.
      if (!document.hidden && pages.items.peek().length <= PAGE) pages.again();
    };
    document.addEventListener("visibilitychange", seen);
    return () => document.removeEventListener("visibilitychange", seen);
  }, [pages]);
}

/** A failure is no reason to disturb anybody: the next reading of the list has them, too. */
async function noteNewest(folder: string | null): Promise<void> {
  try {
    const { items } = await hub.drive.files.list({ folder: folder ?? "root", limit: NEWEST }).page();
    for (const file of items) noteFile(file);
  } catch {
    return;
  }
}
