// The size of a picture in pixels: one that is often wanted, or any other.

import { catalog } from "../api/account.js";
import { change, form } from "./form.js";
import { Mistake } from "./mistake.js";
import { imageOptions, modelFor } from "./models.js";
import { Section } from "./section.js";

export function Sizes() {
  const now = form.value;
  const [least, most] = imageOptions(modelFor(now))?.side_pixels ?? [];
  const set = (side: "width" | "height") => ({ currentTarget }: { currentTarget: HTMLInputElement }) => {
    const pixels = Math.round(currentTarget.valueAsNumber);
    if (Number.isFinite(pixels)) change({ [side]: pixels });
  };
  return (
    <Section name="Size" hint={`${now.width} × ${now.height} pixels`}>
      <div class="row">
        {(catalog.value?.size_presets ?? []).map(({ width, height }) => (
          <button
            key={`${width}×${height}`}
            type="button"
            class="chip figures"
            aria-pressed={width === now.width && height === now.height}
            onClick={() => change({ width, height })}
          >
            {width} × {height}
          </button>
        ))}
      </div>
      <div class="row pixels">
        <input class="input figures" type="number" aria-label="Width in pixels" min={least} max={most} value={now.width} onInput={set("width")} />
        <span class="muted">×</span>
        <input class="input figures" type="number" aria-label="Height in pixels" min={least} max={most} value={now.height} onInput={set("height")} />
      </div>
      <Mistake of={["width", "height"]} />
    </Section>
  );
}
