// A kit's colours beside each other, the most important one the widest, each with its name in an ink that is read on it.

import { inkOn } from "./contrast.js";

export function Swatches({ colors }: { colors: readonly string[] }) {
  return (
    <ul class="swatches" aria-label="Colours">
      {colors.map((color, at) => (
        <li key={at} class="figures" style={{ background: color, color: inkOn(color) }}>
          {color}
        </li>
      ))}
    </ul>
  );
}
