// Puts an ad together: the stage, its clips below, its layers and sounds beside it, and the price at the foot.

import { useEffect } from "preact/hooks";

import { Blank } from "../ui/blank.js";
import { ClipPanel } from "./clip_panel.js";
import { ad, chosen } from "./drafts.js";
import { FilmPanel } from "./film_panel.js";
import { loadFonts } from "./fonts.js";
import { Foot } from "./foot.js";
import { takeGiven } from "./given.js";
import { Head } from "./head.js";
import { LayersPanel } from "./layers_panel.js";
import { startClock } from "./player.js";
import { startAsking } from "./price.js";
import { SoundPanel } from "./sound_panel.js";
import { Stage } from "./stage.js";
import { addClips, Strip } from "./strip.js";
import { Transport } from "./transport.js";

export function AdsPage() {
  const { clips, texts } = ad.value;
  useEffect(() => {
    void takeGiven();
    const stops = [startClock(), startAsking()];
    return () => stops.forEach((stop) => stop());
  }, []);
  useEffect(() => loadFonts(texts.map(({ text }) => text)), [texts]);
  const at = clips.findIndex(({ key }) => key === chosen.value);
  const clip = clips[at];
  return (
    <div class="ads">
      <Head />
      <div class="ad-middle">
        {clips.length === 0 ? (
          <Blank
            icon="ads"
            title="An ad begins with a clip"
            first={
              <button type="button" class="button primary" onClick={() => void addClips()}>
              Choose clips
            </button>
            }
          />
        ) : (
          <>
            <Stage />
            <Transport />
            <Strip />
          </>
        )}
      </div>
      <div class="ad-side">
        <div class="ad-parts">
          {clip && <ClipPanel clip={clip} n={at} />}
          <LayersPanel />
          <SoundPanel />
          <FilmPanel />
        </div>
        <Foot />
      </div>
    </div>
  );
}
