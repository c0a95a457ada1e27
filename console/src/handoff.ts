// What one page gives to another: "Animate", "Add to ad", "Edit and submit again". The page that is meant takes it when it
// is drawn, and it is gone then.

import { signal } from "@preact/signals";
import type { Job } from "@creative-hub/client";

import { go, to } from "./route.js";

/** A picture, film or sound that a request can name. */
export interface Media {
  kind: "image" | "video" | "audio";
  /** As requests name it, such as `asset:…` or `job:…`. */
  source: string;
  name: string;
  /** Links to show it by. They end; the source does not. */
  url?: string | undefined;
  thumbnail?: string | undefined;
  width?: number | undefined;
  height?: number | undefined;
  /** The length of a film or a sound. */
  seconds?: number | undefined;
}

export type Handoff =
  /** A picture as the start frame of a film. */
  | { to: "create"; what: "animate"; media: Media }
  /** A picture as a reference of a picture. */
  | { to: "create"; what: "reference"; media: Media }
  /** A job's request, to be changed and submitted again. */
  | { to: "create"; what: "again"; job: Job }
  /** A clip, an overlay or a sound of an ad. */
  | { to: "ads"; what: "add"; media: Media }
  /** An ad's request, to be changed and rendered again. */
  | { to: "ads"; what: "again"; job: Job };

export const handoff = signal<Handoff | undefined>(undefined);

export function handOver(what: Handoff): void {
  handoff.value = what;
  go(to(what.to));
}

/** What was given to this page, once. */
export function take<Page extends Handoff["to"]>(page: Page): Extract<Handoff, { to: Page }> | undefined {
  const given = handoff.peek();
  if (given?.to !== page) return undefined;
  handoff.value = undefined;
  return given as Extract<Handoff, { to: Page }>;
}
