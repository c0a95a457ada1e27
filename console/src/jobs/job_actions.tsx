// The buttons of a job, and below them what became of the last one.

import type { Job } from "@creative-hub/client";

import { useAction } from "../api/action.js";
import { isRunning } from "../api/feed.js";
import { again } from "../results/hand_over.js";
import { Failed } from "../ui/failed.js";
import { cancelInWords } from "../words/cancel.js";
import { RetryButton } from "./retry_button.js";
import { cancel, hide, late } from "./steering.js";

export interface JobActionsProps {
  job: Job;
  onHidden?: () => void;
}

export function JobActions({ job, onHidden }: JobActionsProps) {
  const canceling = useAction(() => cancel(job));
  const hiding = useAction(async () => {
    if (await hide(job)) onHidden?.();
  });
  const problem = canceling.problem.value ?? hiding.problem.value;
  const told = cancelInWords(job) ?? late.value.get(job.id);
  const runs = isRunning(job);
  return (
    <div class="job-actions">
      <div class="row">
        {runs && job.cancel_outcome === undefined && (
          <button type="button" class="link small" disabled={canceling.running.value} onClick={() => void canceling.run()}>
            {canceling.running.value ? "Stopping…" : "Cancel"}
          </button>
        )}
        {job.status === "failed" && <RetryButton job={job} />}
        {!runs && (
          <button type="button" class="link small" onClick={() => again(job)}>
            {job.status === "failed" ? "Edit and submit again" : "Make again with changes"}
          </button>
        )}
        {!runs && (
          <button type="button" class="link small quiet" disabled={hiding.running.value} onClick={() => void hiding.run()}>
            Hide
          </button>
        )}
      </div>
      {told !== undefined && (
        <p class="small" role="status">
          {told}
        </p>
      )}
      {problem && <Failed problem={problem} />}
    </div>
  );
}
