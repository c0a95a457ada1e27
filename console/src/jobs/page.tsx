// All jobs as a table that a person can scan, and one of them with its receipt.

import { computed } from "@preact/signals";
import { useMemo } from "preact/hooks";
import type { Job } from "@creative-hub/client";

import { jobs } from "../api/feed.js";
import { hub } from "../api/hub.js";
import { usePages, type Paged } from "../api/pages.js";
import { hidden } from "../results/known.js";
import { go, route, to } from "../route.js";
import { Blank } from "../ui/blank.js";
import { More } from "../ui/more.js";
import { FilterBar } from "./filter_bar.js";
import { filterBy, filters, jobAddress, matches, query, type Filters } from "./filters.js";
import { JobShapes } from "./job_shapes.js";
import { JobTable } from "./job_table.js";
import { OneJob } from "./one_job.js";

const PAGE = 25;

export function JobsPage() {
  const [id] = route.value.rest;
  const shown = filters();
  const paged = usePages((signal) => hub.jobs.list({ ...query(shown), limit: PAGE }, { signal }), [shown.type, shown.status, shown.user]);
  const rows = useRows(paged, shown);
  const reading = paged.state.value === "reading" && rows.length === 0;
  return (
    <div class="sheet jobs">
      <header>
        <h1>Jobs</h1>
        <FilterBar />
      </header>
      {reading && <JobShapes />}
      {rows.length > 0 && <JobTable jobs={rows} />}
      {rows.length === 0 && paged.state.value === "complete" && <Nothing filters={shown} />}
      <More of={paged} />
      {id !== undefined && <OneJob key={id} id={id} onClose={() => go(jobAddress())} />}
    </div>
  );
}

/** What was read page by page, with what the feed knows better. */
function useRows(paged: Paged<Job>, shown: Filters): readonly Job[] {
  const rows = useMemo(
    () =>
      computed(() => {
        const feed = new Map((jobs.value ?? []).map((job) => [job.id, job]));
        const read = paged.items.value.map((job) => feed.get(job.id) ?? job);
        const known = new Set(read.map(({ id }) => id));
        const newer = [...feed.values()].filter(({ id }) => !known.has(id) && (read[0] === undefined || id > read[0].id));
        return [...newer, ...read].filter((job) => matches(job, shown) && !hidden.value.has(job.id));
      }),
    [paged, shown.type, shown.status, shown.user],
  );
  return rows.value;
}

function Nothing({ filters: { type, status, user } }: { filters: Filters }) {
  if (type ?? status ?? user) {
    const all = () => filterBy({ type: undefined, status: undefined, user: undefined });
    return (
      <Blank
        icon="jobs"
        title="No such jobs"
        first={
          <button type="button" class="button" onClick={all}>
            Show all jobs
          </button>
        }
      >
        Nothing was made that these filters let through.
      </Blank>
    );
  }
  return (
    <Blank
      icon="jobs"
      title="No jobs yet"
      first={
        <a class="button primary" href={to("create")}>
          Make something
        </a>
      }
    >
      What you generate is here while it is being made, and afterwards with its receipt.
    </Blank>
  );
}
