// What a job has made, small and side by side. A click opens the viewer.

import type { Job } from "@creative-hub/client";

import { captionOf } from "../results/caption.js";
import { Picture } from "../results/picture.js";
import { keyOf, kindOf, ratioOf, resultsOf } from "../results/result.js";
import { Sound } from "../results/sound.js";
import { viewed } from "../results/viewed.js";

export function JobResults({ job }: { job: Job }) {
  const made = resultsOf(job).filter(({ variant }) => variant.url !== null);
  if (made.length === 0) return null;
  const isSound = kindOf(job) === "audio";
  return (
    <ul class={made.length > 1 ? "job-results several" : "job-results"}>
      {made.map((result, at) => (
        <li key={keyOf(result)}>
          {isSound ? (
            <Sound result={result} tabIndex={0} />
          ) : (
            <button
              type="button"
              class="tile-open"
              style={{ aspectRatio: String(ratioOf(result)) }}
              aria-label={`Open ${captionOf(result)}`}
              onClick={() => (viewed.value = { what: "one", at, among: made })}
            >
              <Picture result={result} />
            </button>
          )}
        </li>
      ))}
    </ul>
  );
}
