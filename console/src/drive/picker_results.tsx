// The newest results, to choose from.

import { useSignal } from "@preact/signals";

import { feedProblem, jobs } from "../api/feed.js";
import { Blank } from "../ui/blank.js";
import { Failed } from "../ui/failed.js";
import { walk } from "../ui/walk.js";
import { manyOf } from "./kind.js";
import { mediaOfJob } from "./media.js";
import { PickTile } from "./pick_tile.js";
import type { Choosing } from "./picker_dialog.js";
import { TileSkeletons } from "./tile_skeletons.js";

export function PickerResults({ choosing }: { choosing: Choosing }) {
  // As they were when the dialog opened: a tile must not move away under the pointer.
  const known = useSignal(jobs.peek());
  if (known.value === undefined) known.value = jobs.value;
  if (known.value === undefined) return feedProblem.value ? <Failed problem={feedProblem.value} /> : <TileSkeletons />;
  const results = known.value.flatMap(mediaOfJob).filter(({ kind }) => choosing.kinds.includes(kind));
  if (results.length === 0) {
    return (
      <Blank icon="library" title={`No ${manyOf(choosing.kinds)} yet`}>
        What you make appears here. Until then choose from the library, upload, or drop a file here.
      </Blank>
    );
  }
  return (
    <ul class="picks" aria-label="Results" onKeyDown={(event) => walk(event, ".pick-choose")}>
      {results.map((media) => (
        <PickTile
          key={media.source}
          {...media}
          link={async () => media.url ?? ""}
          chosen={choosing.many ? choosing.isChosen(media.source) : undefined}
          choose={() => choosing.choose(media.source, async () => media)}
        />
      ))}
    </ul>
  );
}
