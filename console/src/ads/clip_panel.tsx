// One clip's cut, fit and ground.

import { Segments } from "../ui/segments.js";
import type { Clip, Fit } from "./ad.js";
import { ColorField } from "./color_field.js";
import { changeClip, remove } from "./drafts.js";
import { NumberField } from "./numbers.js";
import { mistakeOf } from "./price.js";

const FITS: readonly { value: Fit; text: string }[] = [
  { value: "cover", text: "Fill" },
  { value: "contain", text: "Whole" },
  { value: "blur", text: "Blurred" },
];

export function ClipPanel({ clip, n }: { clip: Clip; n: number }) {
  const set = (what: Partial<Clip>) => changeClip(clip.key, what);
  const wrong = (field: string) => mistakeOf(`clips[${n}].${field}`);
  return (
    <section class="ad-part" aria-label={`Clip ${n + 1}`}>
      <header>
        <h2>Clip {n + 1}</h2>
        <button type="button" class="link push" onClick={() => remove(clip.key)}>
          Remove
        </button>
      </header>
      <p class="muted small ad-name">{clip.media.name}</p>
      {wrong("source") !== undefined && <p class="small bad">{wrong("source")}</p>}
      {clip.media.kind === "image" ? (
        <NumberField label="Seconds" value={clip.duration} min={0.1} max={180} step={0.1} usual="3" mistake={wrong("duration")} onChange={(duration) => set({ duration })} />
      ) : (
        <div class="ad-pair">
          <NumberField label="From second" value={clip.start} min={0} max={600} step={0.1} usual="0" mistake={wrong("start")} onChange={(start) => set({ start })} />
          <NumberField
            label="To second"
            value={clip.end}
            min={0}
            max={600}
            step={0.1}
            usual={clip.media.seconds?.toFixed(1) ?? "its end"}
            mistake={wrong("end")}
            onChange={(end) => set({ end })}
          />
        </div>
      )}
      <Segments label="Fit" options={FITS} value={clip.fit} onChange={(fit) => set({ fit })} />
      <ColorField label="Ground" value={clip.background} usual="Black, or the kit's" onChange={(background) => set({ background })} />
    </section>
  );
}
