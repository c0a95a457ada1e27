// The tree at the left of the library. Files and folders can be dropped on it.

import { Icon } from "../ui/icon.js";
import { dropHandlers } from "./dragging.js";
import { folderPlace, place } from "./place.js";
import { Tree } from "./tree.js";

export function FolderTree() {
  const { folder: current, search } = place.value;
  return (
    <nav class="folders" aria-label="Folders">
      <Tree
        label="Folders"
        current={current}
        item={(folder) => {
          const id = folder?.id ?? null;
          return (
            <a class="branch-item" href={folderPlace(id)} aria-current={current === id && search === "" ? "page" : undefined} {...dropHandlers(id)}>
              <Icon name={folder ? "folder" : "library"} />
              <span>{folder?.name ?? "Library"}</span>
            </a>
          );
        }}
      />
    </nav>
  );
}
