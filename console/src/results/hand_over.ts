// From a result to the page that goes on with it.

import type { Job } from "@creative-hub/client";

import { handOver } from "../handoff.js";
import { mediaOf, type Result } from "./result.js";

export function again(job: Job): void {
  if (job.type === "composite") handOver({ to: "ads", what: "again", job });
  else handOver({ to: "create", what: "again", job });
}

export function animate(result: Result): void {
  handOver({ to: "create", what: "animate", media: mediaOf(result) });
}

export function asReference(result: Result): void {
  handOver({ to: "create", what: "reference", media: mediaOf(result) });
}

export function addToAd(result: Result): void {
  handOver({ to: "ads", what: "add", media: mediaOf(result) });
}
