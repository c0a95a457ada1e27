// Lines of the ledger as CSV (RFC 4180). A spreadsheet would run a text that begins like a formula, so such a text gets an
// apostrophe before it; numbers stay numbers.

import type { Transaction } from "@creative-hub/client";

const COLUMNS = ["created_at", "seq", "type", "amount_usd", "balance_after_usd", "amount_credits", "job_id", "user_id", "granted_by", "reason"];

export function csvOf(lines: readonly Transaction[]): string {
  const rows = lines.map((line) => [
    line.created_at,
    line.seq,
    line.type,
    line.amount / 1000,
    line.balance_after / 1000,
    line.amount,
    line.job_id,
    line.user_id,
    line.granted_by,
    line.reason,
  ]);
  return [COLUMNS, ...rows].map((row) => row.map(cell).join(",")).join("\r\n") + "\r\n";
}

function cell(value: string | number | null): string {
  if (value === null) return "";
  if (typeof value === "number") return String(value);
  const harmless = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
