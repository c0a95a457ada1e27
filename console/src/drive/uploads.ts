// Files on their way from this machine into the drive: a few at a time, each with its progress, each to be cancelled.

import { computed, signal } from "@preact/signals";
import type { DriveFile } from "@creative-hub/client";

import { hub } from "../api/hub.js";
import { problemOf, type Problem } from "../api/problem.js";
import { mimeOf } from "./kind.js";
import { noteFile } from "./noted.js";

const AT_ONCE = 3;
/** How long one that has arrived is still shown. */
const SHOWN_MS = 6_000;

export interface Uploading {
  id: number;
  name: string;
  bytes: number;
  sent: number;
  /** `checking`: the bytes are there, and the API looks at them. */
  state: "waiting" | "sending" | "checking" | "done" | "failed" | "cancelled";
  problem?: Problem;
}

interface Begun {
  file: File;
  folderId: string | null;
  stop: AbortController;
  ended: (file: DriveFile | undefined) => void;
}

/** What goes on, and what has ended without being dismissed. */
export const uploads = signal<readonly Uploading[]>([]);
export const uploadsRunning = computed(() => uploads.value.filter(isRunning).length);

const begun = new Map<number, Begun>();
let last = 0;

export function isRunning({ state }: Uploading): boolean {
  return state === "waiting" || state === "sending" || state === "checking";
}

/** Gives the files that have arrived, once all have arrived, failed or been cancelled. `null` is the root. */
export async function uploadFiles(files: readonly File[], folderId: string | null): Promise<DriveFile[]> {
  const ends = files.map(
    (file) =>
      new Promise<DriveFile | undefined>((ended) => {
        last += 1;
        begun.set(last, { file, folderId, stop: new AbortController(), ended });
        uploads.value = [...uploads.value, { id: last, name: file.name, bytes: file.size, sent: 0, state: "waiting" }];
      }),
  );
  next();
  const arrived = await Promise.all(ends);
  return arrived.filter((file) => file !== undefined);
}

export function cancelUpload(id: number): void {
  begun.get(id)?.stop.abort();
  const waits = uploads.value.some((upload) => upload.id === id && upload.state === "waiting");
  if (waits) end(id, { state: "cancelled" }, undefined);
}

/** Sends a file again that did not arrive. */
export function repeatUpload(id: number): void {
  const upload = begun.get(id);
  if (!upload) return;
  begun.set(id, { ...upload, stop: new AbortController() });
  change(id, { state: "waiting", sent: 0 });
  next();
}

/** Takes away what has ended. */
export function dismissUploads(): void {
  for (const upload of uploads.value) if (!isRunning(upload)) forget(upload.id);
}

function forget(id: number): void {
  begun.delete(id);
  uploads.value = uploads.value.filter((upload) => upload.id !== id);
}

function next(): void {
  const going = uploads.value.filter(({ state }) => state === "sending" || state === "checking").length;
  const waiting = uploads.value.filter(({ state }) => state === "waiting");
  for (const { id } of waiting.slice(0, AT_ONCE - going)) void send(id);
}

async function send(id: number): Promise<void> {
  const upload = begun.get(id);
  if (!upload) return;
  const { file, folderId, stop } = upload;
  change(id, { state: "sending" });
  try {
    const arrived = await hub.drive.upload(file, {
      name: nameOf(file),
      mime: mimeOf(file) ?? "application/octet-stream",
      folderId: folderId ?? undefined,
      signal: stop.signal,
      onProgress: (sent, total) => change(id, { sent, state: sent < total ? "sending" : "checking" }),
    });
    end(id, { state: "done", sent: file.size }, arrived);
  } catch (error) {
    if (stop.signal.aborted) end(id, { state: "cancelled" }, undefined);
    else end(id, { state: "failed", problem: problemOf(error) }, undefined);
  }
}

function end(id: number, how: Partial<Uploading>, arrived: DriveFile | undefined): void {
  change(id, how);
  if (arrived) {
    noteFile(arrived);
    setTimeout(() => forget(id), SHOWN_MS);
  }
  begun.get(id)?.ended(arrived);
  next();
}

function change(id: number, change: Partial<Uploading>): void {
  uploads.value = uploads.value.map((upload) => (upload.id === id ? { ...upload, ...change } : upload));
}

/** Pasted pictures are all called the same. */
function nameOf(file: File): string {
  return file.name === "" ? "Pasted picture" : file.name;
}
