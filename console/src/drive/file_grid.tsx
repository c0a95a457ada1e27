// Files as a grid in rows of one height, and folders before them.

import type { DriveFile } from "@creative-hub/client";

import { walk } from "../ui/walk.js";
import { FileTile } from "./file_tile.js";

export function FileGrid({ files }: { files: readonly DriveFile[] }) {
  return (
    <ul class="file-tiles" aria-label="Files" onKeyDown={(event) => walk(event, ".file-open")}>
      {files.map((file) => (
        <FileTile key={file.id} file={file} among={files} />
      ))}
    </ul>
  );
}
