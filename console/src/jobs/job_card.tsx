// A job as a card: in the panel, and on the page of jobs where it is narrow.

import type { Job } from "@creative-hub/client";

import { catalog } from "../api/account.js";
import { priceOf } from "../results/price.js";
import { to } from "../route.js";
import { failure, modelOf, what } from "../words/job.js";
import { ago } from "../words/time.js";
import { JobActions } from "./job_actions.js";
import { JobPicture } from "./job_picture.js";
import { JobState } from "./job_state.js";

export interface JobCardProps {
  job: Job;
  onFollow?: () => void;
}

export function JobCard({ job, onFollow }: JobCardProps) {
  return (
    <li class="job-card">
      <JobPicture job={job} />
      <div class="stack">
        <a class="job-what" href={to("jobs", [job.id])} onClick={onFollow}>
          {what(job)}
        </a>
        <p class="job-line small muted figures">
          <span>{modelOf(catalog.value, job)}</span>
          <span>{ago(job.created_at)}</span>
          <span class="push">{priceInWords(job)}</span>
        </p>
        <div class="small">
          <JobState job={job} />
        </div>
        {job.status === "failed" && job.error_code !== "canceled" && <p class="small">{failure(job)}</p>}
        <JobActions job={job} />
      </div>
    </li>
  );
}

/** A failed job costs nothing. */
export function priceInWords(job: Job): string {
  return job.status === "failed" ? "$0.00" : priceOf(job);
}
