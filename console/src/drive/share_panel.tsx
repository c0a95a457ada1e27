// The permanent link of a file: made, copied, given an end, withdrawn.

import { useSignal } from "@preact/signals";
import type { DriveFile } from "@creative-hub/client";

import { useAction, type Action } from "../api/action.js";
import { hub } from "../api/hub.js";
import { confirmed } from "../ui/confirm.js";
import { Failed } from "../ui/failed.js";
import { Field } from "../ui/field.js";
import { note } from "../ui/notes.js";
import { date } from "../words/time.js";
import { noteFile } from "./noted.js";

/** An end is the end of that day, here. */
function endOf(day: string): string | null {
  return day === "" ? null : new Date(`${day}T23:59:59`).toISOString();
}

function dayOf(iso: string | null): string {
  return iso === null ? "" : new Date(Date.parse(iso) - new Date(iso).getTimezoneOffset() * 60_000).toISOString().slice(0, 10);
}

export function SharePanel({ file, changed }: { file: DriveFile; changed: (file: DriveFile) => void }) {
  const keep = (now: DriveFile) => {
    noteFile(now);
    changed(now);
  };
  const share = useAction(async (day: string) => keep(await hub.drive.files.share(file.id, { expires_at: endOf(day) })));
  const withdraw = useAction(async () => {
    const sure = await confirmed({ title: "Withdraw the link?", text: "Whoever has it can no longer see the file. The link never works again.", yes: "Withdraw it" });
    if (sure) keep(await hub.drive.files.unshare(file.id));
  });
  const problem = share.problem.value ?? withdraw.problem.value;
  return (
    <div class="stack share">
      {file.share_url === null ? <Make share={share} /> : <Made file={file} url={file.share_url} share={share} withdraw={withdraw} />}
      {problem && <Failed problem={problem} />}
    </div>
  );
}

function Make({ share }: { share: Action<[string]> }) {
  const day = useSignal("");
  return (
    <>
      <p class="muted small">Whoever has the link can see the file, without signing in.</p>
      <div class="row share-row">
        <Ends value={day.value} change={(value) => (day.value = value)} />
        <button type="button" class="button" disabled={share.running.value} onClick={() => void share.run(day.value)}>
          Make a link
        </button>
      </div>
    </>
  );
}

function Made({ file, url, share, withdraw }: { file: DriveFile; url: string; share: Action<[string]>; withdraw: Action<[]> }) {
  const ended = file.share_expires_at !== null && Date.parse(file.share_expires_at) < Date.now();
  const copy = async () => {
    await navigator.clipboard.writeText(url);
    note("The link is copied.");
  };
  return (
    <>
      <div class="row share-row">
        <input class="input" readOnly aria-label="Shared link" value={url} onFocus={({ currentTarget }) => currentTarget.select()} />
        <button type="button" class="button" onClick={() => void copy()}>
          Copy
        </button>
      </div>
      <p class={ended ? "small bad" : "small muted"}>{ended ? "It has ended." : ends(file.share_expires_at)}</p>
      <div class="row share-row">
        <Ends value={dayOf(file.share_expires_at)} change={(day) => void share.run(day)} />
        <button type="button" class="button danger" disabled={withdraw.running.value} onClick={() => void withdraw.run()}>
          Withdraw
        </button>
      </div>
    </>
  );
}

function Ends({ value, change }: { value: string; change: (day: string) => void }) {
  return (
    <Field label="Ends after (optional)">
      {(attributes) => (
        <input
          {...attributes}
          type="date"
          class="input"
          min={dayOf(new Date().toISOString())}
          value={value}
          onChange={({ currentTarget }) => change(currentTarget.value)}
        />
      )}
    </Field>
  );
}

function ends(expires: string | null): string {
  return expires === null ? "It works until it is withdrawn." : `It works until the end of ${date(expires)}.`;
}
