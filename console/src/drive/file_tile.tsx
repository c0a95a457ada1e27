// A file in the grid: its picture in its own proportions, its name below.

import type { DriveFile } from "@creative-hub/client";

import { followLink } from "../route.js";
import { Icon } from "../ui/icon.js";
import { length } from "../words/time.js";
import { pick, renameFile } from "./changes.js";
import { renaming } from "./doing.js";
import { dragHandlers } from "./dragging.js";
import { FileMenu } from "./file_menu.js";
import { folderOf } from "./folders.js";
import { fileKey } from "./keys.js";
import { kindOfMime } from "./kind.js";
import { linkOf, thumbhashOf, thumbnailOf } from "./links.js";
import { Listen } from "./listen.js";
import { NameField } from "./name_field.js";
import { folderPlace, place, placeWith } from "./place.js";
import { mayChange } from "./rights.js";
import { isSelected, selection, selectTo, toggle } from "./selection.js";
import { Thumbnail } from "./thumbnail.js";

/** Very wide and very tall pictures are shown whole in a place of these proportions. */
const TALLEST = 9 / 16;
const WIDEST = 2.2;

export interface FileProps {
  file: DriveFile;
  /** All that are shown, for what is done with several. */
  among: readonly DriveFile[];
}

export function FileTile({ file, among }: FileProps) {
  const kind = kindOfMime(file.mime);
  const selected = isSelected(file.id);
  const ratio = ratioOf(file);
  return (
    <li class={selected ? "file-tile selected" : "file-tile"} style={{ "--ratio": ratio }}>
      <a
        class="file-open"
        href={placeWith({ file: file.id })}
        aria-label={file.name}
        draggable={mayChange(file)}
        style={{ aspectRatio: ratio }}
        onClick={(event) => open(event, file, among)}
        onKeyDown={(event) => fileKey(event, file, among)}
        {...dragHandlers(() => ({ files: selected ? among.filter(({ id }) => isSelected(id)) : [file] }))}
      >
        <Thumbnail kind={kind} thumbnail={thumbnailOf(file)} hash={thumbhashOf(file)} link={() => linkOf(file.id)} />
        {file.duration !== null && <span class="file-length figures">{length(file.duration)}</span>}
      </a>
      <button type="button" class="file-check" aria-pressed={selected} aria-label={`Select ${file.name}`} tabIndex={-1} onClick={() => toggle(file.id)}>
        <Icon name="check" />
      </button>
      {(file.favorite || mayChange(file)) && (
        <button
          type="button"
          class="file-star"
          aria-pressed={file.favorite}
          aria-label={file.favorite ? `${file.name} is picked` : `Pick ${file.name}`}
          tabIndex={-1}
          disabled={!mayChange(file)}
          onClick={() => void pick([file], !file.favorite)}
        >
          <Icon name="star" />
        </button>
      )}
      {kind === "audio" && <Listen id={file.asset} name={file.name} link={() => linkOf(file.id)} />}
      <div class="file-foot">
        {renaming.value === file.id ? (
          <NameField label="Name" name={file.name} save={(name) => renameFile(file, name)} close={() => (renaming.value = undefined)} />
        ) : (
          <span class="file-name" title={file.name} onDblClick={() => mayChange(file) && (renaming.value = file.id)}>
            {file.name}
          </span>
        )}
        <FileMenu file={file} />
      </div>
      {place.value.search !== "" && (
        <a class="file-labels small" href={folderPlace(file.folder_id)}>
          {folderOf(file.folder_id)?.name ?? "Library"}
        </a>
      )}
      {file.labels.length > 0 && <span class="file-labels small muted">{file.labels.join(" · ")}</span>}
    </li>
  );
}

/** A click opens; with Ctrl, Shift or while others are selected it selects. */
export function open(event: MouseEvent, file: DriveFile, among: readonly DriveFile[]): void {
  if (event.shiftKey) selectTo(file.id, among);
  else if (event.metaKey || event.ctrlKey || selection.value.size > 0) toggle(file.id);
  else return followLink(event);
  event.preventDefault();
}

export function ratioOf({ width, height, mime }: DriveFile): number {
  if (!width || !height) return kindOfMime(mime) === "video" ? 16 / 9 : 1;
  return Math.min(WIDEST, Math.max(TALLEST, width / height));
}
