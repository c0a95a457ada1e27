// What it will cost, what is left after, what may not be as wanted, and Generate.

import { useEffect } from "preact/hooks";

import { useAction, type Action } from "../api/action.js";
import { balance } from "../api/account.js";
import { offline } from "../api/online.js";
import { Failed } from "../ui/failed.js";
import { Notice } from "../ui/notice.js";
import { count, credits, money } from "../words/money.js";
import { form, mistakes, type Form } from "./form.js";
import { generate } from "./generate.js";
import { otherMistakes } from "./mistake.js";
import { modelFor } from "./models.js";
import { asking, askAgain, price, quoteProblem } from "./quote.js";
import { referencesTaken } from "./fit.js";
import { missing } from "./request.js";
import { Warnings } from "./warnings.js";

export function Foot() {
  const action = useAction(generate);
  useEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      if (event.key !== "Enter" || !(event.metaKey || event.ctrlKey) || event.repeat || document.querySelector("dialog[open]")) return;
      event.preventDefault();
      void press(action);
    };
    document.addEventListener("keydown", pressed);
    return () => document.removeEventListener("keydown", pressed);
  }, []);
  const { value: problem } = action.problem;
  // What was wrong with a field is said at the field until it is changed.
  const showsProblem = problem !== undefined && (problem.fields.size === 0 || mistakes.value.size > 0);
  const others = otherMistakes();
  const quoted = quoteProblem.value;
  return (
    <div class="composer-foot">
      {showsProblem && problem.fields.size === 0 && <Failed problem={problem} />}
      {others.length > 0 && (
        <Notice tone="bad">
          {others.map((text) => (
            <p key={text}>{text}</p>
          ))}
        </Notice>
      )}
      {!showsProblem && quoted && quoted.fields.size === 0 && <Failed problem={quoted} again={askAgain} />}
      <Warnings />
      <div class="pay">
        <Price />
        <button
          type="button"
          class="button primary generate"
          disabled={action.running.value || offline.value || modelFor(form.value)?.available !== true}
          onClick={(event) => {
            // The second half of a double click is not a second wish.
            if (event.detail < 2) void press(action);
          }}
        >
          {action.running.value ? "Sending…" : "Generate"}
          <kbd aria-hidden="true">{/Mac|iPhone|iPad/.test(navigator.platform) ? "⌘↵" : "Ctrl ↵"}</kbd>
        </button>
      </div>
    </div>
  );
}

async function press(action: Action<[]>): Promise<void> {
  await action.run();
  if (mistakes.value.size > 0) document.querySelector<HTMLElement>(".composer [aria-invalid]")?.focus();
}

function Price() {
  const now = form.value;
  const model = modelFor(now);
  const known = price.value;
  const lacks = model && missing(now, model);
  if (!known) {
    return (
      <div class="price" aria-live="polite">
        <strong class="figures">{asking.value ? "…" : "—"}</strong>
        <small>{lacks ?? (quoteProblem.value ? "no price just now" : "the price appears as you type")}</small>
      </div>
    );
  }
  const { quote, exact } = known;
  const left = balance.value && balance.value.available - quote.credits_estimated;
  return (
    <>
      <div class={asking.value ? "price asking" : "price"} aria-live="polite" aria-busy={asking.value}>
        <strong class="figures">{money(quote.estimated_cost_cents)}</strong>
        <small>{said(now, exact, model ? referencesTaken(now, model) : 0)}</small>
      </div>
      {left !== undefined && left >= 0 && (
        <div class={asking.value ? "price asking" : "price"}>
          <small>after</small>
          <span class="figures">{credits(left)}</span>
        </div>
      )}
    </>
  );
}

/** `binding, 4 variants and a reference`. */
function said(now: Form, exact: boolean, most: number): string {
  const references = Math.min(most, now.what === "image" ? now.imageReferences.length : now.what === "video" && !now.startFrame ? now.videoReferences.length : 0);
  const parts = [
    now.what === "image" && now.variants > 1 && count(now.variants, "variant"),
    references > 0 && (references === 1 ? "a reference" : count(references, "reference")),
    now.what === "video" && now.startFrame && "a start frame",
  ].filter((part) => typeof part === "string");
  const what = parts.join(" and ");
  return [exact ? "binding" : "for any prompt", what].filter(Boolean).join(", ");
}
