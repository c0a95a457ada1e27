// Two results side by side. What is done to look closely at one is done to both.

import { useEffect, useMemo } from "preact/hooks";

import { what } from "../words/job.js";
import { captionOf } from "./caption.js";
import { PickButton } from "./pick_button.js";
import { priceOf } from "./price.js";
import { keyOf, type Result } from "./result.js";
import { Stage } from "./stage.js";
import { byKey, zoomSignal } from "./zoom.js";

export function Compare({ pair }: { pair: readonly [Result, Result] }) {
  const zoom = useMemo(zoomSignal, []);
  useEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      const zoomed = byKey(zoom.value, event.key);
      if (!zoomed) return;
      zoom.value = zoomed;
      event.preventDefault();
    };
    document.addEventListener("keydown", pressed);
    return () => document.removeEventListener("keydown", pressed);
  }, []);
  return (
    <div class="compare">
      {pair.map((result) => (
        <figure key={keyOf(result)}>
          <div class="viewer-stage">
            <Stage result={result} zoom={zoom} />
          </div>
          <figcaption>
            <div class="row">
              <strong>{captionOf(result)}</strong>
              <span class="muted figures">{priceOf(result.job)}</span>
              <span class="push">
                <PickButton result={result} />
              </span>
            </div>
            <p class="muted small">{what(result.job)}</p>
          </figcaption>
        </figure>
      ))}
    </div>
  );
}
