// Narration and music as they are heard beside the clips. Music steps back roughly as the renderer lets it.

import { useRef } from "preact/hooks";

import { ad } from "./drafts.js";
import { useFollow } from "./follow.js";
import { at } from "./player.js";
import { useLink } from "./sources.js";
import type { Sound } from "./ad.js";

const DUCKED = 0.3;

export function Sounds() {
  const { narration, music } = ad.value;
  const speaks = narration !== null && at.value < (narration.media.seconds ?? Infinity);
  return (
    <>
      {narration && <Heard sound={narration} volume={narration.volume} />}
      {music && <Heard sound={music} volume={music.duck && speaks ? music.volume * DUCKED : music.volume} />}
    </>
  );
}

function Heard({ sound: { media }, volume }: { sound: Sound; volume: number }) {
  const link = useLink(media.source);
  const element = useRef<HTMLAudioElement>(null);
  const length = media.seconds ?? Infinity;
  useFollow(element, Number.isFinite(length) ? at.value % length : at.value, volume);
  return <audio ref={element} src={link} preload="auto" />;
}
