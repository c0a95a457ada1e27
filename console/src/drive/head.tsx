// Where one is: the way from the root, and what can be put here.

import { Icon } from "../ui/icon.js";
import { useAction } from "../api/action.js";
import { freeName, makeFolder } from "./changes.js";
import { renaming } from "./doing.js";
import { dropHandlers } from "./dragging.js";
import { folderOf, foldersIn, pathTo } from "./folders.js";
import { MEDIA_KINDS } from "./kind.js";
import { folderPlace, place } from "./place.js";
import { UploadButton } from "./upload_button.js";

export function Head({ upload }: { upload: (files: File[]) => void }) {
  const { folder, search } = place.value;
  const way = pathTo(folder);
  const title = search !== "" ? "Search" : (folderOf(folder)?.name ?? "Library");
  return (
    <header class="drive-head">
      <div class="drive-way">
        {way.length > 0 && search === "" && (
          <nav class="crumbs small" aria-label="Where this is">
            <a href={folderPlace(null)} {...dropHandlers(null)}>
              Library
            </a>
            {way.slice(0, -1).map(({ id, name }) => (
              <span key={id} class="crumb">
                <span aria-hidden="true">/</span>
                <a href={folderPlace(id)} {...dropHandlers(id)}>
                  {name}
                </a>
              </span>
            ))}
          </nav>
        )}
        <h1>{title}</h1>
      </div>
      {search === "" && <NewFolder within={folder} />}
      <UploadButton kinds={MEDIA_KINDS} many text="Upload" class="button primary" take={upload} />
    </header>
  );
}

function NewFolder({ within }: { within: string | null }) {
  const make = useAction(async () => {
    const name = freeName(within);
    if (!(await makeFolder(name, within))) return;
    // Its name is asked for where it stands.
    renaming.value = foldersIn(within).find((folder) => folder.name === name)?.id;
  });
  return (
    <button type="button" class="button" disabled={make.running.value} onClick={() => void make.run()}>
      <Icon name="folder" />
      New folder
    </button>
  );
}
