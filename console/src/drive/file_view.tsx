// One file as large as the window allows, with everything that is known of it and can be done with it.

import { useEffect, useMemo } from "preact/hooks";
import type { DriveFile } from "@creative-hub/client";

import { useLoad } from "../api/load.js";
import { hub } from "../api/hub.js";
import { Dialog } from "../ui/dialog.js";
import { Icon } from "../ui/icon.js";
import { Lines, Loadable } from "../ui/loadable.js";
import { deleteFiles } from "./changes.js";
import { FileFacts } from "./file_facts.js";
import { FileStage } from "./file_stage.js";
import { noteFile, withNotes } from "./noted.js";

export interface FileViewProps {
  id: string;
  /** What left and right lead to. */
  among: readonly DriveFile[];
  show: (id: string) => void;
  close: () => void;
}

export function FileView({ id, among, show, close }: FileViewProps) {
  const known = among.find((file) => file.id === id);
  const since = useMemo(() => Date.now(), [id]);
  const read = useLoad(async (signal) => known ?? hub.drive.files.get(id, { signal }), [id]);
  const at = among.findIndex((file) => file.id === id);
  const before = among[at - 1];
  const after = at < 0 ? undefined : among[at + 1];
  useEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      if (event.target instanceof HTMLElement && event.target.matches("input, textarea, select, audio, video")) return;
      const next = event.key === "ArrowLeft" ? before : event.key === "ArrowRight" ? after : undefined;
      if (next) show(next.id);
    };
    document.addEventListener("keydown", pressed);
    return () => document.removeEventListener("keydown", pressed);
  }, [before?.id, after?.id]);
  const loaded = read.loaded.value;
  const title = known?.name ?? (loaded.state === "ready" ? loaded.value.name : "File");
  return (
    <Dialog title={title} width="wide" onClose={close} tools={among.length > 1 && at >= 0 && <Turn before={before} after={after} show={show} at={at} of={among.length} />}>
      <Loadable of={read} skeleton={<Lines lines={8} />}>
        {(file) => <Shown key={file.id} file={file} since={since} close={close} />}
      </Loadable>
    </Dialog>
  );
}

function Shown({ file: read, since, close }: { file: DriveFile; since: number; close: () => void }) {
  const [file = read] = withNotes([read], since, ({ id }) => id === read.id);
  const remove = async () => {
    if (await deleteFiles([file])) close();
  };
  return (
    <div class="file-view">
      <FileStage file={file} />
      <FileFacts file={file} changed={noteFile} remove={() => void remove()} />
    </div>
  );
}

interface TurnProps {
  before: DriveFile | undefined;
  after: DriveFile | undefined;
  show: (id: string) => void;
  at: number;
  of: number;
}

function Turn({ before, after, show, at, of }: TurnProps) {
  return (
    <div class="row turn">
      <span class="small muted figures">
        {at + 1} of {of}
      </span>
      <button type="button" class="button quiet icon" aria-label="The one before" disabled={!before} onClick={() => before && show(before.id)}>
        <Icon name="back" />
      </button>
      <button type="button" class="button quiet icon" aria-label="The next one" disabled={!after} onClick={() => after && show(after.id)}>
        <Icon name="forward" />
      </button>
    </div>
  );
}
