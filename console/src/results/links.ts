// Links to results. They are signed anew whenever a job is read and end after a while. One that is shown stays as it is, so
// that nothing is loaded twice; one that has ended is asked for again.

import { hub } from "../api/hub.js";
import { jobOf, remember } from "./known.js";
import type { Result } from "./result.js";

/** Left of a link's time when somebody begins to use it. */
const SPARE_MS = 60_000;

const asked = new Map<string, Promise<void>>();

/** A link that works for a while. */
export async function freshLink(result: Result): Promise<string | undefined> {
  if (!lasts(latest(result))) await renew(result.job.id);
  return latest(result).variant.url ?? undefined;
}

/** The same after the link at hand did not work. */
export async function renewed(result: Result): Promise<Result> {
  await renew(result.job.id);
  return latest(result);
}

function latest(result: Result): Result {
  const job = jobOf(result.job.id) ?? result.job;
  const variant = job.variants.find(({ index }) => index === result.index);
  return variant ? { job, index: result.index, variant } : result;
}

function lasts({ job }: Result): boolean {
  return job.result_urls_expire_at !== null && Date.parse(job.result_urls_expire_at) > Date.now() + SPARE_MS;
}

/** All results of a job are asked for at once. */
function renew(id: string): Promise<void> {
  const running = asked.get(id);
  if (running) return running;
  const asking = hub.jobs
    .get(id)
    .then(remember)
    .finally(() => asked.delete(id));
  asked.set(id, asking);
  return asking;
}
