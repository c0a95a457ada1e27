// The head of the grid: what kind is shown, and the two that are chosen.

import type { Signal } from "@preact/signals";

import { chosen } from "./chosen.js";
import { FILTERS, type Filter } from "./tiles.js";
import { viewed } from "./viewed.js";

const NAMES: Record<Filter, string> = { all: "All", images: "Images", videos: "Videos", speech: "Speech", ads: "Ads", picked: "Picked" };

export function ResultsHead({ filter }: { filter: Signal<Filter> }) {
  return (
    <header class="results-head">
      <h2 id="results-title">Results</h2>
      <div class="row" role="group" aria-label="Show">
        {FILTERS.map((name) => (
          <button key={name} type="button" class="chip" aria-pressed={filter.value === name} onClick={() => (filter.value = name)}>
            {NAMES[name]}
          </button>
        ))}
      </div>
      {chosen.value.length > 0 && <Chosen />}
    </header>
  );
}

function Chosen() {
  const [first, second] = chosen.value;
  return (
    <div class="row push">
      {first && second ? (
        <button type="button" class="button" onClick={() => (viewed.value = { what: "two", pair: [first, second] })}>
          Compare 2
        </button>
      ) : (
        <span class="muted small">Choose one more to compare</span>
      )}
      <button type="button" class="link small" onClick={() => (chosen.value = [])}>
        Choose none
      </button>
    </div>
  );
}
