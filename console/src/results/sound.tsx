// The play button of a sound. Only one sound plays at a time.

import { signal } from "@preact/signals";
import { useEffect } from "preact/hooks";

import { Icon } from "../ui/icon.js";
import { note } from "../ui/notes.js";
import { freshLink } from "./links.js";
import { keyOf, type Result } from "./result.js";

const player = new Audio();
const playing = signal<string | undefined>(undefined);
player.addEventListener("ended", () => (playing.value = undefined));

export function Sound({ result, tabIndex }: { result: Result; tabIndex: 0 | -1 }) {
  const key = keyOf(result);
  const plays = playing.value === key;
  useEffect(() => () => stop(key), [key]);
  return (
    <button
      type="button"
      class="tile-play"
      tabIndex={tabIndex}
      aria-label={plays ? "Stop" : "Play"}
      onClick={() => (plays ? stop(key) : void play(result))}
    >
      <Icon name={plays ? "pause" : "play"} />
    </button>
  );
}

async function play(result: Result): Promise<void> {
  const key = keyOf(result);
  playing.value = key;
  try {
    player.src = (await freshLink(result)) ?? "";
    if (playing.peek() === key) await player.play();
  } catch {
    if (playing.peek() === key) note("This sound cannot be played here.");
    stop(key);
  }
}

function stop(key: string): void {
  if (playing.peek() !== key) return;
  playing.value = undefined;
  player.pause();
}
