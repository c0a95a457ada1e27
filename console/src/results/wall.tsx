// The tiles in their columns, and the keys that lead through them: arrows walk, space chooses, Enter opens, P picks.

import { useSignal, type ReadonlySignal } from "@preact/signals";
import { useLayoutEffect, useRef } from "preact/hooks";
import type { RefObject } from "preact";

import { walk } from "../ui/walk.js";
import { toggleChosen } from "./chosen.js";
import { placed } from "./masonry.js";
import { togglePick } from "./picked.js";
import { TilePlace } from "./tile.js";
import { heightOf, isMade, type Tile } from "./tiles.js";
import { viewed } from "./viewed.js";

const OPEN = ".tile-open";

export function Wall({ tiles }: { tiles: readonly Tile[] }) {
  const wall = useRef<HTMLUListElement>(null);
  const width = useWidth(wall);
  /** The tile that the focus was on last: the Tab key comes back to it. */
  const last = useSignal<string | undefined>(undefined);
  const made = tiles.filter(isMade);
  const reached = made.find(({ key }) => key === last.value)?.key ?? made[0]?.key;
  const { boxes, height } = width.value > 0 ? placed(tiles, width.value, heightOf) : { boxes: [], height: 0 };
  const open = (tile: Tile) => {
    viewed.value = { what: "one", at: made.indexOf(tile), among: made.map(({ result }) => result) };
  };
  const pressed = (event: KeyboardEvent) => {
    walk(event, OPEN);
    const tile = isOnTile(event) ? made.find(({ key }) => key === keyAt(event)) : undefined;
    if (tile && act(tile, event.key)) event.preventDefault();
  };
  // A button is clicked when the space bar is let go.
  const released = (event: KeyboardEvent) => {
    if (event.key === " " && isOnTile(event)) event.preventDefault();
  };
  return (
    <ul ref={wall} class="wall" style={{ height: `${height}px` }} onKeyDown={pressed} onKeyUp={released} onFocusIn={(event) => (last.value = keyAt(event))}>
      {tiles.map((tile, at) => {
        const box = boxes[at];
        return box && <TilePlace key={tile.key} tile={tile} box={box} tabIndex={tile.key === reached ? 0 : -1} onOpen={() => open(tile)} />;
      })}
    </ul>
  );
}

function useWidth(wall: RefObject<HTMLElement | null>): ReadonlySignal<number> {
  const width = useSignal(0);
  useLayoutEffect(() => {
    const element = wall.current;
    if (!element) return;
    width.value = element.clientWidth;
    const watched = new ResizeObserver(() => (width.value = element.clientWidth));
    watched.observe(element);
    return () => watched.disconnect();
  }, []);
  return width;
}

/** Does what a key means on a tile, and says whether it means anything. */
function act({ result }: Tile, key: string): boolean {
  if (key === " ") toggleChosen(result);
  else if (key === "p") void togglePick(result);
  else return false;
  return true;
}

function isOnTile({ target, metaKey, ctrlKey, altKey }: KeyboardEvent): boolean {
  return target instanceof Element && target.matches(OPEN) && !metaKey && !ctrlKey && !altKey;
}

function keyAt({ target }: Event): string | undefined {
  return target instanceof Element ? target.closest<HTMLElement>(".tile")?.dataset["key"] : undefined;
}
