// Asks for pictures, films or sounds: of what was made, of the library, or of this machine.
//
//     const [picture] = await pickMedia({ kinds: ["image"], many: false });

import type { Media } from "../handoff.js";
import { questions } from "../ui/questions.js";
import { manyOf, oneOf, type MediaKind } from "./kind.js";
import { PickerDialog } from "./picker_dialog.js";

export interface Wanted {
  kinds: readonly MediaKind[];
  /** Whether several may be chosen. They come in the order in which they were. */
  many: boolean;
  /** What the dialog is called. Absent: `Choose a picture`. */
  title?: string;
  /** `files`: only what is in the library, as `asset:…`, where a result's `job:…` is not taken. */
  as?: "files" | "any";
}

const { asked, ask } = questions<Wanted, Media[]>();

/** What was chosen; nothing if the person has changed their mind. */
export const pickMedia = ask;

/** Stands once in the frame. */
export function MediaPicker() {
  const wanted = asked.value;
  if (!wanted) return null;
  const { kinds, many, as = "any", title = many ? `Choose ${manyOf(kinds)}` : `Choose a ${oneOf(kinds)}`, answer } = wanted;
  return <PickerDialog kinds={kinds} many={many} title={title} as={as} answer={answer} />;
}
