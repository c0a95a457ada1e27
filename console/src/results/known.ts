// All jobs that this page knows: those of the feed, and older ones as far as somebody has scrolled.

import { computed, effect, signal } from "@preact/signals";
import type { Job } from "@creative-hub/client";

import { forgetJob, jobs, noteJob } from "../api/feed.js";
import { hub } from "../api/hub.js";
import { problemOf, type Problem } from "../api/problem.js";
import { session } from "../session/session.js";

const PAGE = 100;

const older = signal<ReadonlyMap<string, Job>>(new Map());
let cursor: string | undefined;
let feedBefore: readonly Job[] = [];

/** The newest first; `undefined` until the first have been read. */
export const known = computed<readonly Job[] | undefined>(() => jobs.value && merged(jobs.value, older.value));

/** Jobs that were hidden here, for lists that were read before. */
export const hidden = signal<ReadonlySet<string>>(new Set());

/** `ready`: there is more behind it. `complete`: there is none. */
export const olderState = signal<"ready" | "reading" | "complete" | "failed">("ready");
export const olderProblem = signal<Problem | undefined>(undefined);

/** Reads the next page of older jobs. */
export async function readOlder(): Promise<void> {
  if (olderState.value === "reading" || olderState.value === "complete") return;
  olderState.value = "reading";
  olderProblem.value = undefined;
  try {
    const { items, nextCursor } = await hub.jobs.list({ limit: PAGE }).page(cursor);
    keep(items);
    cursor = nextCursor ?? undefined;
    olderState.value = cursor === undefined ? "complete" : "ready";
  } catch (error) {
    olderProblem.value = problemOf(error);
    olderState.value = "failed";
  }
}

export function jobOf(id: string): Job | undefined {
  return jobs.value?.find((job) => job.id === id) ?? older.value.get(id);
}

/** Puts what was just read of a job in the place of what was known. */
export function remember(job: Job): void {
  if (jobs.value?.some(({ id }) => id === job.id)) noteJob(job);
  else keep([job]);
}

/** A job that is hidden from now on. */
export function forget(id: string): void {
  forgetJob(id);
  hidden.value = new Set([...hidden.value, id]);
  const left = new Map(older.value);
  left.delete(id);
  older.value = left;
}

function keep(read: readonly Job[]): void {
  older.value = new Map([...older.value, ...read.map((job) => [job.id, job] as const)]);
}

function merged(feed: readonly Job[], behind: ReadonlyMap<string, Job>): readonly Job[] {
  const last = feed.at(-1);
  if (!last) return [];
  // The feed is the whole truth about the time that it covers: what it lacks there has been hidden.
  const rest = [...behind.values()].filter((job) => isBefore(job, last));
  return [...feed, ...rest.sort(newestFirst)];
}

function isBefore(job: Job, last: Job): boolean {
  return newestFirst(job, last) > 0;
}

/** Ids grow with the time. */
function newestFirst(a: Job, b: Job): number {
  return b.id.localeCompare(a.id);
}

// What falls off the end of the feed because newer jobs came is kept.
effect(() => {
  const feed = jobs.value ?? [];
  const last = feed.at(-1);
  const fallen = last ? feedBefore.filter((job) => isBefore(job, last)) : [];
  feedBefore = feed;
  if (fallen.length > 0) older.value = new Map([...fallen.map((job) => [job.id, job] as const), ...older.peek()]);
});

// The next person who signs in here must not see them.
effect(() => {
  if (session.value.state !== "out") return;
  older.value = new Map();
  feedBefore = [];
  cursor = undefined;
  olderState.value = "ready";
  olderProblem.value = undefined;
});
