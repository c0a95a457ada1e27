// One overlay: its place, width and opacity.

import type { Overlay } from "./ad.js";
import { Anchors } from "./anchors.js";
import { changeOverlay, chosen, remove } from "./drafts.js";
import { NumberField } from "./numbers.js";
import { mistakeOf } from "./price.js";
import { When } from "./when.js";

export function OverlayPanel({ overlay, n }: { overlay: Overlay; n: number }) {
  const set = (what: Partial<Overlay>) => changeOverlay(overlay.key, what);
  const wrong = mistakeOf(`overlays[${n}].source`);
  return (
    <section class={chosen.value === overlay.key ? "ad-part on" : "ad-part"} aria-label={`Overlay ${n + 1}`}>
      <header>
        <h2>Overlay {n + 1}</h2>
        <button type="button" class="link push" aria-label={`Remove overlay ${n + 1}`} onClick={() => remove(overlay.key)}>
          Remove
        </button>
      </header>
      <p class="muted small ad-name">{overlay.media.name}</p>
      {wrong !== undefined && <p class="small bad">{wrong}</p>}
      <div class="ad-pair">
        <Anchors value={overlay.position} onChange={(position) => set({ position })} />
        <div class="stack">
          <NumberField label="Width, %" value={Math.round(overlay.width * 100)} min={1} max={100} step={1} onChange={(width) => set({ width: (width ?? 25) / 100 })} />
          <NumberField label="Opacity, %" value={Math.round(overlay.opacity * 100)} min={0} max={100} step={5} onChange={(opacity) => set({ opacity: (opacity ?? 100) / 100 })} />
        </div>
      </div>
      <When part={`overlays[${n}]`} start={overlay.start} end={overlay.end} onChange={set} />
    </section>
  );
}
