// Asks for the name of a team.

import { useSignal } from "@preact/signals";
import type { Team } from "@creative-hub/client";

import { useAction } from "../api/action.js";
import { hub } from "../api/hub.js";
import { Dialog } from "../ui/dialog.js";
import { Failed } from "../ui/failed.js";
import { Field } from "../ui/field.js";

export function NewTeam({ onClose, onMade }: { onClose: () => void; onMade: (team: Team) => void }) {
  const name = useSignal("");
  const action = useAction(async () => onMade(await hub.teams.create({ name: name.value })));
  const mistakes = action.problem.value?.fields;
  const submit = (event: Event) => {
    event.preventDefault();
    void action.run();
  };
  return (
    <Dialog title="New team" onClose={onClose}>
      <form class="stack" onSubmit={submit}>
        <Field label="Name" mistake={mistakes?.get("name")}>
          {(attributes) => <input {...attributes} class="input" required autofocus value={name.value} onInput={(event) => (name.value = event.currentTarget.value)} />}
        </Field>
        <p class="small muted">Its first owner's key is made with the API: the reference tells how.</p>
        {action.problem.value && mistakes?.size === 0 && <Failed problem={action.problem.value} />}
        <div class="row">
          <button type="submit" class="button primary push" disabled={action.running.value}>
            Make the team
          </button>
        </div>
      </form>
    </Dialog>
  );
}
