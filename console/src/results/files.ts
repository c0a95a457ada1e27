// Which file of the drive a result is. Jobs say it; of a job that does not, its folder tells.

import { effect, signal } from "@preact/signals";
import type { DriveFile, Job } from "@creative-hub/client";

import { hub } from "../api/hub.js";
import { session } from "../session/session.js";
import { keyOf, resultsOf, type Result } from "./result.js";

const PAGE = 200;

const found = signal<ReadonlyMap<string, string>>(new Map());
const looked = new Set<string>();

export function fileIdOf(result: Result): string | undefined {
  return result.variant.file_id ?? found.value.get(keyOf(result));
}

/** Looks, once for each job, for the files of those that do not name them. */
export async function findFiles(jobs: readonly Job[]): Promise<void> {
  const nameless = jobs.filter((job) => !looked.has(job.id) && made(job).some(({ variant }) => !variant.file_id));
  for (const { id } of nameless) looked.add(id);
  const folders = new Set(nameless.map((job) => job.drive_folder_id));
  await Promise.all([...folders].map((folder) => findIn(folder, nameless.filter((job) => job.drive_folder_id === folder))));
}

async function findIn(folder: string | null, jobs: readonly Job[]): Promise<void> {
  const oldest = jobs.map(({ created_at }) => created_at).sort()[0] ?? "";
  const files: DriveFile[] = [];
  try {
    for await (const file of hub.drive.files.list({ folder: folder ?? "root", limit: PAGE })) {
      if (file.created_at < oldest) break;
      files.push(file);
    }
  } catch {
    // Without them a result has no star; everything else works.
  }
  found.value = new Map([...found.value, ...jobs.flatMap((job) => pairs(job, files))]);
}

/** The files of a job are made at once and in the order of its results. */
function pairs(job: Job, files: readonly DriveFile[]): [string, string][] {
  const results = made(job);
  const own = files
    .filter(({ job_id }) => job_id === job.id)
    .map(({ id }) => id)
    .sort();
  // Where one was moved or deleted, nobody can say which.
  if (own.length !== results.length) return [];
  return results.flatMap((result, at) => {
    const id = own[at];
    return id === undefined ? [] : [[keyOf(result), id]];
  });
}

function made(job: Job): Result[] {
  return resultsOf(job).filter(({ variant }) => variant.url !== null);
}

effect(() => {
  if (session.value.state !== "out") return;
  found.value = new Map();
  looked.clear();
});
