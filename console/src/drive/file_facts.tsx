// Everything beside the picture: its name, what to do with it, labels, the shared link, its facts, where it came from.

import { useSignal } from "@preact/signals";
import type { DriveFile } from "@creative-hub/client";

import { Failed } from "../ui/failed.js";
import { Icon } from "../ui/icon.js";
import { person } from "../words/person.js";
import { size } from "../words/size.js";
import { moment } from "../words/time.js";
import { changeProblem, label, moveFilesSomewhere, pick, renameFile } from "./changes.js";
import { download } from "./download.js";
import { FileOrigin } from "./file_origin.js";
import { extent } from "./file_table.js";
import { folderOf } from "./folders.js";
import { LabelChips } from "./label_chips.js";
import { NameField } from "./name_field.js";
import { folderPlace } from "./place.js";
import { mayChange } from "./rights.js";
import { SharePanel } from "./share_panel.js";
import { Uses } from "./uses.js";

export interface FileFactsProps {
  file: DriveFile;
  changed: (file: DriveFile) => void;
  remove: () => void;
}

export function FileFacts({ file, changed, remove }: FileFactsProps) {
  const mine = mayChange(file);
  return (
    <div class="file-facts">
      {mine && <Marks file={file} />}
      <div class="row">
        <Uses file={file} class="button" />
        <button type="button" class="button" onClick={() => void download([file])}>
          <Icon name="download" />
          Download
        </button>
      </div>
      {changeProblem.value && <Failed problem={changeProblem.value} />}
      <Facts file={file} />
      {file.job_id !== null && <FileOrigin jobId={file.job_id} />}
      {mine ? (
        <>
          <section class="stack">
            <h3>Labels</h3>
            <LabelChips labels={file.labels} change={(labels) => void label(file, [...labels])} />
          </section>
          <section class="stack">
            <h3>Permanent link</h3>
            <SharePanel file={file} changed={changed} />
          </section>
          <div class="row">
            <button type="button" class="button danger" onClick={remove}>
              <Icon name="trash" />
              Delete…
            </button>
          </div>
        </>
      ) : (
        <p class="small muted">Only {person(file.user_id)}, owners and admins can change it.</p>
      )}
    </div>
  );
}

function Marks({ file }: { file: DriveFile }) {
  const renames = useSignal(false);
  if (renames.value) {
    return <NameField label="Name" name={file.name} save={(name) => renameFile(file, name)} close={() => (renames.value = false)} />;
  }
  return (
    <div class="row">
      <button type="button" class={file.favorite ? "button picked" : "button"} aria-pressed={file.favorite} onClick={() => void pick([file], !file.favorite)}>
        <Icon name="star" />
        {file.favorite ? "Picked" : "Pick"}
      </button>
      <button type="button" class="button" onClick={() => (renames.value = true)}>
        Rename
      </button>
      <button type="button" class="button" onClick={() => void moveFilesSomewhere([file])}>
        Move…
      </button>
    </div>
  );
}

function Facts({ file }: { file: DriveFile }) {
  const facts: readonly (readonly [string, preact.ComponentChildren])[] = [
    ["Folder", <a href={folderPlace(file.folder_id)}>{folderOf(file.folder_id)?.name ?? "Library"}</a>],
    ["Type", typeName(file.mime)],
    ["Size", size(file.bytes)],
    [file.width === null ? "Length" : file.duration === null ? "Pixels" : "Pixels, length", extent(file)],
    [file.job_id === null ? "Uploaded" : "Made", `by ${person(file.user_id)}, ${moment(file.created_at)}`],
  ];
  return (
    <dl class="facts">
      {facts.map(([name, fact]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd class="figures">{fact}</dd>
        </div>
      ))}
    </dl>
  );
}

/** `PNG`, `MP4`. */
function typeName(mime: string): string {
  const [, name = mime] = mime.split("/");
  const names: Record<string, string> = { mpeg: "MP3", quicktime: "MOV", jpeg: "JPEG", webp: "WebP", webm: "WebM" };
  return names[name] ?? name.toUpperCase();
}
