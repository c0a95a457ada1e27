// The newest jobs, read by one call every 4 s while the page is seen. Every page draws from here.

import { computed, effect, signal } from "@preact/signals";
import type { Job } from "@creative-hub/client";

import { session } from "../session/session.js";
import { readBalance } from "./account.js";
import { hub } from "./hub.js";
import { problemOf, type Problem } from "./problem.js";

const EVERY_MS = 4_000;
const JOBS = 50;
/** What fills a window. It is asked for first, because that is answered sooner. */
const FIRST = 12;

/** The newest first; `undefined` until they have been read. */
export const jobs = signal<readonly Job[] | undefined>(undefined);
/** Whether the newest have been read as far as the feed goes. */
export const feedIsRead = signal(false);
export const feedProblem = signal<Problem | undefined>(undefined);
/** The time of the page, which moves once a second while something runs. */
export const now = signal(Date.now());

export const running = computed(() => (jobs.value ?? []).filter(isRunning));

export function isRunning(job: Job): boolean {
  return job.status === "pending" || job.status === "processing";
}

/** Reads now, for instance because a job was just submitted. */
export async function readJobs(): Promise<void> {
  try {
    const limit = jobs.value === undefined ? FIRST : JOBS;
    const { items, nextCursor } = await hub.jobs.list({ limit }).page();
    const moved = feedIsRead.value && moneyMoved(jobs.value, items);
    jobs.value = items;
    feedIsRead.value ||= limit === JOBS || nextCursor === null;
    feedProblem.value = undefined;
    now.value = Date.now();
    if (moved) await readBalance();
  } catch (error) {
    feedProblem.value = problemOf(error);
  }
}

/** A job that this page has changed or made, ahead of the next reading. */
export function noteJob(job: Job): void {
  const known = jobs.value ?? [];
  const others = known.filter(({ id }) => id !== job.id);
  jobs.value = [job, ...others].sort((a, b) => b.created_at.localeCompare(a.created_at));
}

/** A job that is hidden from now on. */
export function forgetJob(id: string): void {
  jobs.value = jobs.value?.filter((job) => job.id !== id);
}

/** Reads until it is told to stop. In a tab that nobody sees it pauses. */
export function startFeed(): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let stopped = false;
  const turn = async () => {
    clearTimeout(timer);
    if (!document.hidden) await readJobs();
    if (!stopped) timer = setTimeout(turn, pause());
  };
  const seen = () => {
    if (!document.hidden) void turn();
  };
  document.addEventListener("visibilitychange", seen);
  const stopClock = startClock();
  void turn();
  return () => {
    stopped = true;
    clearTimeout(timer);
    document.removeEventListener("visibilitychange", seen);
    stopClock();
  };
}

/** The rest follows the first at once. After a 429 the API says when to come back. */
function pause(): number {
  const retryAt = feedProblem.value?.retryAt;
  if (!feedIsRead.value && !feedProblem.value) return 0;
  return retryAt === undefined ? EVERY_MS : Math.max(EVERY_MS, retryAt - Date.now());
}

function startClock(): () => void {
  return effect(() => {
    if (running.value.length === 0) return;
    const tick = setInterval(() => (now.value = Date.now()), 1_000);
    return () => clearInterval(tick);
  });
}

function moneyMoved(before: readonly Job[] | undefined, after: readonly Job[]): boolean {
  if (before === undefined) return false;
  const states = new Map(before.map((job) => [job.id, job.status]));
  return after.some((job) => states.get(job.id) !== job.status);
}

// The next person who signs in here must not see them.
effect(() => {
  if (session.value.state !== "out") return;
  jobs.value = undefined;
  feedIsRead.value = false;
  feedProblem.value = undefined;
});
