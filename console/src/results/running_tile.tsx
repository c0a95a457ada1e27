// A result that is being made: how far it is, against what such jobs take.

import { catalog } from "../api/account.js";
import { now } from "../api/feed.js";
import { elapsed, modelOf, share } from "../words/job.js";
import { priceOf } from "./price.js";
import type { Result } from "./result.js";

export function RunningTile({ result: { job, index } }: { result: Result }) {
  const name = modelOf(catalog.value, job);
  return (
    <div class="tile-running">
      <p>{job.variants.length > 1 ? `${name} · variant ${index + 1} of ${job.variants.length}` : name}</p>
      <p class="tile-progress figures">
        <span>{elapsed(job, now.value)}</span>
        <span>{priceOf(job)}</span>
      </p>
      <span class="bar" role="img" aria-label={`${Math.round(share(job, now.value) * 100)} % of the usual time`}>
        <i style={{ width: `${share(job, now.value) * 100}%` }} />
      </span>
    </div>
  );
}
