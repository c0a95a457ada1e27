// The blurred colours of a picture while it loads.

import { useEffect, useRef } from "preact/hooks";
import { thumbHashToRGBA } from "thumbhash";

export function Placeholder({ hash }: { hash: string | null | undefined }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    if (hash && canvas.current) draw(canvas.current, hash);
  }, [hash]);
  return <canvas ref={canvas} class="placeholder" aria-hidden="true" width="1" height="1" />;
}

function draw(canvas: HTMLCanvasElement, hash: string): void {
  const { w, h, rgba } = thumbHashToRGBA(Uint8Array.from(atob(hash), (letter) => letter.charCodeAt(0)));
  canvas.width = w;
  canvas.height = h;
  canvas.getContext("2d")?.putImageData(new ImageData(new Uint8ClampedArray(rgba), w, h), 0, 0);
}
