// How near one looks at a picture: from all of it in the window up to eight times that.

import { signal, type Signal } from "@preact/signals";

export interface Zoom {
  scale: number;
  /** How far it is moved from the middle, in pixels of the screen. */
  x: number;
  y: number;
}

const FAR: Zoom = { scale: 1, x: 0, y: 0 };
const STEP = 1.5;
const NEAREST = 8;

export function zoomSignal(): Signal<Zoom> {
  return signal(FAR);
}

/** Closer, keeping the point that is `x`, `y` from the middle where it is. */
export function closer(zoom: Zoom, x = 0, y = 0): Zoom {
  return scaled(zoom, Math.min(NEAREST, zoom.scale * STEP), x, y);
}

export function farther(zoom: Zoom): Zoom {
  const scale = zoom.scale / STEP;
  return scale < 1.01 ? FAR : scaled(zoom, scale, 0, 0);
}

/** What a click does: to twice the size at this point, or back. */
export function clicked(zoom: Zoom, x: number, y: number): Zoom {
  return zoom.scale > 1 ? FAR : scaled(zoom, 2, x, y);
}

export function dragged(zoom: Zoom, x: number, y: number): Zoom {
  return zoom.scale > 1 ? { ...zoom, x: zoom.x + x, y: zoom.y + y } : zoom;
}

/** What the keys +, - and 0 do; `undefined` for any other. */
export function byKey(zoom: Zoom, key: string): Zoom | undefined {
  switch (key) {
    case "+":
    case "=":
      return closer(zoom);
    case "-":
      return farther(zoom);
    case "0":
      return FAR;
    default:
      return undefined;
  }
}

function scaled(zoom: Zoom, scale: number, x: number, y: number): Zoom {
  const factor = scale / zoom.scale;
  return { scale, x: x - (x - zoom.x) * factor, y: y - (y - zoom.y) * factor };
}
