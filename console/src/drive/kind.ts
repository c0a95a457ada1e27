// What a file of the drive is, by its media type.

import type { Media } from "../handoff.js";

export type MediaKind = Media["kind"];

export const MEDIA_KINDS: readonly MediaKind[] = ["image", "video", "audio"];

/** The media types that the drive takes, by kind, and what their names end in. Not every system knows each of these. */
const TYPES: Record<MediaKind, Record<string, readonly string[]>> = {
  image: {
    "image/png": [".png"],
    "image/jpeg": [".jpg", ".jpeg"],
    "image/webp": [".webp"],
    "image/gif": [".gif"],
    "image/avif": [".avif"],
    "image/heic": [".heic", ".heif"],
  },
  video: { "video/mp4": [".mp4", ".m4v"], "video/quicktime": [".mov"], "video/webm": [".webm"] },
  audio: {
    "audio/mpeg": [".mp3"],
    "audio/wav": [".wav"],
    "audio/ogg": [".ogg"],
    "audio/mp4": [".m4a"],
    "audio/aac": [".aac"],
    "audio/flac": [".flac"],
    "audio/webm": [".weba"],
  },
};

export function kindOfMime(mime: string): MediaKind {
  if (mime.startsWith("video/")) return "video";
  return mime.startsWith("audio/") ? "audio" : "image";
}

/** The media type of a file on this machine; `undefined` if neither the browser nor the name tells. */
export function mimeOf(file: File): string | undefined {
  if (file.type !== "") return file.type;
  const name = file.name.toLowerCase();
  const known = Object.values(TYPES).flatMap((types) => Object.entries(types));
  return known.find(([, endings]) => endings.some((ending) => name.endsWith(ending)))?.[0];
}

/** For `accept` of a file chooser. */
export function acceptOf(kinds: readonly MediaKind[]): string {
  return kinds.flatMap((kind) => Object.entries(TYPES[kind]).flatMap(([mime, endings]) => [mime, ...endings])).join(",");
}

const WORDS: Record<MediaKind, readonly [string, string]> = {
  image: ["picture", "pictures"],
  video: ["film", "films"],
  audio: ["sound", "sounds"],
};

/** `picture`, `picture or film`. */
export function oneOf(kinds: readonly MediaKind[]): string {
  return kinds.map((kind) => WORDS[kind][0]).join(" or ");
}

export function manyOf(kinds: readonly MediaKind[]): string {
  return kinds.map((kind) => WORDS[kind][1]).join(" and ");
}
