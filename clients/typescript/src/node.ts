// Files on disk, for Node, Deno and Bun.

import { openAsBlob } from "node:fs";
import { rename, rm, writeFile } from "node:fs/promises";
import { basename, extname } from "node:path";

import { CreativeHubError } from "./errors.js";

const MIMES: Record<string, string> = {
  ".png": "image/png",
  ".jpg": "image/jpeg",
  ".jpeg": "image/jpeg",
  ".webp": "image/webp",
  ".gif": "image/gif",
  ".avif": "image/avif",
  ".heic": "image/heic",
  ".mp3": "audio/mpeg",
  ".wav": "audio/wav",
  ".ogg": "audio/ogg",
  ".m4a": "audio/mp4",
  ".aac": "audio/aac",
  ".flac": "audio/flac",
  ".weba": "audio/webm",
  ".mp4": "video/mp4",
  ".mov": "video/quicktime",
  ".webm": "video/webm",
};

/** A file on disk, to be uploaded. It is read only while it is sent. */
export async function openFile(path: string, mime?: string): Promise<File> {
  const type = mime ?? MIMES[extname(path).toLowerCase()];
  if (type === undefined) throw new CreativeHubError(`the type of ${path} is not known by its name; please give it, such as "image/png"`);
  return new File([await openAsBlob(path)], basename(path), { type });
}

/** Writes a result to disk. The file appears as a whole. */
export async function saveFile(path: string, content: Blob): Promise<void> {
  const partial = `${path}.part`;
  try {
    await writeFile(partial, new Uint8Array(await content.arrayBuffer()));
    await rename(partial, path);
  } finally {
    await rm(partial, { force: true });
  }
}
