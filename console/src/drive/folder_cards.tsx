// The folders directly within the one that is open. Files and folders can be dropped on them.

import type { Folder } from "@creative-hub/client";

import { Icon } from "../ui/icon.js";
import { Menu } from "../ui/menu.js";
import { walk } from "../ui/walk.js";
import { deleteFolder, moveFolderSomewhere, renameFolder } from "./changes.js";
import { renaming } from "./doing.js";
import { dragHandlers, dropHandlers } from "./dragging.js";
import { foldersIn } from "./folders.js";
import { NameField } from "./name_field.js";
import { folderPlace } from "./place.js";
import { mayChange } from "./rights.js";

export function FolderCards({ within }: { within: string | null }) {
  const inside = foldersIn(within);
  if (inside.length === 0) return null;
  return (
    <ul class="folder-cards" aria-label="Folders" onKeyDown={(event) => walk(event, ".folder-open")}>
      {inside.map((folder) => (
        <FolderCard key={folder.id} folder={folder} />
      ))}
    </ul>
  );
}

function FolderCard({ folder }: { folder: Folder }) {
  const { id, name } = folder;
  const pressed = (event: KeyboardEvent) => {
    const act = mayChange(folder) ? KEYS[event.key] : undefined;
    if (!act) return;
    event.preventDefault();
    event.stopPropagation();
    act(folder);
  };
  return (
    <li class="folder-card" {...dropHandlers(id)}>
      {renaming.value === id ? (
        <NameField label="Name of the folder" name={name} save={(wanted) => renameFolder(folder, wanted)} close={() => (renaming.value = undefined)} />
      ) : (
        <a class="folder-open" href={folderPlace(id)} draggable={mayChange(folder)} onKeyDown={pressed} {...dragHandlers(() => ({ folder }))}>
          <Icon name="folder" />
          <span>{name}</span>
          {folder.children > 0 && (
            <small class="muted figures">
              {folder.children}
              <span class="unseen"> in it</span>
            </small>
          )}
        </a>
      )}
      {mayChange(folder) && <FolderMenu folder={folder} />}
    </li>
  );
}

export function FolderMenu({ folder }: { folder: Folder }) {
  return (
    <Menu button={<Icon name="more" />} label={`What to do with the folder ${folder.name}`}>
      <button type="button" onClick={() => (renaming.value = folder.id)}>
        Rename
      </button>
      <button type="button" onClick={() => void moveFolderSomewhere(folder)}>
        Move…
      </button>
      <button type="button" class="bad" onClick={() => void deleteFolder(folder)}>
        Delete…
      </button>
    </Menu>
  );
}

const KEYS: Record<string, (folder: Folder) => void> = {
  F2: ({ id }) => void (renaming.value = id),
  m: (folder) => void moveFolderSomewhere(folder),
  Delete: (folder) => void deleteFolder(folder),
};
