// The library: everything that the team has made and uploaded, in folders.

import { useEffect } from "preact/hooks";

import { Blank } from "../ui/blank.js";
import { Failed } from "../ui/failed.js";
import { More } from "../ui/more.js";
import { changeProblem } from "./changes.js";
import { useDropping } from "./dropping.js";
import { FileGrid } from "./file_grid.js";
import { FileTable } from "./file_table.js";
import { FileView } from "./file_view.js";
import { FolderCards } from "./folder_cards.js";
import { folderOf, folders, foldersIn, foldersProblem, readFolders } from "./folders.js";
import { FolderTree } from "./folder_tree.js";
import { Head } from "./head.js";
import { LabelsDialog } from "./labels_dialog.js";
import { MEDIA_KINDS } from "./kind.js";
import { useListing, type Listing } from "./listing.js";
import { place, visit } from "./place.js";
import { SelectionBar } from "./selection_bar.js";
import { selection, selectNothing } from "./selection.js";
import { ShareDialog } from "./share_dialog.js";
import { TileSkeletons } from "./tile_skeletons.js";
import { look, Tools } from "./tools.js";
import { UploadButton } from "./upload_button.js";
import { uploadFiles } from "./uploads.js";

export function LibraryPage() {
  const { folder, file } = place.value;
  const listing = useListing(place.value);
  const upload = async (files: readonly File[]) => {
    await uploadFiles(files, folder);
    void readFolders();
  };
  const dropping = useDropping((files) => void upload(files));
  useEffect(() => void readFolders(), []);
  useEffect(selectNothing, [folder]);
  return (
    <div class={dropping.over.value ? "drive dropping" : "drive"} {...dropping.handlers} onKeyDown={pressed}>
      <FolderTree />
      <div class="drive-main">
        <Head upload={(files) => void upload(files)} />
        <Tools files={listing.files} />
        {changeProblem.value && <Failed problem={changeProblem.value} />}
        {foldersProblem.value && <Failed problem={foldersProblem.value} again={() => void readFolders()} />}
        <Contents listing={listing} upload={(files) => void upload(files)} />
        <SelectionBar files={listing.files} />
      </div>
      {dropping.over.value && <p class="drop-here">Drop to upload into “{folderOf(folder)?.name ?? "Library"}”</p>}
      {file !== undefined && (
        <FileView id={file} among={listing.files} show={(id) => visit({ file: id }, "replace")} close={() => visit({ file: undefined })} />
      )}
      <LabelsDialog />
      <ShareDialog />
    </div>
  );
}

function Contents({ listing: { pages, files }, upload }: { listing: Listing; upload: (files: File[]) => void }) {
  const { folder, search } = place.value;
  const reading = pages.state.value === "reading" && files.length === 0;
  const isEmpty = files.length === 0 && pages.state.value === "complete";
  return (
    <>
      {search === "" && <FolderCards within={folder} />}
      {reading && <TileSkeletons />}
      {isEmpty && <Nothing upload={upload} />}
      {files.length > 0 && (look.value.view === "grid" ? <FileGrid files={files} /> : <FileTable files={files} />)}
      <More of={pages} />
    </>
  );
}

function Nothing({ upload }: { upload: (files: File[]) => void }) {
  const { folder, search, kind, picked, label } = place.value;
  if (search !== "" || kind !== undefined || picked || label !== undefined) {
    return (
      <Blank
        icon="search"
        title={search === "" ? "Nothing of this kind here" : `Nothing is called “${search}”`}
        first={
          <button type="button" class="button" onClick={() => visit({ search: "", kind: undefined, picked: false, label: undefined })}>
            Show everything
          </button>
        }
      />
    );
  }
  if (folders.value !== undefined && folder !== null && !folderOf(folder)) {
    return (
      <Blank
        icon="folder"
        title="This folder is gone"
        first={
          <button type="button" class="button" onClick={() => visit({ folder: null })}>
            Open the library
          </button>
        }
      />
    );
  }
  if (foldersIn(folder).length > 0) return null;
  return (
    <Blank icon="library" title={folder === null ? "Your library is empty" : "This folder is empty"} first={<UploadButton kinds={MEDIA_KINDS} many text="Upload files" class="button primary" take={upload} />}>
      What you make is filed here by itself. Drop pictures, films and sounds anywhere on this page to add your own.
    </Blank>
  );
}

function pressed(event: KeyboardEvent): void {
  if (event.key !== "Escape" || selection.value.size === 0 || event.defaultPrevented) return;
  event.preventDefault();
  selectNothing();
}
