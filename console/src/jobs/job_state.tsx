// How far a job is, in one line: its state, and its time against what such jobs take.

import type { Job } from "@creative-hub/client";

import { isRunning, now } from "../api/feed.js";
import { elapsed, failureTitle, share } from "../words/job.js";
import { duration } from "../words/time.js";

export function JobState({ job }: { job: Job }) {
  if (isRunning(job)) return <Running job={job} />;
  if (job.status === "failed") {
    return <span class={job.error_code === "canceled" ? "muted" : "bad"}>{failureTitle(job.error_code)}</span>;
  }
  const took = tookSeconds(job);
  const missing = job.variants.filter(({ status }) => status === "failed").length;
  return (
    <span class="muted figures">
      {missing > 0 ? `${job.variants.length - missing} of ${job.variants.length} made` : "Done"}
      {took !== undefined && ` in ${duration(took)}`}
    </span>
  );
}

function Running({ job }: { job: Job }) {
  const part = share(job, now.value) * 100;
  return (
    <span class="job-running">
      <span class="figures">
        {job.status === "pending" ? "Waiting · " : ""}
        {elapsed(job, now.value)}
      </span>
      <span class="bar" role="img" aria-label={`${Math.round(part)} % of the usual time`}>
        <i style={{ width: `${part}%` }} />
      </span>
    </span>
  );
}

function tookSeconds(job: Job): number | undefined {
  if (job.completed_at === null) return undefined;
  return Math.max(1, (Date.parse(job.completed_at) - Date.parse(job.created_at)) / 1000);
}
