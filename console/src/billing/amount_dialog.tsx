// Asks for an amount in dollars, or for none.

import { useSignal } from "@preact/signals";

import { useAction } from "../api/action.js";
import { Dialog } from "../ui/dialog.js";
import { Failed } from "../ui/failed.js";
import { Field } from "../ui/field.js";
import { creditsOf } from "../words/money.js";

export interface AmountDialogProps {
  title: string;
  about: string;
  /** The request's field, whose mistake is shown at the amount. */
  field: string;
  credits: number | null;
  /** What it is called to have none. */
  none: string;
  save: (credits: number | null) => Promise<void>;
  onClose: () => void;
}

export function AmountDialog({ title, about, field, credits, none, save, onClose }: AmountDialogProps) {
  const dollars = useSignal(credits === null ? "" : String(credits / 1000));
  const action = useAction(async (to: number | null) => {
    await save(to);
    onClose();
  });
  const amount = creditsOf(dollars.value);
  const mistake = dollars.value !== "" && amount === undefined ? "Write dollars, such as 50 or 12.50." : action.problem.value?.fields.get(field);
  const submit = (event: Event) => {
    event.preventDefault();
    if (amount !== undefined) void action.run(amount);
  };
  return (
    <Dialog title={title} onClose={onClose}>
      <form class="stack" onSubmit={submit}>
        <p class="muted">{about}</p>
        <Field label="Amount" hint="US dollars" mistake={mistake}>
          {(attributes) => (
            <input
              {...attributes}
              class="input figures"
              inputMode="decimal"
              autofocus
              placeholder="50.00"
              value={dollars.value}
              onInput={(event) => {
                dollars.value = event.currentTarget.value;
                action.clear();
              }}
            />
          )}
        </Field>
        {action.problem.value && mistake === undefined && <Failed problem={action.problem.value} />}
        <div class="row">
          {credits !== null && (
            <button type="button" class="button" disabled={action.running.value} onClick={() => void action.run(null)}>
              {none}
            </button>
          )}
          <button type="submit" class="button primary push" disabled={amount === undefined || action.running.value}>
            Save
          </button>
        </div>
      </form>
    </Dialog>
  );
}
