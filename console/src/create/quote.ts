// The price of what the form stands for, asked of the API a moment after the last change. The last answer stays until the
// next is there.

import { computed, effect, signal } from "@preact/signals";
import type { Quote } from "@creative-hub/client";

import { catalog } from "../api/account.js";
import { problemOf, type Problem } from "../api/problem.js";
import { form, textOf, type Form } from "./form.js";
import { imageOptions, modelFor, modelsFor, type Model } from "./models.js";
import { priceable, quoteOf, requestOf, type Request } from "./request.js";

const PAUSE_MS = 300;

export interface Price {
  quote: Quote;
  /** Whether it is for exactly what Generate would send. */
  exact: boolean;
}

/** Another model that does better what a warning is about, and how much more it costs. */
export interface Better {
  model: Model;
  moreCents: number;
}

export const price = signal<Price | undefined>(undefined);
export const asking = signal(false);
export const quoteProblem = signal<Problem | undefined>(undefined);
export const better = signal<Better | undefined>(undefined);
/** Moves when a price shall be asked for although nothing was changed. */
const round = signal(0);

export function askAgain(): void {
  round.value += 1;
}

/** Only what the request says: the rest of the form may change without a new price. */
const wanted = computed(() => {
  const model = modelFor(form.value);
  const request = model && priceable(form.value, model);
  return request && JSON.stringify({ request, exact: textOf(form.value).trim() !== "" || form.value.what === "avatar" });
});

/** Asks as long as the page is open. */
export function startQuotes(): () => void {
  return effect(() => {
    round.value;
    if (catalog.value === undefined) return;
    const asked = wanted.value;
    if (asked === undefined) {
      price.value = undefined;
      better.value = undefined;
      quoteProblem.value = undefined;
      asking.value = false;
      return;
    }
    const { request, exact } = JSON.parse(asked) as { request: Request; exact: boolean };
    const stop = new AbortController();
    asking.value = true;
    const timer = setTimeout(() => void ask(request, exact, stop.signal), PAUSE_MS);
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  });
}

async function ask(request: Request, exact: boolean, signal: AbortSignal): Promise<void> {
  try {
    const quote = await quoteOf(request, { signal });
    if (signal.aborted) return;
    price.value = { quote, exact };
    quoteProblem.value = undefined;
    asking.value = false;
    better.value = undefined;
    if (quote.warnings.some(({ code }) => code === "text_drawn_poorly")) await askBetter(quote, signal);
  } catch (error) {
    if (signal.aborted) return;
    quoteProblem.value = problemOf(error);
    price.value = undefined;
    better.value = undefined;
    asking.value = false;
  }
}

/** The model that draws text for the least. */
async function askBetter({ estimated_cost_cents: cents }: Quote, signal: AbortSignal): Promise<void> {
  const now = form.peek();
  const drawing = modelsFor(now).filter((model) => model.available && imageOptions(model)?.draws_text);
  const asked = await Promise.allSettled(drawing.map((model) => betterOf(now, model, cents, signal)));
  if (signal.aborted) return;
  const answers = asked.flatMap((answer) => (answer.status === "fulfilled" ? [answer.value] : []));
  better.value = answers.sort((a, b) => a.moreCents - b.moreCents)[0];
}

async function betterOf(now: Form, model: Model, cents: number, signal: AbortSignal): Promise<Better> {
  const { estimated_cost_cents } = await quoteOf(requestOf(now, model), { signal });
  return { model, moreCents: estimated_cost_cents - cents };
}
