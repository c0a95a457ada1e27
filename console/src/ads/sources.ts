// What stands behind a request's `asset:…` and `job:…`, and links to show it by.

import { signal, type Signal } from "@preact/signals";
import { useMemo } from "preact/hooks";

import { hub } from "../api/hub.js";
import { linkOf } from "../drive/links.js";
import { mediaOfFile, mediaOfJob } from "../drive/media.js";
import type { Media } from "../handoff.js";

/** Links end after a quarter of an hour. */
const KEPT_MS = 8 * 60_000;

const kept = new Map<string, { link: Signal<string | undefined>; until: number }>();

/** A link to show this by; `undefined` until it is known. */
export function useLink(source: string): string | undefined {
  return useMemo(() => linkTo(source), [source]).value;
}

function linkTo(source: string): Signal<string | undefined> {
  const known = kept.get(source);
  if (known && known.until > Date.now()) return known.link;
  const link = signal<string | undefined>(undefined);
  kept.set(source, { link, until: Date.now() + KEPT_MS });
  asked(source).then(
    (url) => (link.value = url),
    () => kept.delete(source),
  );
  return link;
}

async function asked(source: string): Promise<string | undefined> {
  const { kind, id, index } = parts(source);
  if (kind === "asset") return linkOf(id);
  if (kind === "job") return (await hub.jobs.get(id)).result_urls[index];
  // The page asks no foreign host. The renderer does.
  return undefined;
}

/** What is at a source. At a foreign address it is taken for what the request takes it for. */
export async function mediaOfSource(source: string, otherwise: Media["kind"]): Promise<Media> {
  const { kind, id, index } = parts(source);
  if (kind === "asset") return shown(await mediaOfFile(await hub.drive.files.get(id)));
  if (kind === "job") {
    const media = mediaOfJob(await hub.jobs.get(id))[index];
    if (media) return shown({ ...media, source });
  }
  return { kind: otherwise, source, name: source.split("/").at(-1) ?? source };
}

/** A draft outlives the links, which are asked for anew. */
export function shown({ url: _, thumbnail: __, ...lasting }: Media): Media {
  return lasting;
}

function parts(source: string): { kind: "asset" | "job" | "address"; id: string; index: number } {
  const [, kind, id = "", index = "0"] = /^(asset|job):([0-9a-f-]+)(?:\/(\d+))?$/i.exec(source) ?? [];
  if (kind === "asset" || kind === "job") return { kind, id, index: Number(index) };
  return { kind: "address", id: "", index: 0 };
}
