// A text upon the stage, drawn as the renderer draws it.

import { useLayoutEffect, useRef } from "preact/hooks";
import { useSignal } from "@preact/signals";

import type { Words } from "./ad.js";
import { ad, changeWords } from "./drafts.js";
import { fonts } from "./fonts.js";
import { Layer } from "./layer.js";
import { letter } from "./lettering.js";
import type { Size } from "./place.js";

export function WordsLayer({ words }: { words: Words }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const size = useSignal<Size>({ width: 0, height: 0 });
  const { ratio, resolution, safeArea } = ad.value;
  useLayoutEffect(() => {
    if (canvas.current) size.value = letter(canvas.current, ad.value, words);
  }, [words, ratio, resolution, safeArea, fonts.value]);
  return (
    <Layer
      label={`Text: ${words.text}`}
      name={words.key}
      position={words.position}
      size={size.value}
      onMove={(position) => changeWords(words.key, { position })}
    >
      <canvas ref={canvas} />
    </Layer>
  );
}
