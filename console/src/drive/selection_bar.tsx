// What can be done with the selected files together. It stands at the foot as long as there are some.

import type { DriveFile } from "@creative-hub/client";

import { Icon } from "../ui/icon.js";
import { count } from "../words/money.js";
import { deleteFiles, moveFilesSomewhere, pick } from "./changes.js";
import { labelling } from "./doing.js";
import { download } from "./download.js";
import { mayChange } from "./rights.js";
import { isSelected, selectAll, selection, selectNothing } from "./selection.js";

export function SelectionBar({ files }: { files: readonly DriveFile[] }) {
  const selected = files.filter(({ id }) => isSelected(id));
  if (selection.value.size === 0 || selected.length === 0) return null;
  const mine = selected.every(mayChange);
  return (
    <div class="selection-bar" role="region" aria-label="Selected files">
      <strong class="figures" role="status">
        {count(selected.length, "file")}
      </strong>
      {selected.length < files.length && (
        <button type="button" class="button quiet" onClick={() => selectAll(files)}>
          Select all {files.length}
        </button>
      )}
      <span class="push" />
      <button type="button" class="button" onClick={() => void download(selected)}>
        Download
      </button>
      {mine ? <Changes files={selected} /> : <span class="muted small">Some are others’. Only they, owners and admins can change them.</span>}
      <button type="button" class="button quiet icon" aria-label="Select nothing" onClick={selectNothing}>
        <Icon name="close" />
      </button>
    </div>
  );
}

function Changes({ files }: { files: readonly DriveFile[] }) {
  const allPicked = files.every(({ favorite }) => favorite);
  return (
    <>
      <button type="button" class="button" onClick={() => void pick(files, !allPicked)}>
        {allPicked ? "Take picks away" : "Pick"}
      </button>
      <button type="button" class="button" onClick={() => (labelling.value = files)}>
        Label
      </button>
      <button type="button" class="button" onClick={() => void moveFilesSomewhere(files)}>
        Move
      </button>
      <button type="button" class="button danger" onClick={() => void deleteFiles(files)}>
        Delete
      </button>
    </>
  );
}
