// From a result to the page that goes on with it.

import type { Job } from "@creative-hub/client";

import { handOver, type Handoff } from "../handoff.js";
import { jobsPanel } from "../shortcuts.js";
import { viewed } from "./viewed.js";
import { mediaOf, type Result } from "./result.js";

export function again(job: Job): void {
  if (job.type === "composite") give({ to: "ads", what: "again", job });
  else give({ to: "create", what: "again", job });
}

export function animate(result: Result): void {
  give({ to: "create", what: "animate", media: mediaOf(result) });
}

export function asReference(result: Result): void {
  give({ to: "create", what: "reference", media: mediaOf(result) });
}

export function addToAd(result: Result): void {
  give({ to: "ads", what: "add", media: mediaOf(result) });
}

/** What lies over the page would lie over the next one. */
function give(what: Handoff): void {
  viewed.value = undefined;
  jobsPanel.value = false;
  handOver(what);
}
