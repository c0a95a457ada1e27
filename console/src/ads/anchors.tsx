// The nine places a thing may be anchored at.

import type { Place } from "./ad.js";
import { ANCHORS } from "./place.js";

export function Anchors({ value, onChange }: { value: Place; onChange: (value: Place) => void }) {
  return (
    <div class="ad-anchors" role="group" aria-label="Place">
      {ANCHORS.map((anchor) => (
        <button key={anchor} type="button" aria-label={anchor.replaceAll("_", " ")} aria-pressed={value === anchor} onClick={() => onChange(anchor)} />
      ))}
    </div>
  );
}
