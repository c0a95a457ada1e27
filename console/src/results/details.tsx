// Beside a result: what can be done with it, what was asked for, its labels and its link, and its receipt.

import { useEffect } from "preact/hooks";

import { hub } from "../api/hub.js";
import { useLoad } from "../api/load.js";
import { Receipt } from "../jobs/receipt.js";
import { Loadable } from "../ui/loadable.js";
import { moment } from "../words/time.js";
import { Actions } from "./actions.js";
import { Labels } from "./labels.js";
import { readPicks } from "./picked.js";
import { Prompt } from "./prompt.js";
import { Settings } from "./settings.js";
import { Share } from "./share.js";
import { fileIdOf, type Result } from "./result.js";

export function Details({ result }: { result: Result }) {
  const { job } = result;
  const file = fileIdOf(result);
  useEffect(() => void readPicks(job.drive_folder_id), [job.id]);
  return (
    <aside class="viewer-details" aria-label="About it">
      <Actions result={result} />
      <Prompt job={job} />
      <Settings job={job} more={[{ name: "Made", value: moment(job.completed_at ?? job.created_at) }]} />
      {file !== undefined && <OfFile key={file} id={file} />}
      <section class="stack">
        <h3>Receipt</h3>
        <Receipt job={job} />
      </section>
    </aside>
  );
}

/** What is the file's and not the job's. */
function OfFile({ id }: { id: string }) {
  const file = useLoad((signal) => hub.drive.files.get(id, { signal }), [id]);
  const { value: loaded } = file.loaded;
  if (loaded.state === "failed" && loaded.problem.kind === "missing") {
    return <p class="muted small">Its file was deleted from the library, so it has no labels and no link.</p>;
  }
  return (
    <Loadable of={file} skeleton={<div class="skeleton" style={{ height: "96px" }} />}>
      {(value) => (
        <>
          <Labels file={value} onChange={file.set} />
          <Share file={value} onChange={file.set} />
        </>
      )}
    </Loadable>
  );
}
