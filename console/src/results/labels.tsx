// The labels of a file: words by which a team finds it again.

import { useSignal } from "@preact/signals";
import type { DriveFile } from "@creative-hub/client";

import { useAction } from "../api/action.js";
import { hub } from "../api/hub.js";
import { Failed } from "../ui/failed.js";
import { Icon } from "../ui/icon.js";

const LONGEST = 40;

export interface OfFileProps {
  file: DriveFile;
  onChange: (file: DriveFile) => void;
}

export function Labels({ file, onChange }: OfFileProps) {
  const typed = useSignal("");
  const change = useAction(async (labels: string[]) => {
    onChange(await hub.drive.files.update(file.id, { labels }));
    typed.value = "";
  });
  const add = (event: Event) => {
    event.preventDefault();
    const label = typed.value.trim();
    if (label !== "") void change.run([...file.labels, label]);
  };
  return (
    <section class="stack">
      <h3>Labels</h3>
      {file.labels.length > 0 && (
        <ul class="row">
          {file.labels.map((label) => (
            <li key={label}>
              <button
                type="button"
                class="chip"
                aria-label={`Take the label ${label} away`}
                onClick={() => void change.run(file.labels.filter((other) => other !== label))}
              >
                {label}
                <Icon name="close" />
              </button>
            </li>
          ))}
        </ul>
      )}
      <form class="row nowrap" onSubmit={add}>
        <input
          class="input"
          aria-label="New label"
          placeholder="Add a label"
          maxLength={LONGEST}
          value={typed.value}
          onInput={(event) => (typed.value = event.currentTarget.value)}
        />
        <button type="submit" class="button" disabled={typed.value.trim() === "" || change.running.value}>
          Add
        </button>
      </form>
      {change.problem.value && <Failed problem={change.problem.value} />}
    </section>
  );
}
