// Everything that can be done with one file. What this person may not do is not in it.

import type { DriveFile } from "@creative-hub/client";

import { Icon } from "../ui/icon.js";
import { Menu } from "../ui/menu.js";
import { deleteFiles, moveFilesSomewhere, pick } from "./changes.js";
import { labelling, renaming, sharing } from "./doing.js";
import { download } from "./download.js";
import { mayChange } from "./rights.js";
import { Uses } from "./uses.js";

export function FileMenu({ file }: { file: DriveFile }) {
  return (
    <Menu button={<Icon name="more" />} label={`What to do with ${file.name}`}>
      <Uses file={file} />
      <button type="button" onClick={() => void download([file])}>
        Download
      </button>
      {mayChange(file) && <Changes file={file} />}
    </Menu>
  );
}

function Changes({ file }: { file: DriveFile }) {
  return (
    <>
      <button type="button" onClick={() => (sharing.value = file)}>
        {file.share_url === null ? "Share…" : "Shared link…"}
      </button>
      <button type="button" onClick={() => (renaming.value = file.id)}>
        Rename
      </button>
      <button type="button" onClick={() => void moveFilesSomewhere([file])}>
        Move…
      </button>
      <button type="button" onClick={() => void pick([file], !file.favorite)}>
        {file.favorite ? "Take the pick away" : "Pick"}
      </button>
      <button type="button" onClick={() => (labelling.value = [file])}>
        Labels…
      </button>
      <button type="button" class="bad" onClick={() => void deleteFiles([file])}>
        Delete…
      </button>
    </>
  );
}
