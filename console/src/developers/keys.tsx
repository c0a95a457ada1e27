// The keys of the team, or one's own: make, rotate, revoke. A secret is shown once.

import { useSignal } from "@preact/signals";
import type { ApiKey, NewApiKey } from "@creative-hub/client";

import { me } from "../api/account.js";
import { useAction } from "../api/action.js";
import { hub } from "../api/hub.js";
import { usePages } from "../api/pages.js";
import { Blank } from "../ui/blank.js";
import { confirmed } from "../ui/confirm.js";
import { Failed } from "../ui/failed.js";
import { Icon } from "../ui/icon.js";
import { Lines } from "../ui/loadable.js";
import { More } from "../ui/more.js";
import { KeyTable } from "./key_table.js";
import { NewKey } from "./new_key.js";
import { Secret } from "./secret.js";

export function Keys() {
  const paged = usePages((signal) => hub.apiKeys.list({}, { signal }), []);
  const making = useSignal(false);
  const made = useSignal<NewApiKey | undefined>(undefined);
  const keys = paged.items.value;
  const put = (key: ApiKey) => paged.set(keys.map((known) => (known.id === key.id ? { ...known, ...key } : known)));
  const shown = ({ key, ...rest }: NewApiKey, put: (key: ApiKey) => void) => {
    put(rest);
    making.value = false;
    made.value = { ...rest, key };
  };
  const end = useAction(async (what: "rotate" | "revoke", key: ApiKey) => {
    if (!(await confirmed(what === "rotate" ? rotating(key) : revoking(key)))) return;
    if (what === "rotate") return shown(await hub.apiKeys.rotate(key.id), put);
    await hub.apiKeys.revoke(key.id);
    put({ ...key, revoked_at: new Date().toISOString() });
  });
  const make = (
    <button type="button" class="button primary" onClick={() => (making.value = true)}>
      <Icon name="create" />
      New key
    </button>
  );
  const none = keys.length === 0;
  return (
    <section class="stack" aria-labelledby="developers-keys">
      <div class="row">
        <h2 id="developers-keys">API keys</h2>
        <span class="muted small">{me.value?.role === "member" ? "yours; owners and admins see the team's" : "of the team"}</span>
        {!none && <span class="push">{make}</span>}
      </div>
      {end.problem.value && <Failed problem={end.problem.value} />}
      {none && paged.state.value === "reading" && <Lines lines={3} />}
      {none && paged.state.value === "complete" && (
        <Blank icon="developers" title="No keys yet" first={make}>
          A program calls the API with a key.
        </Blank>
      )}
      {!none && <KeyTable keys={keys} onRotate={(key) => void end.run("rotate", key)} onRevoke={(key) => void end.run("revoke", key)} />}
      <More of={paged} />
      {making.value && <NewKey onClose={() => (making.value = false)} onMade={(key) => shown(key, (rest) => paged.set([rest, ...keys]))} />}
      {made.value && <Secret made={made.value} onClose={() => (made.value = undefined)} />}
    </section>
  );
}

function rotating({ name }: ApiKey) {
  const text = "It gets another secret, which is shown once. The old one is taken for another 24 hours.";
  return { title: `Rotate “${name}”?`, text, yes: "Rotate", tone: "primary" as const };
}

function revoking({ name }: ApiKey) {
  return { title: `Revoke “${name}”?`, text: "Programs that call with it are refused within a minute. This cannot be taken back.", yes: "Revoke" };
}
