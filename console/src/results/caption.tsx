// The line at a tile's foot: model, letter or length, and what was paid.

import { catalog } from "../api/account.js";
import { length } from "../words/time.js";
import { modelOf } from "../words/job.js";
import { letterOf, secondsOf, type Result } from "./result.js";
import { priceOf } from "./price.js";

export function Caption({ result }: { result: Result }) {
  return (
    <p class="tile-caption">
      <span class="tile-model">{modelOf(catalog.value, result.job)}</span>
      <span class="tile-which">{which(result)}</span>
      <span class="figures">{priceOf(result.job)}</span>
    </p>
  );
}

export function captionOf(result: Result): string {
  return `${modelOf(catalog.value, result.job)}${which(result)}`;
}

/** ` · A`, ` · 8 s`, ` · 0:12` */
function which(result: Result): string {
  const seconds = secondsOf(result);
  const parts = [letterOf(result), seconds && lengthInWords(result, seconds)].filter(Boolean);
  return parts.map((part) => ` · ${part}`).join("");
}

function lengthInWords({ job }: Result, seconds: number): string {
  return job.type === "video" ? `${Math.round(seconds)} s` : length(seconds);
}
