// What of the library is shown, as the address says it: a folder or a search, what is left out, the order, the file that is open.

import { computed } from "@preact/signals";

import { go, route, to } from "../route.js";
import type { MediaKind } from "./kind.js";

export const SORTS = ["newest", "name", "size"] as const;
export type Sort = (typeof SORTS)[number];

export interface Place {
  /** `null` is the root. A search is over all folders. */
  folder: string | null;
  search: string;
  kind: MediaKind | undefined;
  picked: boolean;
  label: string | undefined;
  sort: Sort;
  /** The file that is open. */
  file: string | undefined;
}

export const place = computed<Place>(() => {
  const { rest, query } = route.value;
  const kind = query.get("type");
  return {
    folder: rest[0] ?? null,
    search: query.get("search") ?? "",
    kind: kind === "image" || kind === "video" || kind === "audio" ? kind : undefined,
    picked: query.has("picked"),
    label: query.get("label") ?? undefined,
    sort: SORTS.find((sort) => sort === query.get("sort")) ?? "newest",
    file: query.get("file") ?? undefined,
  };
});

/** The address of what is shown, but for what is changed. */
export function placeWith(change: Partial<Place>): string {
  const { folder, search, kind, picked, label, sort, file } = { ...place.value, ...change };
  const query: Record<string, string> = {};
  if (search !== "") query["search"] = search;
  if (kind !== undefined) query["type"] = kind;
  if (picked) query["picked"] = "yes";
  if (label !== undefined) query["label"] = label;
  if (sort !== "newest") query["sort"] = sort;
  if (file !== undefined) query["file"] = file;
  return to("library", folder === null ? [] : [folder], query);
}

/** The address of a folder, with the order kept and everything shown. */
export function folderPlace(folder: string | null): string {
  return placeWith({ folder, search: "", kind: undefined, picked: false, label: undefined, file: undefined });
}

export function visit(change: Partial<Place>, how: "push" | "replace" = "push"): void {
  go(placeWith(change), how);
}
