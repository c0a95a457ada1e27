// Asks what a new key may do. It can do no more than the key that one has signed in with.

import { useSignal } from "@preact/signals";
import type { NewApiKey } from "@creative-hub/client";

import { catalog, me } from "../api/account.js";
import { useAction } from "../api/action.js";
import { hub } from "../api/hub.js";
import { Dialog } from "../ui/dialog.js";
import { Failed } from "../ui/failed.js";
import { Field } from "../ui/field.js";
import { creditsOf } from "../words/money.js";

type ModelId = NonNullable<NonNullable<Parameters<typeof hub.apiKeys.create>[0]["models"]>[number]>;

const ROLES = ["member", "admin", "owner"] as const;
type Role = (typeof ROLES)[number];

export function NewKey({ onClose, onMade }: { onClose: () => void; onMade: (key: NewApiKey) => void }) {
  const name = useSignal("");
  const role = useSignal<Role>("member");
  const cap = useSignal("");
  const until = useSignal("");
  const model = useSignal<ModelId | "">("");
  const credits = creditsOf(cap.value);
  const allowed = me.value?.key?.models ?? null;
  const unreadable = cap.value !== "" && credits === undefined ? "Write dollars, such as 50 or 12.50." : undefined;
  const action = useAction(async () => {
    const key = await hub.apiKeys.create({
      name: name.value.trim(),
      role: role.value,
      ...(credits === undefined ? {} : { monthly_cap: credits }),
      ...(until.value === "" ? {} : { expires_at: new Date(`${until.value}T00:00:00`).toISOString() }),
      ...(model.value === "" ? {} : { models: [model.value] }),
    });
    onMade(key);
  });
  const mistakes = action.problem.value?.fields;
  const submit = (event: Event) => {
    event.preventDefault();
    if (unreadable === undefined) void action.run();
  };
  return (
    <Dialog title="New API key" onClose={onClose}>
      <form class="stack new-key" onSubmit={submit}>
        <Field label="Name" hint="what it is for" mistake={mistakes?.get("name")}>
          {(attributes) => (
            <input {...attributes} class="input" required maxLength={255} autofocus value={name.value} onInput={(event) => (name.value = event.currentTarget.value)} />
          )}
        </Field>
        <div class="new-key-pair">
          <Field label="Role" mistake={mistakes?.get("role")}>
            {(attributes) => (
              <select {...attributes} class="input" value={role.value} onChange={(event) => (role.value = event.currentTarget.value as Role)}>
                {ROLES.slice(0, ROLES.indexOf(me.value?.role ?? "member") + 1).map((role) => (
                  <option key={role}>{role}</option>
                ))}
              </select>
            )}
          </Field>
          <Field label="Model" mistake={mistakes?.get("models")}>
            {(attributes) => (
              <select {...attributes} class="input" value={model.value} onChange={(event) => (model.value = event.currentTarget.value as ModelId | "")}>
                <option value="">{allowed === null ? "Every model" : "All that your own key may use"}</option>
                {catalog.value?.models.filter(({ id }) => allowed === null || allowed.some((own) => own === id)).map(({ id, name }) => (
                  <option key={id} value={id}>
                    {name}
                  </option>
                ))}
              </select>
            )}
          </Field>
          <Field label="Monthly cap" hint="US dollars" mistake={unreadable ?? mistakes?.get("monthly_cap")}>
            {(attributes) => (
              <input {...attributes} class="input figures" inputMode="decimal" placeholder="none" value={cap.value} onInput={(event) => (cap.value = event.currentTarget.value)} />
            )}
          </Field>
          <Field label="Ends" hint="no day: never" mistake={mistakes?.get("expires_at")}>
            {(attributes) => <input {...attributes} class="input" type="date" value={until.value} onChange={(event) => (until.value = event.currentTarget.value)} />}
          </Field>
        </div>
        {action.problem.value && mistakes?.size === 0 && <Failed problem={action.problem.value} />}
        <div class="row">
          <button type="submit" class="button primary push" disabled={action.running.value}>
            Make the key
          </button>
        </div>
      </form>
    </Dialog>
  );
}
