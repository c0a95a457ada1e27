// Narration and music, each with its level.

import { pickMedia } from "../drive/picker.js";
import type { Media } from "../handoff.js";
import type { Sound } from "./ad.js";
import { ad, change } from "./drafts.js";
import { NumberField } from "./numbers.js";
import { mistakeOf } from "./price.js";
import { shown } from "./sources.js";

async function pickSound(title: string): Promise<Media | undefined> {
  const [media] = await pickMedia({ kinds: ["audio"], many: false, title });
  return media && shown(media);
}

export function SoundPanel() {
  const { narration, music, loudness } = ad.value;
  const speak = async () => {
    const media = await pickSound("Choose a narration");
    if (media) change({ narration: { media, volume: 1 } });
  };
  const play = async () => {
    const media = await pickSound("Choose music");
    if (media) change({ music: { media, volume: 0.5, duck: true } });
  };
  return (
    <section class="ad-part" aria-label="Sound">
      <h2>Sound</h2>
      <Lane name="Narration" field="narration" sound={narration} onPick={speak} onChange={(narration) => change({ narration })} />
      <Lane name="Music" field="music" sound={music} onPick={play} onChange={(sound) => change({ music: sound && { ...sound, duck: music?.duck ?? true } })} />
      {music && (
        <label class="check">
          <input type="checkbox" checked={music.duck} onChange={({ currentTarget }) => change({ music: { ...music, duck: currentTarget.checked } })} />
          Quieter while something else sounds
        </label>
      )}
      <NumberField label="Loudness, LUFS" value={loudness} min={-40} max={-5} step={1} mistake={mistakeOf("loudness")} onChange={(loudness) => change({ loudness: loudness ?? -16 })} />
    </section>
  );
}

interface LaneProps {
  name: string;
  field: string;
  sound: Sound | null;
  onPick: () => Promise<void>;
  onChange: (sound: Sound | null) => void;
}

function Lane({ name, field, sound, onPick, onChange }: LaneProps) {
  const wrong = mistakeOf(`${field}.source`) ?? mistakeOf(`${field}.volume`);
  if (!sound) {
    return (
      <button type="button" class="button" onClick={() => void onPick()}>
        Add {name.toLowerCase()}
      </button>
    );
  }
  return (
    <div class="ad-lane" role="group" aria-label={name}>
      <strong>{name}</strong>
      <span class="muted small ad-name">{sound.media.name}</span>
      <button type="button" class="link" aria-label={`Remove ${name.toLowerCase()}`} onClick={() => onChange(null)}>
        Remove
      </button>
      <input
        type="range"
        aria-label={`Level of the ${name.toLowerCase()}`}
        min={0}
        max={2}
        step={0.05}
        value={sound.volume}
        onInput={({ currentTarget }) => onChange({ ...sound, volume: Number(currentTarget.value) })}
      />
      <span class="figures small">{Math.round(sound.volume * 100)} %</span>
      {wrong !== undefined && <p class="small bad">{wrong}</p>}
    </div>
  );
}
