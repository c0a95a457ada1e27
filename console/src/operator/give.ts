// Credits for a team, or taken back: one line of its ledger for one click.

import type { Transaction } from "@creative-hub/client";

import { hub } from "../api/hub.js";
import { once } from "../api/once.js";

type Given = Parameters<typeof hub.credits.grant>[0];

const grantOnce = once<Given, Transaction>();

export function give(teamId: string, amount: number, reason: string): Promise<Transaction> {
  // Only an adjustment may be negative.
  const given: Given = { team_id: teamId, amount, reason, type: amount < 0 ? "adjustment" : "grant" };
  return grantOnce(given, (idempotencyKey) => hub.credits.grant(given, { idempotencyKey }));
}
