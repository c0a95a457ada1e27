// A folder of the library, to choose from: the way to it, the folders in it, its files; or what a search finds in all of them.

import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { DriveFile } from "@creative-hub/client";

import { hub } from "../api/hub.js";
import { usePages } from "../api/pages.js";
import { Blank } from "../ui/blank.js";
import { Failed } from "../ui/failed.js";
import { Icon } from "../ui/icon.js";
import { More } from "../ui/more.js";
import { walk } from "../ui/walk.js";
import { everywhere } from "./everywhere.js";
import { folders, foldersIn, foldersProblem, pathTo, readFolders } from "./folders.js";
import { kindOfMime, manyOf } from "./kind.js";
import { linkOf, thumbnailOf } from "./links.js";
import { mediaOfFile } from "./media.js";
import { PickTile } from "./pick_tile.js";
import type { Choosing } from "./picker_dialog.js";
import { TileSkeletons } from "./tile_skeletons.js";

const PAGE = 100;

export interface PickerFolderProps {
  choosing: Choosing;
  folder: string | null;
  open: (folder: string | null) => void;
}

export function PickerFolder({ choosing, folder, open }: PickerFolderProps) {
  useEffect(() => void readFolders(), []);
  const search = useSignal("");
  const wanted = search.value.trim().toLowerCase();
  const searches = wanted !== "";
  const files = usePages(
    (signal) => (searches ? everywhere({}, signal) : hub.drive.files.list({ folder: folder ?? "root", limit: PAGE }, { signal })),
    [folder, searches],
  );
  const fitting = files.items.value.filter(({ mime, name }) => choosing.kinds.includes(kindOfMime(mime)) && name.toLowerCase().includes(wanted));
  const inside = searches ? [] : foldersIn(folder);
  const isEmpty = fitting.length === 0 && files.state.value === "complete";
  return (
    <>
      <input
        type="search"
        class="input picker-search"
        aria-label="Search the library by name"
        placeholder="Search by name"
        value={search.value}
        onInput={({ currentTarget }) => (search.value = currentTarget.value)}
      />
      {!searches && <Way folder={folder} open={open} />}
      {foldersProblem.value && !folders.value && <Failed problem={foldersProblem.value} again={() => void readFolders()} />}
      {inside.length > 0 && (
        <ul class="picker-folders" aria-label="Folders">
          {inside.map(({ id, name }) => (
            <li key={id}>
              <button type="button" class="chip" onClick={() => open(id)}>
                <Icon name="folder" />
                {name}
              </button>
            </li>
          ))}
        </ul>
      )}
      {isEmpty && <Blank icon="folder" title={searches ? `No ${manyOf(choosing.kinds)} of this name` : `No ${manyOf(choosing.kinds)} in this folder`} />}
      {fitting.length === 0 && files.state.value === "reading" && <TileSkeletons />}
      <ul class="picks" aria-label="Files" onKeyDown={(event) => walk(event, ".pick-choose")}>
        {fitting.map((file) => (
          <FileTile key={file.id} file={file} choosing={choosing} />
        ))}
      </ul>
      <More of={files} />
    </>
  );
}

function Way({ folder, open }: Pick<PickerFolderProps, "folder" | "open">) {
  if (folder === null) return null;
  return (
    <nav class="crumbs" aria-label="Where this is">
      <button type="button" class="link" onClick={() => open(null)}>
        Library
      </button>
      {pathTo(folder).map(({ id, name }) => (
        <span key={id} class="crumb">
          <span aria-hidden="true">/</span>
          {id === folder ? (
            <strong aria-current="location">{name}</strong>
          ) : (
            <button type="button" class="link" onClick={() => open(id)}>
              {name}
            </button>
          )}
        </span>
      ))}
    </nav>
  );
}

function FileTile({ file, choosing }: { file: DriveFile; choosing: Choosing }) {
  return (
    <PickTile
      kind={kindOfMime(file.mime)}
      name={file.name}
      source={file.asset}
      seconds={file.duration ?? undefined}
      thumbnail={thumbnailOf(file)}
      link={() => linkOf(file.id)}
      chosen={choosing.many ? choosing.isChosen(file.asset) : undefined}
      choose={() => choosing.choose(file.asset, () => mediaOfFile(file))}
    />
  );
}
