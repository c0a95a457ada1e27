// An upload in three steps: announce it, put the bytes to the storage, have them checked.

import { retryDelay, sleep } from "./backoff.js";
import { CreativeHubError, UploadError } from "./errors.js";
import type { CallOptions, Http } from "./http.js";
import { putOnce, type Progress } from "./put.js";
import type { DriveFile, Upload } from "./types.js";

const UPLOADS = "/api/v1/creative-hub/drive/uploads";
const PUTS = 4;
const FIRST_PAUSE_MS = 500;

export interface UploadOptions extends CallOptions {
  /** Absent: the name of the `File`. */
  name?: string | undefined;
  /** Such as `image/png`. Absent: the type of the `Blob`. */
  mime?: string | undefined;
  /** Absent: the root of the drive. */
  folderId?: string | undefined;
  /** Hears how many bytes have been sent. Only browsers can tell on the way; elsewhere it hears when all of them are there. */
  onProgress?: Progress | undefined;
}

export async function upload(http: Http, content: Blob, options: UploadOptions): Promise<DriveFile> {
  const { signal, idempotencyKey, onProgress } = options;
  const begun = await http.call("post", UPLOADS, [201], { signal, idempotencyKey, body: announcement(content, options) });
  await put(begun, content, signal, onProgress);
  return http.call("post", `${UPLOADS}/{id}/complete`, [200], { signal, path: { id: begun.id } });
}

function announcement(content: Blob, { name, mime, folderId }: UploadOptions) {
  const named = name ?? ("name" in content ? String(content.name) : undefined);
  const typed = mime ?? content.type;
  if (!named) throw new CreativeHubError("an upload needs a name: give a File, or the option `name`");
  if (!typed) throw new CreativeHubError("an upload needs a type: give a Blob that has one, or the option `mime`");
  return { name: named, mime: typed, bytes: content.size, ...(folderId === undefined ? {} : { folder_id: folderId }) };
}

/** The link takes nothing but these bytes, and the same bytes as often as they come: so they can be put again. */
async function put(begun: Upload, content: Blob, signal: AbortSignal | undefined, onProgress: Progress | undefined): Promise<void> {
  for (let attempt = 0; ; attempt += 1) {
    const outcome = await putOnce(begun, content, signal, onProgress);
    if (outcome === undefined) return;
    const failure = outcome instanceof UploadError ? { status: outcome.status } : {};
    const delay = attempt + 1 < PUTS ? retryDelay(failure, attempt, FIRST_PAUSE_MS) : undefined;
    if (delay === undefined) throw outcome;
    await sleep(delay, signal);
  }
}
