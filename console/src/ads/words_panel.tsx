// One text: its words, place and look.

import { Field } from "../ui/field.js";
import { Segments } from "../ui/segments.js";
import type { Align, Words } from "./ad.js";
import { Anchors } from "./anchors.js";
import { ColorField } from "./color_field.js";
import { changeWords, chosen, remove } from "./drafts.js";
import { NumberField } from "./numbers.js";
import { mistakeOf } from "./price.js";
import { When } from "./when.js";

const ALIGNS: readonly { value: Align | "usual"; text: string }[] = [
  { value: "usual", text: "As placed" },
  { value: "left", text: "Left" },
  { value: "center", text: "Middle" },
  { value: "right", text: "Right" },
];

export function WordsPanel({ words, n }: { words: Words; n: number }) {
  const set = (what: Partial<Words>) => changeWords(words.key, what);
  const boxed = words.box !== null && words.box !== false;
  return (
    <section class={chosen.value === words.key ? "ad-part on" : "ad-part"} aria-label={`Text ${n + 1}`}>
      <header>
        <h2>Text {n + 1}</h2>
        <button type="button" class="link push" aria-label={`Remove text ${n + 1}`} onClick={() => remove(words.key)}>
          Remove
        </button>
      </header>
      <Field label="Words" mistake={mistakeOf(`texts[${n}].text`)}>
        {(attributes) => (
          <textarea
            {...attributes}
            class="input"
            dir="auto"
            rows={2}
            maxLength={500}
            value={words.text}
            onFocus={() => (chosen.value = words.key)}
            onInput={({ currentTarget }) => set({ text: currentTarget.value })}
          />
        )}
      </Field>
      <div class="ad-pair">
        <Anchors value={words.position} onChange={(position) => set({ position })} />
        <NumberField
          label="Size, % of the height"
          value={Math.round(words.size * 1000) / 10}
          min={2}
          max={50}
          step={0.5}
          mistake={mistakeOf(`texts[${n}].size`)}
          onChange={(size) => set({ size: (size ?? 5) / 100 })}
        />
      </div>
      <Segments label="Lines" options={ALIGNS} value={words.align ?? "usual"} onChange={(align) => set({ align: align === "usual" ? null : align })} />
      <div class="ad-pair">
        <ColorField label="Letters" value={words.color} usual="White, or the kit's" onChange={(color) => set({ color })} />
        {boxed && (
          <ColorField label="Box" value={typeof words.box === "string" ? words.box : null} usual="Usual" onChange={(box) => set({ box: box ?? true })} />
        )}
      </div>
      <label class="check">
        <input type="checkbox" checked={boxed} onChange={() => set({ box: boxed ? null : true })} />
        A box behind it
      </label>
      <When part={`texts[${n}]`} start={words.start} end={words.end} onChange={set} />
    </section>
  );
}
