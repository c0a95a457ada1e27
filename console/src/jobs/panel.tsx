// Jobs, over the right side of any page: what is running, and the last ten that have ended.

import type { Job } from "@creative-hub/client";

import { feedProblem, isRunning, jobs, readJobs } from "../api/feed.js";
import { go, to } from "../route.js";
import { Blank } from "../ui/blank.js";
import { SidePanel } from "../ui/dialog.js";
import { Failed } from "../ui/failed.js";
import { Lines } from "../ui/loadable.js";
import { JobCard } from "./job_card.js";

const ENDED = 10;

export function JobsPanel({ onClose }: { onClose: () => void }) {
  const known = jobs.value;
  const all = (event: Event) => {
    event.preventDefault();
    onClose();
    go(to("jobs"));
  };
  return (
    <SidePanel
      title="Jobs"
      onClose={onClose}
      tools={
        <a class="small" href={to("jobs")} onClick={all}>
          All jobs
        </a>
      }
    >
      {feedProblem.value && <Failed problem={feedProblem.value} again={() => void readJobs()} />}
      {!known && !feedProblem.value && <Lines />}
      {known?.length === 0 && <Nothing onClose={onClose} />}
      {known && <Group title="Running" jobs={known.filter(isRunning)} onFollow={onClose} />}
      {known && <Group title="Ended" jobs={known.filter((job) => !isRunning(job)).slice(0, ENDED)} onFollow={onClose} />}
    </SidePanel>
  );
}

function Group({ title, jobs, onFollow }: { title: string; jobs: readonly Job[]; onFollow: () => void }) {
  if (jobs.length === 0) return null;
  return (
    <section class="job-group">
      <h3>{title}</h3>
      <ul>
        {jobs.map((job) => (
          <JobCard key={job.id} job={job} onFollow={onFollow} />
        ))}
      </ul>
    </section>
  );
}

function Nothing({ onClose }: { onClose: () => void }) {
  const begin = () => {
    onClose();
    go(to("create"));
  };
  return (
    <Blank
      icon="jobs"
      title="No jobs yet"
      first={
        <button type="button" class="button primary" onClick={begin}>
          Make something
        </button>
      }
    >
      What you generate is here while it is being made, and afterwards.
    </Blank>
  );
}
