// What is rarely wanted: the seed, the resolution, the language of texts, colours beside those of the brand.

import { Field } from "../ui/field.js";
import { Icon } from "../ui/icon.js";
import { Segments } from "../ui/segments.js";
import { change, form } from "./form.js";
import { mistakeOf } from "./mistake.js";
import { imageOptions, isAds, modelFor } from "./models.js";

const RESOLUTIONS = [
  { value: "720p", text: "720p" },
  { value: "1080p", text: "1080p" },
] as const;
const MOST_COLORS = 5;

export function More() {
  const now = form.value;
  const seeds = imageOptions(modelFor(now))?.seed;
  return (
    <div class="create-more">
      {now.what === "image" && (
        <Field label="Seed" hint={seeds ? "repeats a picture" : "not with this model"} mistake={mistakeOf(["seed"])}>
          {(attributes) => (
            <input
              {...attributes}
              class="input figures"
              inputMode="numeric"
              placeholder="Any"
              disabled={!seeds}
              value={now.seed}
              onInput={({ currentTarget }) => change({ seed: currentTarget.value.trim() })}
            />
          )}
        </Field>
      )}
      {now.what === "image" && !isAds(now) && (
        <Field label="Language of texts">
          {(attributes) => (
            <input
              {...attributes}
              class="input"
              placeholder="Such as en or de"
              value={now.language}
              onInput={({ currentTarget }) => change({ language: currentTarget.value.trim() })}
            />
          )}
        </Field>
      )}
      {now.what === "image" && !isAds(now) && (
        <div class="field">
          <span class="label">Short side</span>
          <Segments label="Short side" options={RESOLUTIONS} value={now.imageResolution} onChange={(imageResolution) => change({ imageResolution })} />
        </div>
      )}
      {!isAds(now) && <Colors />}
    </div>
  );
}

function Colors() {
  const { colors } = form.value;
  const set = (at: number, color: string) => change({ colors: colors.map((one, other) => (other === at ? color : one)) });
  return (
    <div class="field">
      <span class="label">Colours</span>
      <div class="row">
        {colors.map((color, at) => (
          <span key={at} class="color">
            <input type="color" aria-label={`Colour ${at + 1}`} value={color} onInput={({ currentTarget }) => set(at, currentTarget.value)} />
            <button type="button" class="button quiet icon" aria-label={`Remove colour ${at + 1}`} onClick={() => change({ colors: colors.filter((_, other) => other !== at) })}>
              <Icon name="close" />
            </button>
          </span>
        ))}
        {colors.length < MOST_COLORS && (
          <button type="button" class="chip" onClick={() => change({ colors: [...colors, "#4053d6"] })}>
            + Colour
          </button>
        )}
      </div>
    </div>
  );
}
