// Uploads, with how far each is.

import type { Problem } from "../api/problem.js";
import { Icon } from "../ui/icon.js";
import { size } from "../words/size.js";
import { cancelUpload, isRunning, repeatUpload, type Uploading } from "./uploads.js";

export function UploadList({ of: uploads }: { of: readonly Uploading[] }) {
  return (
    <ul class="uploads" aria-label="Uploads">
      {uploads.map((upload) => (
        <Row key={upload.id} of={upload} />
      ))}
    </ul>
  );
}

function Row({ of: upload }: { of: Uploading }) {
  const { id, name, bytes, sent, state } = upload;
  return (
    <li class={`upload ${state}`}>
      <Icon name={state === "done" ? "check" : state === "failed" ? "warning" : "file"} />
      <div class="stack">
        <span class="name">{name}</span>
        <span class="small muted figures">{said(upload)}</span>
        {isRunning(upload) && (
          <span class="bar" role="progressbar" aria-label={name} aria-valuenow={Math.round((sent / Math.max(1, bytes)) * 100)}>
            <i style={{ width: `${(sent / Math.max(1, bytes)) * 100}%` }} />
          </span>
        )}
      </div>
      {isRunning(upload) && (
        <button type="button" class="button quiet icon" aria-label={`Cancel ${name}`} onClick={() => cancelUpload(id)}>
          <Icon name="close" />
        </button>
      )}
      {mayWork(upload) && (
        <button type="button" class="link" onClick={() => repeatUpload(id)}>
          Try again
        </button>
      )}
    </li>
  );
}

function said({ state, bytes, sent, problem }: Uploading): string {
  switch (state) {
    case "waiting":
      return `${size(bytes)}, waiting`;
    case "sending":
      return `${size(sent)} of ${size(bytes)}`;
    case "checking":
      return "Being checked";
    case "done":
      return size(bytes);
    case "cancelled":
      return "Cancelled";
    case "failed":
      return refused(problem);
  }
}

/** The same file is refused again, so only what was lost on the way is offered again. */
function mayWork({ state, problem }: Uploading): boolean {
  return state === "cancelled" || (state === "failed" && problem?.kind !== "mistake");
}

function refused(problem: Problem | undefined): string {
  const mime = problem?.fields.get("mime");
  return mime === undefined ? (problem?.message ?? "It did not arrive.") : `It ${mime}`;
}
