// One job over the right side of the page: what it made, how far it is, what it cost and why.

import { useEffect } from "preact/hooks";
import type { Job } from "@creative-hub/client";

import { catalog } from "../api/account.js";
import { isRunning } from "../api/feed.js";
import { hub } from "../api/hub.js";
import { useLoad } from "../api/load.js";
import { jobOf, remember } from "../results/known.js";
import { Prompt } from "../results/prompt.js";
import { Settings } from "../results/settings.js";
import { SidePanel } from "../ui/dialog.js";
import { Loadable } from "../ui/loadable.js";
import { Notice } from "../ui/notice.js";
import { failure, modelOf } from "../words/job.js";
import { moment } from "../words/time.js";
import { byWhom } from "./by_whom.js";
import { JobActions } from "./job_actions.js";
import { JobResults } from "./job_results.js";
import { JobState } from "./job_state.js";
import { Receipt } from "./receipt.js";

const EVERY_MS = 5_000;

export function OneJob({ id, onClose }: { id: string; onClose: () => void }) {
  const read = useLoad((signal) => hub.jobs.get(id, { signal }).then(remembered), [id]);
  const { value: loaded } = read.loaded;
  const job = jobOf(id) ?? (loaded.state === "ready" ? loaded.value : undefined);
  const runs = job !== undefined && isRunning(job);
  // The feed reads what is new. A job that is older, or somebody else's that was opened by a link, is read here.
  useEffect(() => {
    if (!runs) return;
    const timer = setInterval(read.again, EVERY_MS);
    return () => clearInterval(timer);
  }, [runs]);
  return (
    <SidePanel title={job ? modelOf(catalog.value, job) : "Job"} onClose={onClose}>
      {job ? <Whole job={job} onClose={onClose} /> : <Loadable of={read}>{() => null}</Loadable>}
    </SidePanel>
  );
}

function remembered(job: Job): Job {
  remember(job);
  return job;
}

function Whole({ job, onClose }: { job: Job; onClose: () => void }) {
  return (
    <div class="one-job">
      <JobResults job={job} />
      <section class="stack">
        <JobState job={job} />
        {job.status === "failed" && job.error_code !== "canceled" && <Notice tone="bad">{failure(job)}</Notice>}
        <JobActions job={job} onHidden={onClose} />
      </section>
      <Prompt job={job} />
      <Settings
        job={job}
        more={[
          { name: "Submitted", value: moment(job.created_at) },
          { name: "By", value: byWhom(job) },
        ]}
      />
      <section class="stack">
        <h3>Receipt</h3>
        <Receipt job={job} />
      </section>
    </div>
  );
}
