// Pictures and recordings that the request names: where they come from, and links to show them by.

import { signal } from "@preact/signals";

import { hub } from "../api/hub.js";
import type { Media } from "../handoff.js";
import type { MediaKind } from "../drive/kind.js";
import { kindOfMime } from "../drive/kind.js";
import { linkOf } from "../drive/links.js";
import { mediaOfFile, mediaOfJob } from "../drive/media.js";
import { uploadFiles } from "../drive/uploads.js";
import { note } from "../ui/notes.js";
import { change, form } from "./form.js";
import { modelFor } from "./models.js";
import { referencesTaken } from "./fit.js";

/** Files on their way that will become pictures of the form. */
export const arriving = signal(0);

/** A link that works now. Those that were kept with the draft have ended. */
export async function linkTo({ source }: Pick<Media, "source">): Promise<string> {
  const [kind, rest = ""] = split(source);
  if (kind === "asset") return linkOf(rest);
  if (kind !== "job") return source;
  const job = await hub.jobs.get(rest.split("/")[0] ?? "");
  return (mediaOfJob(job).find((media) => media.source === source) ?? mediaOfJob(job)[0])?.url ?? "";
}

export async function uploaded(files: readonly File[], kind: MediaKind): Promise<Media[]> {
  const fitting = files.filter(({ type }) => type === "" || kindOfMime(type) === kind);
  if (fitting.length < files.length) note(kind === "image" ? "Only pictures can be used here." : "Only sounds can be used here.");
  arriving.value += fitting.length;
  try {
    return await Promise.all((await uploadFiles(fitting, null)).map(mediaOfFile));
  } finally {
    arriving.value -= fitting.length;
  }
}

/** To the pictures that guide the model, as many as it takes. */
export function addReferences(media: readonly Media[]): void {
  const now = form.peek();
  const field = now.what === "video" ? "videoReferences" : "imageReferences";
  const most = referencesTaken(now, modelFor(now));
  const all = [...now[field], ...media.filter(({ source }) => !now[field].some((known) => known.source === source))];
  if (all.length > most) note(most === 0 ? "This model takes no references." : `This model takes ${most} references at most.`);
  change({ [field]: all.slice(0, most) });
}

/** Where a picture goes that was dropped or pasted somewhere on the composer. */
export async function takeFiles(files: readonly File[]): Promise<void> {
  const { what } = form.peek();
  if (files.length === 0 || what === "speech") return;
  const media = await uploaded(files, "image");
  const [first] = media;
  if (!first) return;
  if (what === "image") addReferences(media);
  else if (what === "avatar") change({ portrait: first });
  else if (form.peek().videoReferences.length > 0) addReferences(media);
  else change({ startFrame: first });
}

/** A picture by its address elsewhere; `undefined` if that is no https address. */
export function mediaOfLink(address: string): Media | undefined {
  if (!URL.canParse(address) || new URL(address).protocol !== "https:") return undefined;
  return { kind: "image", source: address, name: new URL(address).hostname };
}

function split(source: string): [string, string | undefined] {
  const at = source.indexOf(":");
  return [source.slice(0, at), source.slice(at + 1)];
}
