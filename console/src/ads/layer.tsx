// A thing upon the stage that is dragged, or moved by the arrow keys: 1 % of the frame, with Shift 5 %.

import type { ComponentChildren } from "preact";
import { useRef } from "preact/hooks";

import type { Place } from "./ad.js";
import { ad, chosen } from "./drafts.js";
import { cornerOf, frameOf, type Size } from "./place.js";

export interface LayerProps {
  label: string;
  name: string;
  position: Place;
  size: Size;
  onMove: (to: Place) => void;
  children: ComponentChildren;
}

const STEPS: Record<string, readonly [number, number]> = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

export function Layer({ label, name, position, size, onMove, children }: LayerProps) {
  const grip = useRef<{ x: number; y: number; centre: { x: number; y: number } } | undefined>(undefined);
  const frame = frameOf(ad.value);
  const corner = cornerOf(ad.value, position, size);
  const centre = { x: (corner.x + size.width / 2) / frame.width, y: (corner.y + size.height / 2) / frame.height };
  const moveTo = (x: number, y: number) => onMove({ x: within(x), y: within(y) });
  const taken = (event: PointerEvent) => {
    chosen.value = name;
    if (event.currentTarget instanceof HTMLElement) event.currentTarget.setPointerCapture(event.pointerId);
    grip.current = { x: event.clientX, y: event.clientY, centre };
  };
  const moved = (event: PointerEvent) => {
    const stage = event.currentTarget instanceof HTMLElement ? event.currentTarget.parentElement?.getBoundingClientRect() : undefined;
    const from = grip.current;
    if (!from || !stage || Math.hypot(event.clientX - from.x, event.clientY - from.y) < 3) return;
    moveTo(from.centre.x + (event.clientX - from.x) / stage.width, from.centre.y + (event.clientY - from.y) / stage.height);
  };
  const pressed = (event: KeyboardEvent) => {
    const step = STEPS[event.key];
    if (!step) return;
    event.preventDefault();
    const by = event.shiftKey ? 0.05 : 0.01;
    moveTo(centre.x + step[0] * by, centre.y + step[1] * by);
  };
  return (
    <button
      type="button"
      class="ad-layer"
      aria-label={`${label}. Arrow keys move it.`}
      aria-pressed={chosen.value === name}
      style={{
        left: `${(corner.x / frame.width) * 100}%`,
        top: `${(corner.y / frame.height) * 100}%`,
        width: `${(size.width / frame.width) * 100}%`,
        height: `${(size.height / frame.height) * 100}%`,
      }}
      onPointerDown={taken}
      onPointerMove={moved}
      onPointerUp={() => (grip.current = undefined)}
      onPointerCancel={() => (grip.current = undefined)}
      onKeyDown={pressed}
      onFocus={() => (chosen.value = name)}
    >
      {children}
    </button>
  );
}

function within(part: number): number {
  return Math.round(Math.max(0, Math.min(1, part)) * 1000) / 1000;
}
