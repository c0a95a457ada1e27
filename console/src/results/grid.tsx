// Everything that was made and is being made, the newest first, as a wall of tiles. Stands beside the composer and wherever
// results are looked for.

import { useSignal } from "@preact/signals";
import { useEffect, useLayoutEffect, useRef } from "preact/hooks";

import { feedProblem } from "../api/feed.js";
import { Blank } from "../ui/blank.js";
import { Failed } from "../ui/failed.js";
import { walk } from "../ui/walk.js";
import { toggleChosen } from "./chosen.js";
import { findFiles } from "./files.js";
import { Foot } from "./foot.js";
import { ResultsHead } from "./head.js";
import { known, olderState } from "./known.js";
import { placed } from "./masonry.js";
import { isPicked, readPicks, togglePick } from "./picked.js";
import { Shapes } from "./shapes.js";
import { TilePlace } from "./tile.js";
import { heightOf, isMade, tilesOf, type Filter, type Tile } from "./tiles.js";
import { viewed } from "./viewed.js";

export function ResultsGrid() {
  const filter = useSignal<Filter>("all");
  const jobs = known.value;
  const tiles = jobs && tilesOf(jobs, filter.value, isPicked);
  const folders = [...new Set((jobs ?? []).map((job) => job.drive_folder_id ?? ""))].join(" ");
  useEffect(() => {
    if (jobs) for (const folder of folders.split(" ")) void readPicks(folder === "" ? null : folder);
  }, [folders, jobs === undefined]);
  useEffect(() => {
    if (jobs) void findFiles(jobs);
  }, [jobs]);
  return (
    <section class="results" aria-labelledby="results-title">
      <ResultsHead filter={filter} />
      {feedProblem.value && <Failed problem={feedProblem.value} />}
      {!tiles && !feedProblem.value && <Shapes />}
      {tiles && tiles.length > 0 && <Wall tiles={tiles} />}
      {tiles?.length === 0 && olderState.value === "complete" && <Nothing filter={filter.value} />}
      {tiles && <Foot />}
    </section>
  );
}

function Wall({ tiles }: { tiles: readonly Tile[] }) {
  const wall = useRef<HTMLUListElement>(null);
  const width = useSignal(0);
  const current = useSignal<string | undefined>(undefined);
  useLayoutEffect(() => {
    const element = wall.current;
    if (!element) return;
    width.value = element.clientWidth;
    const watched = new ResizeObserver(() => (width.value = element.clientWidth));
    watched.observe(element);
    return () => watched.disconnect();
  }, []);
  const made = tiles.filter(isMade);
  const { boxes, height } = width.value > 0 ? placed(tiles, width.value, heightOf) : { boxes: [], height: 0 };
  const reached = made.find(({ key }) => key === current.value)?.key ?? made[0]?.key;
  const open = (tile: Tile) => {
    viewed.value = { what: "one", at: made.indexOf(tile), among: made.map(({ result }) => result) };
  };
  const pressed = (event: KeyboardEvent) => {
    walk(event, ".tile-open");
    const target = event.target instanceof Element ? event.target : undefined;
    if (!target?.matches(".tile-open")) return;
    const tile = made.find(({ key }) => key === target.closest<HTMLElement>(".tile")?.dataset["key"]);
    if (!tile || event.metaKey || event.ctrlKey || event.altKey) return;
    if (event.key === " ") toggleChosen(tile.result);
    else if (event.key === "p") void togglePick(tile.result);
    else return;
    event.preventDefault();
  };
  return (
    <ul
      ref={wall}
      class="wall"
      style={{ height: `${height}px` }}
      onKeyDown={pressed}
      onKeyUp={(event) => event.key === " " && event.target instanceof Element && event.target.matches(".tile-open") && event.preventDefault()}
      onFocusIn={(event) => (current.value = event.target instanceof Element ? event.target.closest<HTMLElement>(".tile")?.dataset["key"] : undefined)}
    >
      {tiles.map((tile, at) => {
        const box = boxes[at];
        return box && <TilePlace key={tile.key} tile={tile} box={box} tabIndex={tile.key === reached ? 0 : -1} onOpen={() => open(tile)} />;
      })}
    </ul>
  );
}

const NOTHING: Record<Filter, { title: string; text: string }> = {
  all: { title: "Nothing made yet", text: "What you generate appears here while it is being made." },
  images: { title: "No pictures yet", text: "Pictures appear here while they are being made." },
  videos: { title: "No videos yet", text: "Videos and avatars appear here while they are being made." },
  speech: { title: "No speech yet", text: "Choose Speech to have a text spoken." },
  ads: { title: "No ads yet", text: "Add a result to an ad to begin one." },
  picked: { title: "Nothing picked yet", text: "The star on a result, or the key P, picks it." },
};

function Nothing({ filter }: { filter: Filter }) {
  const { title, text } = NOTHING[filter];
  return (
    <Blank icon="library" title={title} first={filter === "all" && <FirstThing />}>
      {text}
    </Blank>
  );
}

/** To where it is typed, which is beside the grid or on another page. */
function FirstThing() {
  return (
    <button type="button" class="button" onClick={() => document.querySelector<HTMLTextAreaElement>("textarea")?.focus()}>
      Write a prompt
    </button>
  );
}
