// Where a file came from: the job's prompt and model, and the way to make it again with changes.

import { catalog } from "../api/account.js";
import { hub } from "../api/hub.js";
import { useLoad } from "../api/load.js";
import { again } from "../results/hand_over.js";
import { to } from "../route.js";
import { Lines, Loadable } from "../ui/loadable.js";
import { modelOf, what } from "../words/job.js";
import { money } from "../words/money.js";

export function FileOrigin({ jobId }: { jobId: string }) {
  const job = useLoad((signal) => hub.jobs.get(jobId, { signal }), [jobId]);
  return (
    <section class="stack">
      <h3>Where it came from</h3>
      <Loadable of={job} skeleton={<Lines lines={2} />}>
        {(job) => (
          <>
            <p class="origin">{what(job)}</p>
            <p class="small muted figures">
              {modelOf(catalog.value, job)} · {money(job.cost_cents)}
            </p>
            <div class="row">
              <button type="button" class="link" onClick={() => again(job)}>
                Make again with changes
              </button>
              <a class="link" href={to("jobs", [job.id])}>
                Receipt
              </a>
            </div>
          </>
        )}
      </Loadable>
    </section>
  );
}
