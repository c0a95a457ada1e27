// A button that plays a sound. Only one plays at a time.

import { signal } from "@preact/signals";
import { useEffect } from "preact/hooks";

import { note } from "../ui/notes.js";
import { Icon } from "../ui/icon.js";

const player = new Audio();
const playing = signal<string | undefined>(undefined);
player.addEventListener("ended", () => (playing.value = undefined));

export interface ListenProps {
  /** What tells this sound from others. */
  id: string;
  name: string;
  /** Asked for when it is to be played. */
  link: () => Promise<string>;
}

export function Listen({ id, name, link }: ListenProps) {
  const plays = playing.value === id;
  useEffect(() => () => stop(id), [id]);
  const toggle = (event: Event) => {
    event.stopPropagation();
    if (plays) stop(id);
    else void play(id, link);
  };
  return (
    <button type="button" class="button icon listen" aria-label={plays ? `Stop ${name}` : `Play ${name}`} onClick={toggle}>
      <Icon name={plays ? "pause" : "play"} />
    </button>
  );
}

async function play(id: string, link: () => Promise<string>): Promise<void> {
  playing.value = id;
  try {
    player.src = await link();
    await player.play();
  } catch {
    stop(id);
    note("This sound cannot be played here.");
  }
}

function stop(id: string): void {
  if (playing.value !== id) return;
  playing.value = undefined;
  player.pause();
}
