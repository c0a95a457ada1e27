// Asks before something that cannot be taken back, or that costs.

import { Dialog } from "./dialog.js";
import { questions } from "./questions.js";

interface Question {
  title: string;
  text: string;
  /** The verb on the button, such as `Delete`. */
  yes: string;
  tone?: "danger" | "primary";
}

const { asked, ask } = questions<Question, boolean>();

/** Whether the person wants it. */
export const confirmed = ask;

/** Stands once in the frame. */
export function Confirmation() {
  const question = asked.value;
  if (!question) return null;
  const { title, text, yes, tone = "danger", answer } = question;
  return (
    <Dialog
      title={title}
      onClose={() => answer(false)}
      foot={
        <>
          <button type="button" class="button" onClick={() => answer(false)}>
            Keep it as it is
          </button>
          <button type="button" class={`button ${tone}`} onClick={() => answer(true)}>
            {yes}
          </button>
        </>
      }
    >
      <p>{text}</p>
    </Dialog>
  );
}
