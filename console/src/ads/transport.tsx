// Play, pause and scrub.

import { Icon } from "../ui/icon.js";
import { RealFrame } from "./real_frame.js";
import { at, playing, seek, timeline, toggle } from "./player.js";

export function Transport() {
  const { total } = timeline.value;
  return (
    <div class="ad-transport">
      <button type="button" class="button icon" aria-label={playing.value ? "Pause" : "Play"} disabled={total === 0} onClick={toggle}>
        <Icon name={playing.value ? "pause" : "play"} />
      </button>
      <input
        type="range"
        aria-label="Second that is shown"
        min={0}
        max={Math.max(total, 0.1)}
        step={0.01}
        value={at.value}
        onInput={({ currentTarget }) => seek(Number(currentTarget.value))}
      />
      <span class="figures muted small">
        {at.value.toFixed(1)} of {total.toFixed(1)} s
      </span>
      <RealFrame />
    </div>
  );
}
