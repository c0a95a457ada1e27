// A result in the grid: nothing but itself and one line, until the pointer or the focus is on it.

import { useSignal } from "@preact/signals";

import { what } from "../words/job.js";
import { Icon } from "../ui/icon.js";
import { Caption, captionOf } from "./caption.js";
import { isChosen, toggleChosen } from "./chosen.js";
import { Film } from "./film.js";
import { addToAd, animate } from "./hand_over.js";
import { canPick, isPicked, togglePick } from "./picked.js";
import { Picture } from "./picture.js";
import type { Result } from "./result.js";
import { Sound } from "./sound.js";

export interface MadeTileProps {
  state: "picture" | "film" | "sound";
  result: Result;
  /** 0 if the Tab key comes here, else -1: arrows lead from tile to tile. */
  tabIndex: 0 | -1;
  onOpen: () => void;
}

export function MadeTile({ state, result, tabIndex, onOpen }: MadeTileProps) {
  const active = useSignal(false);
  const leave = (event: FocusEvent) => {
    const { currentTarget, relatedTarget } = event;
    if (!(currentTarget instanceof Node && relatedTarget instanceof Node && currentTarget.contains(relatedTarget))) active.value = false;
  };
  return (
    <div
      class={`tile-made ${state}`}
      onMouseEnter={() => (active.value = true)}
      onMouseLeave={() => (active.value = false)}
      onFocusIn={() => (active.value = true)}
      onFocusOut={leave}
    >
      <button type="button" class="tile-open" tabIndex={tabIndex} aria-label={`Open ${captionOf(result)}: ${what(result.job)}`} onClick={onOpen}>
        {state === "picture" && <Picture result={result} />}
        {state === "film" && <Film result={result} plays={active.value} />}
        {state === "sound" && <span class="tile-words">{what(result.job)}</span>}
      </button>
      {state === "sound" && <Sound result={result} tabIndex={tabIndex} />}
      <Caption result={result} />
      <Marks result={result} tabIndex={tabIndex} />
      <div class="tile-actions">
        {state === "picture" && <Action name="Animate" tabIndex={tabIndex} onClick={() => animate(result)} />}
        <Action name="Add to ad" tabIndex={tabIndex} onClick={() => addToAd(result)} />
      </div>
    </div>
  );
}

function Action({ name, tabIndex, onClick }: { name: string; tabIndex: 0 | -1; onClick: () => void }) {
  return (
    <button type="button" tabIndex={tabIndex} onClick={onClick}>
      {name}
    </button>
  );
}

/** Chosen and picked, which stay to be seen. */
function Marks({ result, tabIndex }: { result: Result; tabIndex: 0 | -1 }) {
  return (
    <div class="tile-marks">
      <button type="button" tabIndex={tabIndex} aria-label="Choose to compare" aria-pressed={isChosen(result)} onClick={() => toggleChosen(result)}>
        <Icon name="check" />
      </button>
      {canPick(result) && (
        <button type="button" tabIndex={tabIndex} aria-label="Pick" aria-pressed={isPicked(result)} onClick={() => void togglePick(result)}>
          <Icon name="star" />
        </button>
      )}
    </div>
  );
}
