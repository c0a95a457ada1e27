// What a line of the ledger is for.

import type { Job, Transaction } from "@creative-hub/client";

import { kindName } from "./job.js";

export type LineType = Transaction["type"];

const GIVEN: Partial<Record<LineType, string>> = { grant: "Grant", top_up: "Top-up", adjustment: "Adjustment" };

export const LINE_TYPES: readonly LineType[] = [
  "generation_image",
  "generation_video",
  "generation_avatar",
  "generation_tts",
  "generation_composite",
  "grant",
  "top_up",
  "adjustment",
];

export function lineName(type: LineType): string {
  const kind = kindOfLine(type);
  return kind ? kindName(kind) : (GIVEN[type] ?? type);
}

/** The kind of job that was charged. */
export function kindOfLine(type: LineType): Job["type"] | undefined {
  return type.startsWith("generation_") ? (type.slice("generation_".length) as Job["type"]) : undefined;
}
