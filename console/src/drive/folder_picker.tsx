// Asks for a folder of the library.
//
//     const chosen = await pickFolder({ title: "Move 3 files", yes: "Move", current: null });

import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";

import { useAction } from "../api/action.js";
import { hub } from "../api/hub.js";
import { Dialog } from "../ui/dialog.js";
import { Failed } from "../ui/failed.js";
import { focused } from "../ui/focused.js";
import { Icon } from "../ui/icon.js";
import { Lines } from "../ui/loadable.js";
import { questions } from "../ui/questions.js";
import { folderOf, folders, foldersProblem, isWithin, noteFolder, readFolders } from "./folders.js";
import { Tree } from "./tree.js";

interface Wanted {
  title: string;
  /** The verb on the button, such as `Move`. */
  yes: string;
  /** Where it is now. `null` is the root. */
  current: string | null;
  /** A folder that is moved: it cannot go into itself. */
  not?: string;
}

/** `id` is `null` for the root. */
export interface ChosenFolder {
  id: string | null;
  name: string;
}

const { asked, ask } = questions<Wanted, ChosenFolder | undefined>();

/** `undefined` if the person has changed their mind. */
export const pickFolder = ask;

/** Stands once in the frame. */
export function FolderPicker() {
  const wanted = asked.value;
  return wanted ? <FolderDialog {...wanted} /> : null;
}

function FolderDialog({ title, yes, current, not, answer }: NonNullable<typeof asked.value>) {
  const chosen = useSignal<string | null>(current);
  useEffect(() => void readFolders(), []);
  const forbidden = (id: string) => not !== undefined && isWithin(id, not);
  return (
    <Dialog
      title={title}
      onClose={() => answer(undefined)}
      foot={
        <>
          <NewFolder within={chosen.value} made={(id) => (chosen.value = id)} />
          <button
            type="button"
            class="button primary"
            onClick={() => answer({ id: chosen.value, name: folderOf(chosen.value)?.name ?? "Library" })}
          >
            {yes}
          </button>
        </>
      }
    >
      {foldersProblem.value && !folders.value && <Failed problem={foldersProblem.value} again={() => void readFolders()} />}
      {!folders.value && !foldersProblem.value && <Lines />}
      {folders.value && (
        <Tree
          label="Folders"
          current={current}
          item={(folder) => (
            <button
              type="button"
              class="branch-item"
              ref={(folder?.id ?? null) === current ? focused : null}
              aria-pressed={chosen.value === (folder?.id ?? null)}
              disabled={folder !== undefined && forbidden(folder.id)}
              onClick={() => (chosen.value = folder?.id ?? null)}
            >
              <Icon name={folder ? "folder" : "library"} />
              <span>{folder?.name ?? "Library"}</span>
            </button>
          )}
        />
      )}
    </Dialog>
  );
}

function NewFolder({ within, made }: { within: string | null; made: (id: string) => void }) {
  const name = useSignal<string | undefined>(undefined);
  const create = useAction(async (wanted: string) => {
    const folder = await hub.drive.folders.create({ name: wanted, parent_id: within });
    noteFolder(folder);
    name.value = undefined;
    made(folder.id);
  });
  if (name.value === undefined) {
    return (
      <button type="button" class="button quiet first" onClick={() => (name.value = "")}>
        New folder
      </button>
    );
  }
  const submit = (event: Event) => {
    event.preventDefault();
    if (name.value) void create.run(name.value);
  };
  return (
    <form class="new-folder" onSubmit={submit}>
      <input
        class="input"
        aria-label="Name of the new folder"
        placeholder="New folder"
        ref={focused}
        value={name.value}
        onInput={({ currentTarget }) => (name.value = currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key !== "Escape") return;
          event.preventDefault();
          name.value = undefined;
        }}
      />
      <button type="submit" class="button" disabled={create.running.value || name.value === ""}>
        Make it
      </button>
      {create.problem.value && <p class="small bad">{create.problem.value.message}</p>}
    </form>
  );
}
