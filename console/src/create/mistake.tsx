// What the API has found wrong with fields, where these fields are.

import { form, mistakes } from "./form.js";
import { inWords } from "./models.js";
import { quoteProblem } from "./quote.js";

/** The fields whose mistakes are said where they are. The foot says those of all others. */
const PLACED = ["prompt", "text", "script", "negative_prompt", "seed", "voice_id", "reference_image_urls", "image_url", "avatar_id", "audio_url", "width", "height"];

export function mistakeOf(fields: readonly string[]): string | undefined {
  const known = found();
  const field = [...known.keys()].find((name) => fields.includes(base(name)));
  const text = field === undefined ? undefined : known.get(field);
  return text === undefined ? undefined : sentence(text);
}

/** Those that have no place of their own, with the fields' names. */
export function otherMistakes(): string[] {
  return [...found()].filter(([field]) => !PLACED.includes(base(field))).map(([field, text]) => `${field.replaceAll("_", " ")} ${inWords(text)}`);
}

export function Mistake({ of: fields, id }: { of: readonly string[]; id?: string }) {
  const text = mistakeOf(fields);
  return text === undefined ? null : (
    <p class="mistake" id={id} role="alert">
      {text}
    </p>
  );
}

function found(): ReadonlyMap<string, string> {
  form.value;
  return mistakes.value.size > 0 ? mistakes.value : (quoteProblem.value?.fields ?? new Map<string, string>());
}

/** `reference_image_urls` of `reference_image_urls[2]`. */
function base(field: string): string {
  return field.replace(/[[.].*/, "");
}

function sentence(text: string): string {
  const words = inWords(text);
  const whole = /^(must|is|has|may|names|takes|cannot|needs)\b/.test(words) ? `This ${words}` : words;
  return /[.?!]$/.test(whole) ? whole : `${whole}.`;
}
