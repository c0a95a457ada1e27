// What the grid shows: one tile for each result, and one for a job that failed.

import type { Job } from "@creative-hub/client";

import { isRunning } from "../api/feed.js";
import { failure } from "../words/job.js";
import { keyOf, kindOf, ratioOf, resultsOf, type Result } from "./result.js";

export type Tile = { key: string; result: Result } & (
  | { state: "running" }
  | { state: "failed"; message: string }
  | { state: "picture" | "film" | "sound" }
);

export const FILTERS = ["all", "images", "videos", "speech", "ads", "picked"] as const;
export type Filter = (typeof FILTERS)[number];

const KINDS: Record<Filter, readonly Job["type"][] | undefined> = {
  all: undefined,
  images: ["image"],
  videos: ["video", "avatar"],
  speech: ["tts"],
  ads: ["composite"],
  picked: undefined,
};

export function tilesOf(jobs: readonly Job[], filter: Filter, isPicked: (result: Result) => boolean): Tile[] {
  const kinds = KINDS[filter];
  const tiles = jobs.filter(({ type }) => kinds?.includes(type) ?? true).flatMap(ofJob);
  return filter === "picked" ? tiles.filter((tile) => isMade(tile) && isPicked(tile.result)) : tiles;
}

export function isMade({ state }: Tile): boolean {
  return state === "picture" || state === "film" || state === "sound";
}

/** The height of a tile of this width. It follows from what is known at once, and nothing moves later. */
export function heightOf(tile: Tile, width: number): number {
  switch (tile.state) {
    case "failed":
      return failedHeight(tile.message, width);
    case "running":
      return kindOf(tile.result.job) === "audio" ? SOUND : Math.max(RUNNING, pictureHeight(tile.result, width));
    case "sound":
      return SOUND;
    case "picture":
    case "film":
      return pictureHeight(tile.result, width);
  }
}

const SOUND = 112;
const RUNNING = 96;

function pictureHeight(result: Result, width: number): number {
  return Math.round(width / Math.min(3, Math.max(0.4, ratioOf(result))));
}

/** Title, sentence, what to do. The sentence is cut after six lines. */
function failedHeight(message: string, width: number): number {
  const letters = (width - 26) / 6.1;
  const lines = Math.min(6, Math.max(1, Math.ceil(message.length / letters)));
  return 24 + 20 + 4 + lines * 20 + 10 + 24;
}

function ofJob(job: Job): Tile[] {
  const results = resultsOf(job);
  if (isRunning(job)) return results.map((result) => ({ key: keyOf(result), result, state: "running" }));
  const [first] = results;
  if (job.status === "failed") {
    return first ? [{ key: keyOf(first), result: first, state: "failed", message: failure(job) }] : [];
  }
  return results.map(ended);
}

function ended(result: Result): Tile {
  const key = keyOf(result);
  const { job, variant } = result;
  if (variant.status === "failed" || !variant.url) {
    return { key, result, state: "failed", message: `${variant.error_message ?? "This one could not be made."} It was not charged.` };
  }
  const kind = kindOf(job);
  return { key, result, state: kind === "image" ? "picture" : kind === "video" ? "film" : "sound" };
}
