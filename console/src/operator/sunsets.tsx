// What ends on which day.

import { catalog } from "../api/account.js";
import { modelName } from "../words/job.js";
import { count } from "../words/money.js";
import { date } from "../words/time.js";
import type { Sunset } from "./status.js";

export function Sunsets({ sunsets }: { sunsets: readonly Sunset[] }) {
  return (
    <section class="stack" aria-labelledby="operator-sunsets">
      <h2 id="operator-sunsets">What ends</h2>
      {sunsets.length === 0 && <p class="muted">No end is known.</p>}
      <ul class="sunsets">
        {together(sunsets).map(({ at, model, route, vendor, voices }) => (
          <li key={`${at} ${model} ${vendor} ${route}`} class="row">
            <time class="figures" dateTime={at}>
              {date(at)}
            </time>
            <span>
              {modelName(catalog.value, model)}
              <span class="muted">
                {voices > 0 && `, ${count(voices, "voice")}`}
                {vendor !== null && ` at ${vendor}`}
              </span>
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Voices of a model that end on one day are one line. */
function together(sunsets: readonly Sunset[]) {
  const lines = new Map<string, { at: string; model: string; route: string | null; vendor: string | null; voices: number }>();
  for (const { at, model, vendor, voice, route } of sunsets) {
    const key = `${at} ${model} ${vendor} ${voice === null ? route : "voices"}`;
    const line = lines.get(key) ?? { at, model, route, vendor, voices: 0 };
    lines.set(key, { ...line, voices: line.voices + (voice === null ? 0 : 1) });
  }
  return [...lines.values()];
}
