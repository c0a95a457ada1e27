// The labels of one file, or one label more for several.

import { useSignal } from "@preact/signals";
import type { DriveFile } from "@creative-hub/client";

import { Dialog } from "../ui/dialog.js";
import { Failed } from "../ui/failed.js";
import { Field } from "../ui/field.js";
import { focused } from "../ui/focused.js";
import { count } from "../words/money.js";
import { addLabel, changeProblem, label } from "./changes.js";
import { labelling } from "./doing.js";
import { LabelChips } from "./label_chips.js";

export function LabelsDialog() {
  const files = labelling.value;
  const [first] = files ?? [];
  if (!files || !first) return null;
  const close = () => (labelling.value = undefined);
  return files.length === 1 ? <OfOne file={first} close={close} /> : <OfSeveral files={files} close={close} />;
}

function OfOne({ file, close }: { file: DriveFile; close: () => void }) {
  const labels = useSignal<readonly string[]>(file.labels);
  const change = async (wanted: readonly string[]) => {
    const before = labels.value;
    labels.value = wanted;
    if (!(await label(file, [...wanted]))) labels.value = before;
  };
  return (
    <Dialog title={`Labels of “${file.name}”`} onClose={close} foot={<Done close={close} />}>
      <LabelChips labels={labels.value} change={(wanted) => void change(wanted)} />
      <Problem />
    </Dialog>
  );
}

function OfSeveral({ files, close }: { files: readonly DriveFile[]; close: () => void }) {
  const text = useSignal("");
  const submit = async (event: Event) => {
    event.preventDefault();
    if (text.value.trim() !== "" && (await addLabel(files, text.value.trim()))) close();
  };
  return (
    <Dialog title={`Label ${count(files.length, "file")}`} onClose={close}>
      <form class="stack" onSubmit={(event) => void submit(event)}>
        <Field label="Label" hint="the same for everybody in the team">
          {(attributes) => (
            <input
              {...attributes}
              ref={focused}
              class="input"
              maxLength={40}
              value={text.value}
              onInput={({ currentTarget }) => (text.value = currentTarget.value)}
            />
          )}
        </Field>
        <button type="submit" class="button primary push" disabled={text.value.trim() === ""}>
          Label {count(files.length, "file")}
        </button>
      </form>
      <Problem />
    </Dialog>
  );
}

function Done({ close }: { close: () => void }) {
  return (
    <button type="button" class="button primary" onClick={close}>
      Done
    </button>
  );
}

function Problem() {
  return changeProblem.value ? <Failed problem={changeProblem.value} /> : null;
}
