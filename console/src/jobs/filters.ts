// Which jobs the page shows. The address says it, so that a link leads to the same jobs.

import type { Job, Query } from "@creative-hub/client";

import { go, route, to } from "../route.js";

export const KINDS: readonly Job["type"][] = ["image", "video", "avatar", "tts", "composite"];
export const STATES: readonly { status: Job["status"]; text: string }[] = [
  { status: "pending", text: "Waiting" },
  { status: "processing", text: "Running" },
  { status: "completed", text: "Done" },
  { status: "failed", text: "Failed" },
];

export interface Filters {
  type: Job["type"] | undefined;
  status: Job["status"] | undefined;
  user: string | undefined;
}

export function filters(): Filters {
  const { query } = route.value;
  return {
    type: KINDS.find((kind) => kind === query.get("type")),
    status: STATES.find(({ status }) => status === query.get("status"))?.status,
    user: query.get("user") ?? undefined,
  };
}

export function filterBy(change: Partial<Filters>): void {
  go(to("jobs", [], words({ ...filters(), ...change })), "replace");
}

/** The address of one job, or of the list behind it, with the same jobs shown. */
export function jobAddress(id?: string): string {
  return to("jobs", id === undefined ? [] : [id], words(filters()));
}

export function query(shown: Filters): Query<"/api/v1/creative-hub/generate/jobs", "get"> {
  return words(shown);
}

export function matches(job: Job, { type, status, user }: Filters): boolean {
  return (!type || job.type === type) && (!status || job.status === status) && (!user || job.user_id === user);
}

function words(shown: Filters): { [name in keyof Filters]?: NonNullable<Filters[name]> } & Record<string, string> {
  return Object.fromEntries(Object.entries(shown).filter(([, value]) => value !== undefined));
}
