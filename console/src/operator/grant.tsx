// Gives credits to a team, or takes some back, with the reason that its ledger shows.

import { useSignal } from "@preact/signals";
import type { Team, Transaction } from "@creative-hub/client";

import { useAction } from "../api/action.js";
import { Dialog } from "../ui/dialog.js";
import { Failed } from "../ui/failed.js";
import { Field } from "../ui/field.js";
import { creditsOf, worth } from "../words/money.js";
import { give } from "./give.js";

export interface GrantProps {
  team: Team;
  onClose: () => void;
  onGiven: (line: Transaction) => void;
}

export function Grant({ team, onClose, onGiven }: GrantProps) {
  const dollars = useSignal("");
  const reason = useSignal("");
  const credits = signedCredits(dollars.value);
  const action = useAction(async (amount: number) => onGiven(await give(team.id, amount, reason.value)));
  const mistakes = action.problem.value?.fields;
  const unreadable = dollars.value !== "" && dollars.value !== "-" && credits === undefined ? "Write dollars, such as 50 or -12.50." : undefined;
  const submit = (event: Event) => {
    event.preventDefault();
    if (credits !== undefined) void action.run(credits);
  };
  return (
    <Dialog title={`Credits for ${team.name}`} onClose={onClose}>
      <form class="stack" onSubmit={submit}>
        <Field label="Amount" hint="US dollars; with a minus it is taken back" mistake={unreadable ?? mistakes?.get("amount")}>
          {(attributes) => (
            <input {...attributes} class="input figures" required autofocus placeholder="50.00" value={dollars.value} onInput={(event) => (dollars.value = event.currentTarget.value)} />
          )}
        </Field>
        <Field label="Reason" hint="the team reads it in its ledger" mistake={mistakes?.get("reason")}>
          {(attributes) => <input {...attributes} class="input" required value={reason.value} onInput={(event) => (reason.value = event.currentTarget.value)} />}
        </Field>
        {action.problem.value && mistakes?.size === 0 && <Failed problem={action.problem.value} />}
        <div class="row">
          <button type="submit" class="button primary push" disabled={credits === undefined || action.running.value}>
            {credits === undefined ? "Give" : credits < 0 ? `Take back ${worth(-credits)}` : `Give ${worth(credits)}`}
          </button>
        </div>
      </form>
    </Dialog>
  );
}

function signedCredits(dollars: string): number | undefined {
  const credits = creditsOf(dollars.replace(/^\s*-/, ""));
  return credits !== undefined && /^\s*-/.test(dollars) ? -credits : credits;
}
