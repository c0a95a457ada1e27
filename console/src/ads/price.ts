// What the ad as it stands would cost, as the API says it, and what it finds wrong with it.

import { effect, signal } from "@preact/signals";

import { hub } from "../api/hub.js";
import { problemOf, type Problem } from "../api/problem.js";
import type { AdRequest } from "./ad.js";
import { ad } from "./drafts.js";
import { requestOf } from "./request.js";

const PAUSE_MS = 350;

export type Quote = Awaited<ReturnType<typeof hub.composites.quote>>;

/** `undefined`: it is being asked for, or there is nothing to ask for. */
export const quote = signal<Quote | undefined>(undefined);
export const problem = signal<Problem | undefined>(undefined);
const turn = signal(0);

/** What is wrong with a field, such as `clips[1].end`. */
export function mistakeOf(field: string): string | undefined {
  return problem.value?.fields.get(field);
}

/** Whether something is wrong within a part, such as `clips[1]`. */
export function isWrong(part: string): boolean {
  return [...(problem.value?.fields.keys() ?? [])].some((field) => field === part || field.startsWith(`${part}.`));
}

export function askAgain(): void {
  turn.value += 1;
}

/** Asks whenever the request has changed, as long as the page is there. */
export function startAsking(): () => void {
  let before = "";
  let running = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const stop = effect(() => {
    const request = requestOf(ad.value);
    const now = JSON.stringify([request, turn.value]);
    if (now === before) return;
    before = now;
    clearTimeout(timer);
    running.abort();
    running = new AbortController();
    quote.value = undefined;
    if (request.clips.length === 0) problem.value = undefined;
    else timer = setTimeout(() => void asked(request, running.signal), PAUSE_MS);
  });
  return () => {
    stop();
    clearTimeout(timer);
    running.abort();
  };
}

async function asked(request: AdRequest, signal: AbortSignal): Promise<void> {
  try {
    const answer = await hub.composites.quote(request, { signal });
    if (signal.aborted) return;
    quote.value = answer;
    problem.value = undefined;
  } catch (error) {
    if (!signal.aborted) problem.value = problemOf(error);
  }
}
