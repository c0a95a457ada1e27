// What holds for the whole ad: transition, safe area, resolution and what it becomes.

import { Field } from "../ui/field.js";
import { Segments } from "../ui/segments.js";
import type { Output, Resolution, TransitionKind } from "./ad.js";
import { ad, change } from "./drafts.js";
import { NumberField } from "./numbers.js";
import { mistakeOf } from "./price.js";
import { TRANSITIONS } from "./timeline.js";

const RESOLUTIONS: readonly { value: Resolution; text: string }[] = [
  { value: "1080p", text: "1080p" },
  { value: "720p", text: "720p" },
];
const OUTPUTS: readonly { value: Output; text: string }[] = [
  { value: "mp4", text: "Film" },
  { value: "png", text: "PNG" },
  { value: "jpg", text: "JPG" },
];

export function FilmPanel() {
  const { transition, safeArea, resolution, output, ratio } = ad.value;
  return (
    <section class="ad-part" aria-label="The whole ad">
      <h2>The whole ad</h2>
      <div class="ad-pair">
        <Field label="Between clips" mistake={mistakeOf("transition.type")}>
          {(attributes) => (
            <select
              {...attributes}
              class="input"
              value={transition.type}
              onChange={({ currentTarget }) => change({ transition: { ...transition, type: currentTarget.value as TransitionKind } })}
            >
              {TRANSITIONS.map(({ value, text }) => (
                <option key={value} value={value}>
                  {text}
                </option>
              ))}
            </select>
          )}
        </Field>
        {transition.type !== "none" && (
          <NumberField
            label="Its seconds"
            value={transition.duration}
            min={0.1}
            max={2}
            step={0.1}
            mistake={mistakeOf("transition.duration")}
            onChange={(duration) => change({ transition: { ...transition, duration: duration ?? 0.5 } })}
          />
        )}
      </div>
      {ratio === "9:16" && (
        <label class="check">
          <input type="checkbox" checked={safeArea} onChange={({ currentTarget }) => change({ safeArea: currentTarget.checked })} />
          Keep anchored things clear of what apps lay over it
        </label>
      )}
      <div class="row">
        <Segments label="Resolution" options={RESOLUTIONS} value={resolution} onChange={(resolution) => change({ resolution })} />
        <Segments label="Output" options={OUTPUTS} value={output} onChange={(output) => change({ output })} />
      </div>
      {output !== "mp4" && <p class="muted small">A still takes one picture as its clip, and leaves times and sound out.</p>}
    </section>
  );
}
