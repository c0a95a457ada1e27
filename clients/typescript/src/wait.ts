// Waits for a job: looks soon at first, then as seldom as the API asks for.

import { pollDelay, sleep } from "./backoff.js";
import { NetworkError, jobError, RateLimitError, ServerError, WaitTimeoutError } from "./errors.js";
import type { Job } from "./types.js";

/** The service itself gives every job up before this. */
export const WAIT_TIMEOUT_MS = 60 * 60 * 1000;
const POLLING_INTERVAL_MS = 5_000;

export interface WaitOptions {
  /** Stops the wait, and is thrown as its reason. The job goes on, unless `cancelOnAbort` is set. */
  signal?: AbortSignal | undefined;
  /** How long to wait; an hour if it is absent. Then a `WaitTimeoutError` is thrown, and the job goes on. */
  timeoutMs?: number | undefined;
  /** Is told the job at every look. */
  onProgress?: ((job: Job) => void) | undefined;
  /** The longest time between two looks, in place of the one that the API asks for. */
  pollIntervalMs?: number | undefined;
  /** Cancels the job when the signal is aborted. */
  cancelOnAbort?: boolean | undefined;
}

export type ReadJob = (id: string, signal: AbortSignal | undefined) => Promise<Job>;

/** The job once it has completed. Throws a `JobFailedError` if it fails. */
export async function waitFor(id: string, read: ReadJob, options: WaitOptions = {}): Promise<Job> {
  const until = Date.now() + (options.timeoutMs ?? WAIT_TIMEOUT_MS);
  let job: Job | undefined;
  for (let look = 0; ; look += 1) {
    const left = until - Date.now();
    if (left <= 0) throw new WaitTimeoutError(id, job);
    const interval = options.pollIntervalMs ?? job?.polling_interval_ms ?? POLLING_INTERVAL_MS;
    await sleep(Math.min(left, pollDelay(look, interval)), options.signal);
    job = (await lookAt(id, read, options.signal)) ?? job;
    if (!job) continue;
    options.onProgress?.(job);
    if (job.status === "completed") return job;
    if (job.status === "failed") throw jobError(job);
  }
}

/** `undefined` if the API cannot be reached now. The job goes on meanwhile, and so does the wait. */
async function lookAt(id: string, read: ReadJob, signal: AbortSignal | undefined): Promise<Job | undefined> {
  try {
    return await read(id, signal);
  } catch (error) {
    const passes = error instanceof NetworkError || error instanceof RateLimitError || error instanceof ServerError;
    if (passes) return undefined;
    throw error;
  }
}
