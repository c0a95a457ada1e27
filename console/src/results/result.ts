// One result of a job: what it is, its shape, its links, and how other requests and pages name it.

import type { Job } from "@creative-hub/client";

import type { Media } from "../handoff.js";
import { what } from "../words/job.js";

/** One of the things that a job makes, made or not. */
export interface Result {
  job: Job;
  index: number;
  variant: Variant;
}

type Variant = Job["variants"][number] & Shown;

/** What shows a result before it has been read, where the API tells it. */
interface Shown {
  thumbnail_url?: string | null;
  thumbhash?: string | null;
}

export type ResultKind = Media["kind"];

const SQUARE = 1;

export function resultsOf(job: Job): Result[] {
  return job.variants.map((variant) => ({ job, index: variant.index, variant }));
}

/** Names a result within the page. */
export function keyOf({ job, index }: Result): string {
  return `${job.id}/${index}`;
}

/** The file of the drive that a result was filed as. */
export function fileIdOf({ variant }: Result): string | undefined {
  return variant.file_id ?? undefined;
}

export function kindOf(job: Job): ResultKind {
  if (job.type === "tts") return "audio";
  if (job.type === "image") return "image";
  return "output" in job.settings && job.settings.output !== "mp4" ? "image" : "video";
}

/** Width by height. It is known before there is a pixel, so that a tile keeps its place. */
export function ratioOf({ job, variant }: Result): number {
  if (variant.width && variant.height) return variant.width / variant.height;
  const { settings } = job;
  if ("width" in settings) return settings.width / settings.height;
  if ("aspect_ratio" in settings && settings.aspect_ratio) return ratio(settings.aspect_ratio);
  const applied = "aspect_ratio" in settings.applied ? settings.applied.aspect_ratio : undefined;
  return typeof applied === "string" ? ratio(applied) : SQUARE;
}

/** The length in seconds of a film or a sound, where it is known. */
export function secondsOf({ job, variant }: Result): number | undefined {
  if (variant.duration) return variant.duration;
  return job.type === "video" && "duration" in job.settings ? job.settings.duration : undefined;
}

/** `A`, `B` … of a job with several; nothing of a job with one. */
export function letterOf({ job, index }: Result): string | undefined {
  return job.variants.length > 1 ? String.fromCharCode(65 + index) : undefined;
}

/** As another page takes it. */
export function mediaOf(result: Result): Media {
  const { job, variant } = result;
  const letter = letterOf(result);
  return {
    kind: kindOf(job),
    source: sourceOf(result),
    name: letter ? `${what(job)} · ${letter}` : what(job),
    url: variant.url ?? undefined,
    thumbnail: variant.thumbnail_url ?? undefined,
    width: variant.width ?? undefined,
    height: variant.height ?? undefined,
    seconds: secondsOf(result),
  };
}

/** As requests name it: results are counted among those that were made. */
function sourceOf({ job, index }: Result): string {
  const made = job.variants.filter(({ status }) => status === "completed");
  return `job:${job.id}/${made.findIndex((variant) => variant.index === index)}`;
}

function ratio(words: string): number {
  const [width, height] = words.split(":").map(Number);
  return width && height ? width / height : SQUARE;
}
