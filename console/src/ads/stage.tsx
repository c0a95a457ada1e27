// The ad as it is seen at one second, with what apps lay over it.

import { catalog } from "../api/account.js";
import { ClipView } from "./clip_view.js";
import { ad } from "./drafts.js";
import { OverlayLayer } from "./overlay_layer.js";
import { frameOf } from "./place.js";
import { at, playing, timeline } from "./player.js";
import { Sounds } from "./sounds.js";
import { WordsLayer } from "./words_layer.js";

export function Stage() {
  const { texts, overlays } = ad.value;
  const { width, height } = frameOf(ad.value);
  const seen = ({ start, end }: { start: number | null; end: number | null }) => (start ?? 0) <= at.value && at.value < (end ?? Infinity);
  return (
    <div class="ad-stage" style={{ "--across": width, "--down": height }}>
      <div class="ad-frame" role="group" aria-label="The ad as it is seen">
        {timeline.value.clips.map((shown, n) => (
          <ClipView key={shown.clip.key} shown={shown} n={n} />
        ))}
        {overlays.filter(seen).map((overlay) => (
          <OverlayLayer key={overlay.key} overlay={overlay} />
        ))}
        {texts.filter(seen).map((words) => (
          <WordsLayer key={words.key} words={words} />
        ))}
        {!playing.value && <SafeArea />}
        <Sounds />
      </div>
    </div>
  );
}

function SafeArea() {
  const placement = catalog.value?.placements.find(({ id }) => id === ad.value.placement);
  const area = placement?.safe_area;
  if (!placement || !area) return null;
  const part = (pixels: number, side: number) => `${(100 * pixels) / side}%`;
  return (
    <div
      class="ad-safe"
      aria-hidden="true"
      style={{
        top: part(area.top, placement.height),
        bottom: part(area.bottom, placement.height),
        left: part(area.left, placement.width),
        right: part(area.right, placement.width),
      }}
    />
  );
}
