// Files as a list with their facts.

import type { DriveFile } from "@creative-hub/client";

import { Icon } from "../ui/icon.js";
import { walk } from "../ui/walk.js";
import { person } from "../words/person.js";
import { size } from "../words/size.js";
import { length, moment } from "../words/time.js";
import { renameFile } from "./changes.js";
import { renaming } from "./doing.js";
import { dragHandlers } from "./dragging.js";
import { FileMenu } from "./file_menu.js";
import { open, type FileProps } from "./file_tile.js";
import { fileKey } from "./keys.js";
import { kindOfMime } from "./kind.js";
import { linkOf, thumbhashOf, thumbnailOf } from "./links.js";
import { NameField } from "./name_field.js";
import { placeWith } from "./place.js";
import { mayChange } from "./rights.js";
import { isSelected, toggle } from "./selection.js";
import { Thumbnail } from "./thumbnail.js";

export function FileTable({ files }: { files: readonly DriveFile[] }) {
  return (
    <table class="table files" aria-label="Files" onKeyDown={(event) => walk(event, ".row-open")}>
      <thead>
        <tr>
          <th>
            <span class="unseen">Selected</span>
          </th>
          <th>Name</th>
          <th class="wide-only">Labels</th>
          <th class="wide-only">Pixels, length</th>
          <th class="number">Size</th>
          <th class="wide-only">By</th>
          <th class="wide-only">When</th>
          <th>
            <span class="unseen">What to do</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {files.map((file) => (
          <FileRow key={file.id} file={file} among={files} />
        ))}
      </tbody>
    </table>
  );
}

function FileRow({ file, among }: FileProps) {
  const selected = isSelected(file.id);
  return (
    <tr class={selected ? "selected" : undefined}>
      <td class="row-check">
        <input type="checkbox" aria-label={`Select ${file.name}`} checked={selected} onChange={() => toggle(file.id)} />
      </td>
      <td class="row-name">
        <span class="row-picture">
          <Thumbnail kind={kindOfMime(file.mime)} thumbnail={thumbnailOf(file)} hash={thumbhashOf(file)} link={() => linkOf(file.id)} />
        </span>
        {renaming.value === file.id ? (
          <NameField label="Name" name={file.name} save={(name) => renameFile(file, name)} close={() => (renaming.value = undefined)} />
        ) : (
          <a
            class="row-open"
            href={placeWith({ file: file.id })}
            draggable={mayChange(file)}
            onClick={(event) => open(event, file, among)}
            onKeyDown={(event) => fileKey(event, file, among)}
            {...dragHandlers(() => ({ files: selected ? among.filter(({ id }) => isSelected(id)) : [file] }))}
          >
            {file.name}
          </a>
        )}
        {file.favorite && (
          <span class="row-star">
            <Icon name="star" />
            <span class="unseen">picked</span>
          </span>
        )}
      </td>
      <td class="wide-only muted">{file.labels.join(", ")}</td>
      <td class="wide-only muted figures">{extent(file)}</td>
      <td class="number muted">{size(file.bytes)}</td>
      <td class="wide-only muted">{person(file.user_id)}</td>
      <td class="wide-only muted figures">{moment(file.created_at)}</td>
      <td class="number">
        <FileMenu file={file} />
      </td>
    </tr>
  );
}

/** `1024 × 1024`, `1920 × 1080, 0:08`. */
export function extent({ width, height, duration }: DriveFile): string {
  const pixels = width && height ? [`${width} × ${height}`] : [];
  return [...pixels, ...(duration === null ? [] : [length(duration)])].join(", ");
}
