// The request as it will be sent. A pasted one becomes an ad.

import { useSignal } from "@preact/signals";

import { useAction } from "../api/action.js";
import { Dialog } from "../ui/dialog.js";
import { Failed } from "../ui/failed.js";
import { Field } from "../ui/field.js";
import { note } from "../ui/notes.js";
import type { AdRequest } from "./ad.js";
import { ad, addAd } from "./drafts.js";
import { adOf, requestOf } from "./request.js";

export function JsonDialog({ onClose }: { onClose: () => void }) {
  const before = JSON.stringify(requestOf(ad.value), undefined, 2);
  const text = useSignal(before);
  const mistake = useSignal<string | undefined>(undefined);
  const load = useAction(async () => {
    const request = parsed(text.value);
    mistake.value = request ? undefined : "This is no request of an ad: it needs a list of clips with their sources.";
    if (!request) return;
    addAd(await adOf(request, "Pasted ad"));
    onClose();
  });
  const copy = async () => {
    await navigator.clipboard.writeText(text.value);
    note("Copied.");
  };
  return (
    <Dialog
      title="Request"
      width="wide"
      onClose={onClose}
      foot={
        <>
          <button type="button" class="button" onClick={() => void copy()}>
            Copy
          </button>
          <button type="button" class="button primary" disabled={text.value === before || load.running.value} onClick={() => void load.run()}>
            Load as a new ad
          </button>
        </>
      }
    >
      <Field label="As it will be sent" hint="Paste another one to load it" mistake={mistake.value}>
        {(attributes) => (
          <textarea
            {...attributes}
            class="input ad-json"
            rows={20}
            spellcheck={false}
            value={text.value}
            onInput={({ currentTarget }) => (text.value = currentTarget.value)}
          />
        )}
      </Field>
      {load.problem.value && <Failed problem={load.problem.value} />}
    </Dialog>
  );
}

function parsed(text: string): AdRequest | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isRequest(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** As far as it must hold for the page to show it. The API says what else is wrong. */
function isRequest(value: unknown): value is AdRequest {
  if (typeof value !== "object" || value === null || !("clips" in value) || !Array.isArray(value.clips)) return false;
  return value.clips.every((clip: unknown) => typeof clip === "object" && clip !== null && "source" in clip && typeof clip.source === "string");
}
