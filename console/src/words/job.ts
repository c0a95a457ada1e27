// What a job is and how far it is, as a person would say it.

import type { Catalog, Job } from "@creative-hub/client";

import { duration } from "./time.js";

export type Kind = Job["type"];

const KINDS: Record<Kind, string> = { image: "Image", video: "Video", avatar: "Avatar", tts: "Speech", composite: "Ad" };

export function kindName(kind: Kind): string {
  return KINDS[kind];
}

export function modelName(catalog: Catalog | undefined, provider: string): string {
  return catalog?.models.find(({ id }) => id === provider)?.name ?? provider;
}

/** The model of a job in few letters: `FLUX.2 pro`, `Nano Banana Pro`. */
export function modelOf(catalog: Catalog | undefined, job: Job): string {
  if (job.type === "composite") return kindName(job.type);
  const model = catalog?.models.find(({ id, kind }) => id === job.provider && kind === job.type);
  return (model?.name ?? modelName(catalog, job.provider)).replace(/ \(.*\)/, "").replace(/[[\]]/g, "");
}

/** The first words of what was asked for. */
export function what(job: Job): string {
  const { settings } = job;
  if (job.prompt) return job.prompt;
  if ("script" in settings && settings.script) return settings.script;
  if ("text" in settings && typeof settings.text === "string") return settings.text;
  if ("clips" in settings) return settings.clips.length === 1 ? "Ad of one clip" : `Ad of ${settings.clips.length} clips`;
  return kindName(job.type);
}

/** `9 s of about 12`, `20 s of about 3 min`. */
export function elapsed(job: Job, now: number): string {
  const seconds = secondsSince(job, now);
  const { expected_seconds: expected } = job;
  if (!expected) return duration(seconds);
  if (seconds > expected.high) return `${duration(seconds)}, longer than the usual ${duration(expected.high)}`;
  return `${duration(seconds)} of about ${about(aboutSeconds(expected))}`;
}

/** How far it is, from 0 to 1: what the job says of itself, or by the time that such jobs take. It never claims to be done. */
export function share(job: Job, now: number): number {
  if (job.progress !== null) return Math.min(1, job.progress);
  if (!job.expected_seconds) return 0;
  return Math.min(0.95, secondsSince(job, now) / aboutSeconds(job.expected_seconds));
}

/** The end of a failed job: what happened. What it cost is said beside it. */
export function failure(job: Job): string {
  return job.error_message ?? "It failed, and nobody said why.";
}

const FAILURES: Partial<Record<NonNullable<Job["error_code"]>, string>> = {
  moderation_rejected: "Refused by moderation",
  invalid_input: "A setting or a file cannot be used",
  input_unreachable: "A file could not be read",
  provider_unavailable: "The model is not available",
  provider_failed: "The model could not make it",
  timed_out: "It took too long",
  canceled: "Canceled",
  internal: "Something failed here",
};

/** The kind of a failure, as a title. */
export function failureTitle(code: Job["error_code"]): string {
  return (code && FAILURES[code]) ?? "It failed";
}

function about(seconds: number): string {
  return seconds < 60 ? String(seconds) : duration(Math.round(seconds / 60) * 60);
}

function aboutSeconds({ low, high }: { low: number; high: number }): number {
  return Math.round((low + high) / 2);
}

function secondsSince(job: Job, now: number): number {
  return Math.max(0, (now - Date.parse(job.created_at)) / 1000);
}
