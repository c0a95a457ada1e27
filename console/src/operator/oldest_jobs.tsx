// The open jobs that were submitted first, of all teams. One that is overdue is looked after by the sweeper.

import { catalog } from "../api/account.js";
import { Table, type Column } from "../ui/table.js";
import { kindName, modelName } from "../words/job.js";
import { ago, duration } from "../words/time.js";
import type { OpenJob } from "./status.js";

const COLUMNS: readonly Column[] = [{ name: "What" }, { name: "Team" }, { name: "Submitted" }, { name: "State" }];

export function OldestJobs({ jobs }: { jobs: readonly OpenJob[] }) {
  return (
    <section class="stack" aria-labelledby="operator-jobs">
      <h2 id="operator-jobs">Oldest open jobs</h2>
      {jobs.length === 0 && <p class="muted">No job is open.</p>}
      {jobs.length > 0 && (
        <Table columns={COLUMNS}>
          {jobs.map((job) => (
            <tr key={job.id}>
              <td>
                {kindName(job.type)}, {modelName(catalog.value, job.model)}
              </td>
              <td class="muted">
                <code>{job.team_id}</code>
              </td>
              <td class="muted figures">{ago(job.created_at)}</td>
              <td>
                {job.overdue_seconds > 0 ? (
                  <span class="badge warn figures">overdue by {duration(job.overdue_seconds)}</span>
                ) : (
                  <span class="badge accent">{job.status === "pending" ? "waiting" : "running"}</span>
                )}
              </td>
            </tr>
          ))}
        </Table>
      )}
    </section>
  );
}
