// Texts and overlays, one below the other.

import { pickMedia } from "../drive/picker.js";
import { newWords, overlayOf } from "./ad.js";
import { ad, change, chosen } from "./drafts.js";
import { OverlayPanel } from "./overlay_panel.js";
import { shown } from "./sources.js";
import { WordsPanel } from "./words_panel.js";

function addWords(): void {
  const words = newWords("Your words");
  change({ texts: [...ad.peek().texts, words] });
  chosen.value = words.key;
}

async function addOverlay(): Promise<void> {
  const media = await pickMedia({ kinds: ["image", "video"], many: false, title: "Choose an overlay" });
  change({ overlays: [...ad.peek().overlays, ...media.map((one) => overlayOf(shown(one)))] });
}

export function LayersPanel() {
  const { texts, overlays } = ad.value;
  return (
    <>
      <div class="row">
        <button type="button" class="button" disabled={texts.length >= 20} onClick={addWords}>
          Add text
        </button>
        <button type="button" class="button" disabled={overlays.length >= 10} onClick={() => void addOverlay()}>
          Add overlay
        </button>
      </div>
      {texts.map((words, n) => (
        <WordsPanel key={words.key} words={words} n={n} />
      ))}
      {overlays.map((overlay, n) => (
        <OverlayPanel key={overlay.key} overlay={overlay} n={n} />
      ))}
    </>
  );
}
