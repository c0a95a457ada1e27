// The renderer's letters in the browser. Scripts that are not among them are drawn by the system's fonts.

import { signal } from "@preact/signals";

/** Moves when letters have arrived, so that texts are drawn again. */
export const fonts = signal(0);

export function loadFonts(texts: readonly string[]): void {
  document.fonts.load('700 40px "Noto Sans"', texts.join(" ") || "a").then(
    (loaded) => {
      if (loaded.length > 0) fonts.value += 1;
    },
    () => undefined,
  );
}
