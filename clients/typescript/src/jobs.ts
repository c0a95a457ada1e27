// Reads, waits for and steers jobs.

import type { CallOptions, Http } from "./http.js";
import { jobId, type Accepted } from "./make.js";
import { List, pageOf } from "./pages.js";
import type { AcceptedJob, Cancellation, Job, Query, Quote, Receipt } from "./types.js";
import { waitFor, type WaitOptions } from "./wait.js";

const JOBS = "/api/v1/creative-hub/generate/jobs";
const JOB = `${JOBS}/{id}` as const;

export class Jobs {
  constructor(private readonly http: Http) {}

  get(job: Accepted, options: CallOptions = {}): Promise<Job> {
    return this.http.call("get", JOB, [200], { ...options, path: { id: jobId(job) } });
  }

  /** The newest first. */
  list(query: Query<typeof JOBS, "get"> = {}, options: CallOptions = {}): List<Job> {
    return new List(async (cursor) =>
      pageOf("jobs", await this.http.call("get", JOBS, [200], { ...options, query: { ...query, cursor } })),
    );
  }

  /** The job once it has completed. Throws a `JobFailedError` if it fails, and a `WaitTimeoutError` at the deadline. */
  async wait(job: Accepted, options: WaitOptions = {}): Promise<Job> {
    const id = jobId(job);
    try {
      return await waitFor(id, (id, signal) => this.get(id, { signal }), options);
    } catch (error) {
      if (options.cancelOnAbort && options.signal?.aborted) await this.cancel(id).catch(() => undefined);
      throw error;
    }
  }

  /** Stops a job. Throws a `ConflictError` with the code `too_late` if it cannot be stopped any more. */
  cancel(job: Accepted, options: CallOptions = {}): Promise<Cancellation> {
    return this.http.call("post", `${JOB}/cancel`, [200, 202], { ...options, path: { id: jobId(job) } });
  }

  /** Submits the request of a failed job again. It is another job. */
  retry(job: Accepted, options: CallOptions = {}): Promise<AcceptedJob> {
    return this.http.call("post", `${JOB}/retry`, [202], { ...options, path: { id: jobId(job) } });
  }

  /** What a retry would cost. Makes and holds nothing. */
  quoteRetry(job: Accepted, options: CallOptions = {}): Promise<Quote> {
    return this.http.call("post", `${JOB}/retry`, [200], { ...options, path: { id: jobId(job) }, query: { dry_run: true } });
  }

  /** Hides a job that has ended. Its files stay. */
  delete(job: Accepted, options: CallOptions = {}): Promise<undefined> {
    return this.http.call("delete", JOB, [204], { ...options, path: { id: jobId(job) } });
  }

  receipt(job: Accepted, options: CallOptions = {}): Promise<Receipt> {
    return this.http.call("get", `${JOB}/receipt`, [200], { ...options, path: { id: jobId(job) } });
  }
}
