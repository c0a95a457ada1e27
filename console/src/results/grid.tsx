// Everything that was made and is being made, the newest first, as a wall of tiles. Stands beside the composer and wherever
// results are looked for.

import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";

import { feedProblem } from "../api/feed.js";
import { Blank } from "../ui/blank.js";
import { Failed } from "../ui/failed.js";
import { Foot } from "./foot.js";
import { ResultsHead } from "./head.js";
import { known, olderState } from "./known.js";
import { isPicked, readPicks } from "./picked.js";
import { Shapes } from "./shapes.js";
import { tilesOf, type Filter } from "./tiles.js";
import { Wall } from "./wall.js";

export function ResultsGrid() {
  const filter = useSignal<Filter>("all");
  const jobs = known.value;
  const tiles = jobs && tilesOf(jobs, filter.value, isPicked);
  const folders = [...new Set((jobs ?? []).map((job) => job.drive_folder_id ?? ""))].join(" ");
  useEffect(() => {
    if (jobs) for (const folder of folders.split(" ")) void readPicks(folder === "" ? null : folder);
  }, [folders, jobs === undefined]);
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
