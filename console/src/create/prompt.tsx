// Where it is said what shall be made: the text, what helps to write it, and how much of it there is.

import { useSignal } from "@preact/signals";
import { useRef } from "preact/hooks";

import { catalog } from "../api/account.js";
import { change, form, setText, textOf } from "./form.js";
import { charactersOf } from "./fit.js";
import { Mistake, mistakeOf } from "./mistake.js";
import { kindOf, type Model } from "./models.js";
import { Tips } from "./tips.js";

/** What everybody types by themselves, and what has a chip of its own. */
const TYPED = ["subject", "action", "style"];

export interface PromptProps {
  label: string;
  placeholder: string;
  model: Model | undefined;
  /** `negative`: it can also be said what shall not be seen. */
  extra?: "negative";
}

export function Prompt({ label, placeholder, model, extra }: PromptProps) {
  const now = form.value;
  const text = textOf(now);
  const most = charactersOf(now, model);
  const leaves = useSignal(now.leaveOut !== "");
  const field = useRef<HTMLTextAreaElement>(null);
  const wrong = mistakeOf(["prompt", "text", "script"]) !== undefined;
  const slots = catalog.value?.prompt_patterns.find(({ type }) => type === kindOf(now))?.slots ?? [];
  const add = (example: string) => {
    const joint = text.trim() === "" ? "" : /[.!?,:;]\s*$/.test(text) ? " " : ", ";
    setText(text.trimEnd() + joint + example);
    field.current?.focus();
  };
  const characters = [...text].length;
  return (
    <div class="stack">
      <div class={wrong ? "prompt wrong" : "prompt"}>
        <textarea
          ref={field}
          aria-label={label}
          aria-invalid={wrong || undefined}
          aria-describedby={wrong ? "prompt-mistake" : undefined}
          rows={4}
          placeholder={placeholder}
          value={text}
          onInput={({ currentTarget }) => setText(currentTarget.value)}
        />
        <footer>
          {slots
            .filter(({ name }) => !TYPED.includes(name))
            .map(({ name, about, examples }) => (
              <button key={name} type="button" class="chip" title={about} onClick={() => add(next(examples, text))}>
                + {name.charAt(0).toUpperCase() + name.slice(1)}
              </button>
            ))}
          {extra === "negative" && (
            <button type="button" class="chip" aria-expanded={leaves.value} onClick={() => (leaves.value = !leaves.value)}>
              Leave out…
            </button>
          )}
          {most !== undefined && (
            <span class={characters > most ? "figures bad" : "figures"}>
              {characters} / {most}
            </span>
          )}
        </footer>
      </div>
      <Mistake of={["prompt", "text", "script"]} id="prompt-mistake" />
      {extra === "negative" && leaves.value && (
        <input
          class="input"
          aria-label="What is not to be seen"
          placeholder="What is not to be seen: people, shadows…"
          value={now.leaveOut}
          onInput={({ currentTarget }) => change({ leaveOut: currentTarget.value })}
        />
      )}
      <Mistake of={["negative_prompt"]} />
      <Tips />
    </div>
  );
}

/** The example that is not there yet. */
function next(examples: readonly string[], text: string): string {
  return examples.find((example) => !text.includes(example)) ?? examples[0] ?? "";
}
