// What can be done about a job: stop it, have it made again, hide it.

import { signal } from "@preact/signals";
import { ConflictError, type Job, type Quote } from "@creative-hub/client";

import { readBalance } from "../api/account.js";
import { isRunning, readJobs } from "../api/feed.js";
import { hub } from "../api/hub.js";
import { forget, remember } from "../results/known.js";
import { confirmed } from "../ui/confirm.js";
import { note } from "../ui/notes.js";
import { tooLate } from "../words/cancel.js";

/** What became of cancels that came too late, by the job's id. Other jobs say it themselves. */
export const late = signal<ReadonlyMap<string, string>>(new Map());

export async function cancel(job: Job): Promise<void> {
  try {
    await hub.jobs.cancel(job.id);
  } catch (error) {
    if (!(error instanceof ConflictError) || error.code !== "too_late") throw error;
    const latest = await hub.jobs.get(job.id);
    late.value = new Map([...late.value, [job.id, tooLate(!isRunning(latest))]]);
  }
  remember(await hub.jobs.get(job.id));
  await readBalance();
}

export function quoteRetry(job: Job): Promise<Quote> {
  return hub.jobs.quoteRetry(job.id);
}

/** Has a failed job made again. Gives the new one. */
export async function retry(job: Job, idempotencyKey: string): Promise<Job> {
  const accepted = await hub.jobs.retry(job.id, { idempotencyKey });
  const again = await hub.jobs.get(accepted);
  await readJobs();
  await readBalance();
  note("It is being made again.");
  return again;
}

export async function hide(job: Job): Promise<boolean> {
  const text = "It no longer appears anywhere. What it made stays in the library.";
  if (!(await confirmed({ title: "Hide this job?", text, yes: "Hide" }))) return false;
  await hub.jobs.delete(job.id);
  forget(job.id);
  note("The job is hidden.");
  return true;
}
