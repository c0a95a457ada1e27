// The viewer of one result: itself at the left, what is known of it at the right.

import { useEffect, useMemo } from "preact/hooks";

import { Icon } from "../ui/icon.js";
import { captionOf } from "./caption.js";
import { Details } from "./details.js";
import { togglePick } from "./picked.js";
import { keyOf, kindOf, type Result } from "./result.js";
import { Stage } from "./stage.js";
import { byKey, closer, farther, zoomSignal } from "./zoom.js";

export function ViewOne({ result, onStep }: { result: Result; onStep: (by: 1 | -1) => void }) {
  const key = keyOf(result);
  const zoom = useMemo(zoomSignal, [key]);
  useEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      if (event.metaKey || event.ctrlKey || event.altKey || hasItsOwnKeys(event.target)) return;
      const zoomed = byKey(zoom.value, event.key);
      if (zoomed) zoom.value = zoomed;
      else if (event.key === "ArrowLeft") onStep(-1);
      else if (event.key === "ArrowRight") onStep(1);
      else if (event.key === "p") void togglePick(result);
      else return;
      event.preventDefault();
    };
    document.addEventListener("keydown", pressed);
    return () => document.removeEventListener("keydown", pressed);
  }, [result, zoom]);
  return (
    <div class="viewer">
      <div class="viewer-stage" role="group" aria-label={captionOf(result)} tabIndex={-1} autoFocus>
        <Stage result={result} zoom={zoom} />
        {kindOf(result.job) === "image" && (
          <div class="viewer-zoom">
            <button type="button" class="button icon" aria-label="Farther" onClick={() => (zoom.value = farther(zoom.value))}>
              −
            </button>
            <button type="button" class="button icon" aria-label="Closer" onClick={() => (zoom.value = closer(zoom.value))}>
              <Icon name="create" />
            </button>
          </div>
        )}
      </div>
      <Details key={key} result={result} />
    </div>
  );
}

/** Where arrows and letters mean something else. */
function hasItsOwnKeys(target: EventTarget | null): boolean {
  return target instanceof Element && target.matches("input, textarea, select, video, audio, [role=menu] *");
}
