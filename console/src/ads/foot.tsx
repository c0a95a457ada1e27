// What it costs, and the button that spends it.

import type { AcceptedJob } from "@creative-hub/client";

import { useAction } from "../api/action.js";
import { readBalance } from "../api/account.js";
import { readJobs } from "../api/feed.js";
import { hub } from "../api/hub.js";
import { once } from "../api/once.js";
import { jobsPanel } from "../shortcuts.js";
import { Failed } from "../ui/failed.js";
import { note } from "../ui/notes.js";
import { Notice } from "../ui/notice.js";
import { money } from "../words/money.js";
import { duration } from "../words/time.js";
import type { AdRequest } from "./ad.js";
import { ad } from "./drafts.js";
import { askAgain, problem, quote } from "./price.js";
import { requestOf } from "./request.js";

const submitOnce = once<AdRequest, AcceptedJob>();

export function Foot() {
  const render = useAction(async () => {
    const request = requestOf(ad.value);
    await submitOnce(request, (idempotencyKey) => hub.composites.submit(request, { idempotencyKey }));
    note("The ad is being rendered. It will be among the results.");
    jobsPanel.value = true;
    await Promise.all([readJobs(), readBalance()]);
  });
  const wrong = render.problem.value ?? problem.value;
  const price = quote.value;
  const empty = ad.value.clips.length === 0;
  return (
    <footer class="ad-foot">
      {wrong && <Failed problem={wrong} again={wrong.kind === "mistake" ? undefined : askAgain} />}
      {wrong && <Mistakes fields={wrong.fields} />}
      {price?.would_fail != null && <Notice tone="bad">{price.would_fail}</Notice>}
      {price?.warnings.map(({ code, field, message }) => (
        <Notice key={code + field} tone="warn">
          {message}
        </Notice>
      ))}
      <div class="row">
        <span class="figures ad-price" aria-live="polite">
          {price ? (
            <>
              <strong>{money(price.estimated_cost_cents)}</strong>
              <small class="muted">
                at most, in about {duration(price.expected_seconds.low)} to {duration(price.expected_seconds.high)}
              </small>
            </>
          ) : (
            <small class="muted">{empty ? "The price is known with the first clip." : problem.value ? "No price yet." : "Asking for the price…"}</small>
          )}
        </span>
        <button
          type="button"
          class="button primary push"
          disabled={!price || price.would_fail !== null || render.running.value}
          onClick={() => void render.run()}
        >
          {render.running.value ? "Rendering…" : "Render"}
        </button>
      </div>
    </footer>
  );
}

function Mistakes({ fields }: { fields: ReadonlyMap<string, string> }) {
  if (fields.size === 0) return null;
  return (
    <ul class="small bad">
      {[...fields].map(([field, message]) => (
        <li key={field}>
          {placed(field)}: {message}
        </li>
      ))}
    </ul>
  );
}

/** `clips[1].end` as a person would say it. */
function placed(field: string): string {
  const [, list, at, , part] = /^(\w+)\[(\d+)\](\.(\w+))?/.exec(field) ?? [];
  if (list === undefined || at === undefined) return field.replaceAll(/[._]/g, " ");
  const what = { clips: "Clip", texts: "Text", overlays: "Overlay" }[list] ?? list;
  return `${what} ${Number(at) + 1}${part === undefined ? "" : `, ${part}`}`;
}
