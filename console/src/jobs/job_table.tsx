// Jobs as rows: what, by which model, how far, for how much, by whom. Where it is narrow, a row is a card.

import type { Job } from "@creative-hub/client";

import { catalog, isManager } from "../api/account.js";
import { modelOf, what } from "../words/job.js";
import { moment } from "../words/time.js";
import { jobAddress } from "./filters.js";
import { byWhom, isMine } from "./by_whom.js";
import { priceInWords } from "./job_card.js";
import { JobPicture } from "./job_picture.js";
import { JobState } from "./job_state.js";

export function JobTable({ jobs }: { jobs: readonly Job[] }) {
  const everybody = isManager();
  return (
    <table class="table job-table">
      <thead>
        <tr>
          <th scope="col" class="what">
            What
          </th>
          <th scope="col" class="model">
            Model
          </th>
          <th scope="col" class="state">
            State
          </th>
          {everybody && (
            <th scope="col" class="by">
              By
            </th>
          )}
          <th scope="col" class="when">
            When
          </th>
          <th scope="col" class="number">
            Price
          </th>
        </tr>
      </thead>
      <tbody>
        {jobs.map((job) => (
          <tr key={job.id}>
            <td class="what">
              <div class="job-first">
                <JobPicture job={job} />
                <a class="job-what" href={jobAddress(job.id)}>
                  {what(job)}
                </a>
              </div>
            </td>
            <td class="muted model">{modelOf(catalog.value, job)}</td>
            <td class="state">
              <JobState job={job} />
            </td>
            {everybody && <td class={isMine(job) ? "muted by mine" : "muted by"}>{byWhom(job)}</td>}
            <td class="muted figures when">{moment(job.created_at)}</td>
            <td class="number">{priceInWords(job)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
