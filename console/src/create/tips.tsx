// What helps to write a prompt, for whoever wants to know.

import { catalog } from "../api/account.js";
import { form } from "./form.js";
import { inWords, kindOf } from "./models.js";

export function Tips() {
  const tips = catalog.value?.prompt_patterns.find(({ type }) => type === kindOf(form.value))?.tips ?? [];
  if (tips.length === 0) return null;
  return (
    <details class="tips">
      <summary>Hints for the prompt</summary>
      <dl>
        {tips.map(({ when, tip }) => (
          <div key={when}>
            <dt>If {when}</dt>
            <dd>{inWords(tip)}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}
