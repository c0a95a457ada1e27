// Puts the bytes of an upload to the storage, once, and tells how far it is where somebody wants to hear it.

import { NetworkError, UploadError, type CreativeHubError } from "./errors.js";
import type { Upload } from "./types.js";

/** Bytes that have been sent, of all. */
export type Progress = (sent: number, total: number) => void;

/** What went wrong; `undefined` if the storage has taken the bytes. Rejects with the signal's reason. */
export async function putOnce(
  begun: Upload,
  content: Blob,
  signal: AbortSignal | undefined,
  onProgress: Progress | undefined,
): Promise<CreativeHubError | undefined> {
  let status: number;
  try {
    status = await (onProgress && "XMLHttpRequest" in globalThis ? watched(begun, content, signal, onProgress) : unwatched(begun, content, signal));
  } catch (cause) {
    if (signal?.aborted) throw signal.reason;
    return new NetworkError("cannot reach the storage for the upload", { cause });
  }
  if (status < 200 || status > 299) return new UploadError(status);
  onProgress?.(content.size, content.size);
  return undefined;
}

async function unwatched(begun: Upload, content: Blob, signal: AbortSignal | undefined): Promise<number> {
  const answer = await fetch(begun.url, { method: begun.method, headers: headersOf(begun), body: content, signal: signal ?? null });
  return answer.status;
}

/** `fetch` does not tell how much of a body has been sent. */
function watched(begun: Upload, content: Blob, signal: AbortSignal | undefined, onProgress: Progress): Promise<number> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(signal.reason);
    const request = new XMLHttpRequest();
    const stop = () => request.abort();
    request.open(begun.method, begun.url);
    headersOf(begun).forEach((value, name) => request.setRequestHeader(name, value));
    request.upload.onprogress = ({ loaded }) => onProgress(loaded, content.size);
    request.onload = () => resolve(request.status);
    request.onerror = () => reject(new Error("the connection was lost"));
    request.onabort = () => reject(signal?.reason);
    request.onloadend = () => signal?.removeEventListener("abort", stop);
    signal?.addEventListener("abort", stop, { once: true });
    request.send(content);
  });
}

function headersOf(begun: Upload): Headers {
  const headers = new Headers(begun.headers as Record<string, string>);
  // It follows from the bytes, and a page may not set it.
  headers.delete("content-length");
  return headers;
}
