// Credits for a team, or taken back: one line of its ledger for one click, however often the click or its request is repeated.

import type { Transaction } from "@creative-hub/client";

import { hub } from "../api/hub.js";
import { problemOf } from "../api/problem.js";

/** A grant whose answer never came. The same again has the same key, and so is not a second line. */
let unanswered: { text: string; key: string } | undefined;

export async function give(teamId: string, amount: number, reason: string): Promise<Transaction> {
  // Only an adjustment may be negative.
  const grant = { team_id: teamId, amount, reason, type: amount < 0 ? ("adjustment" as const) : ("grant" as const) };
  const text = JSON.stringify(grant);
  const key = unanswered?.text === text ? unanswered.key : crypto.randomUUID();
  unanswered = { text, key };
  try {
    const line = await hub.credits.grant(grant, { idempotencyKey: key });
    unanswered = undefined;
    return line;
  } catch (error) {
    const { kind } = problemOf(error);
    if (kind !== "offline" && kind !== "fault") unanswered = undefined;
    throw error;
  }
}
