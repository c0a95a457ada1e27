// Who has signed in, what they have, and what the models are: read once, and again when money has moved.

import { effect, signal } from "@preact/signals";
import type { Balance, Catalog, Me } from "@creative-hub/client";

import { session } from "../session/session.js";
import { hub } from "./hub.js";
import { problemOf, type Problem } from "./problem.js";

export const me = signal<Me | undefined>(undefined);
export const balance = signal<Balance | undefined>(undefined);
export const catalog = signal<Catalog | undefined>(undefined);
/** Why they could not be read at first. */
export const accountProblem = signal<Problem | undefined>(undefined);

export async function readAccount(): Promise<void> {
  accountProblem.value = undefined;
  try {
    const [whoever, money, models] = await Promise.all([hub.me(), hub.credits.balance(), hub.catalog()]);
    me.value = whoever;
    balance.value = money;
    catalog.value = models;
  } catch (error) {
    accountProblem.value = problemOf(error);
  }
}

/** After something was submitted, charged or given back. A failure leaves the old numbers, which the next one mends. */
export async function readBalance(): Promise<void> {
  try {
    balance.value = await hub.credits.balance();
  } catch {
    return;
  }
}

/** Whether the caller sees, and may change, what is of others in the team. */
export function isManager(): boolean {
  return me.value !== undefined && me.value.role !== "member";
}

export const isOperator = () => me.value?.scopes.includes("platform:billing") === true;

// The next person who signs in here must not see them.
effect(() => {
  if (session.value.state !== "out") return;
  me.value = undefined;
  balance.value = undefined;
  accountProblem.value = undefined;
});
