// The dialog behind pickMedia(): where to look at the top, what there is below, what was chosen at the foot.

import { useSignal } from "@preact/signals";

import { Dialog } from "../ui/dialog.js";
import { note } from "../ui/notes.js";
import { Segments } from "../ui/segments.js";
import { count } from "../words/money.js";
import type { Media } from "../handoff.js";
import { useDropping } from "./dropping.js";
import { kindOfMime, oneOf } from "./kind.js";
import { mediaOfFile } from "./media.js";
import { PickerFolder } from "./picker_folder.js";
import { PickerResults } from "./picker_results.js";
import type { Wanted } from "./picker.js";
import { UploadButton } from "./upload_button.js";
import { UploadList } from "./upload_list.js";
import { uploadFiles, uploads } from "./uploads.js";

type Where = "results" | "library";

/** What the lists of the dialog need to draw a tile: whether it is chosen, and what a click does. */
export interface Choosing {
  kinds: Wanted["kinds"];
  many: boolean;
  isChosen: (source: string) => boolean;
  choose: (source: string, media: () => Promise<Media>) => void;
}

export function PickerDialog({ kinds, many, title, as, answer }: Required<Wanted> & { answer: (chosen: Media[]) => void }) {
  const where = useSignal<Where>(as === "files" ? "library" : "results");
  const folder = useSignal<string | null>(null);
  const chosen = useSignal<readonly Media[]>([]);

  const add = (media: readonly Media[]) => {
    const [first] = media;
    if (!first) return;
    if (many) chosen.value = [...chosen.value, ...media];
    else answer([first]);
  };
  const choosing: Choosing = {
    kinds,
    many,
    isChosen: (source) => chosen.value.some((media) => media.source === source),
    choose: (source, media) => {
      if (choosing.isChosen(source)) chosen.value = chosen.value.filter((one) => one.source !== source);
      else media().then((one) => add([one]), () => note("This file cannot be read just now."));
    },
  };
  const upload = async (files: readonly File[]) => {
    const arrived = await uploadFiles(many ? files : files.slice(0, 1), where.value === "library" ? folder.value : null);
    const fitting = arrived.filter(({ mime }) => kinds.includes(kindOfMime(mime)));
    if (fitting.length < arrived.length) note(`What is needed here is a ${oneOf(kinds)}. The upload is in your library.`);
    add(await Promise.all(fitting.map(mediaOfFile)));
  };
  // What has arrived is among the chosen.
  const underWay = uploads.value.filter(({ state }) => state !== "done");
  const dropping = useDropping((files) => void upload(files));

  return (
    <Dialog
      title={title}
      width="wide"
      onClose={() => answer([])}
      tools={<UploadButton kinds={kinds} many={many} text="Upload" class="button" take={(files) => void upload(files)} />}
      foot={many && <Foot chosen={chosen.value} answer={answer} />}
    >
      <div class={dropping.over.value ? "picker dropping" : "picker"} {...dropping.handlers}>
        {as === "any" && (
          <Segments
            label="Where to look"
            options={[
              { value: "results", text: "Results" },
              { value: "library", text: "Library" },
            ]}
            value={where.value}
            onChange={(chosen) => (where.value = chosen)}
          />
        )}
        {underWay.length > 0 && <UploadList of={underWay} />}
        {where.value === "results" ? (
          <PickerResults choosing={choosing} />
        ) : (
          <PickerFolder choosing={choosing} folder={folder.value} open={(id) => (folder.value = id)} />
        )}
      </div>
    </Dialog>
  );
}

function Foot({ chosen, answer }: { chosen: readonly Media[]; answer: (chosen: Media[]) => void }) {
  return (
    <>
      <span class="muted picked" role="status">
        {chosen.length === 0 ? "Nothing is chosen yet." : `${count(chosen.length, "file")} chosen`}
      </span>
      <button type="button" class="button primary" disabled={chosen.length === 0} onClick={() => answer([...chosen])}>
        {chosen.length < 2 ? "Use it" : `Use ${chosen.length}`}
      </button>
    </>
  );
}
