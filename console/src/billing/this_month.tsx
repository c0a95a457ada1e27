// This month out of the ledger: the balance as a step line, and what was spent by kind.

import type { Transaction } from "@creative-hub/client";

import { hub } from "../api/hub.js";
import { useLoad } from "../api/load.js";
import { to } from "../route.js";
import { Loadable } from "../ui/loadable.js";
import { kindName } from "../words/job.js";
import { kindOfLine } from "../words/line.js";
import { worth } from "../words/money.js";
import { StepLine } from "./step_line.js";

/** So many lines are read at most. A month with more says so. */
const MOST = 2_000;
const PAGE = 200;

export function ThisMonth() {
  const lines = useLoad((signal) => hub.credits.transactions({ from: firstOfMonth(), limit: PAGE }, { signal }).all(MOST), []);
  return (
    <section class="stack" aria-labelledby="billing-month">
      <h2 id="billing-month">This month</h2>
      <Loadable of={lines}>{(read) => <Month lines={read} />}</Loadable>
    </section>
  );
}

function Month({ lines }: { lines: readonly Transaction[] }) {
  const spent = byKind(lines);
  const most = Math.max(1, ...spent.map(({ credits }) => credits));
  if (lines.length === 0) return <p class="muted">Nothing was charged or given this month yet.</p>;
  return (
    <div class="month">
      <StepLine lines={lines} />
      <ul class="spent" aria-label="Spent by kind">
        {spent.map(({ kind, credits }) => (
          <li key={kind}>
            <a class="figures" href={to("jobs", [], { type: kind })}>
              <span class="label">
                {kindName(kind)}
                <span>{worth(credits)}</span>
              </span>
              <span class="bar">
                <i style={{ width: `${(100 * credits) / most}%` }} />
              </span>
            </a>
          </li>
        ))}
        {spent.length === 0 && <li class="muted">Nothing was spent.</li>}
      </ul>
      {lines.length >= MOST && <p class="small muted">Only the newest {MOST.toLocaleString("en-US")} lines of the ledger are drawn.</p>}
    </div>
  );
}

function byKind(lines: readonly Transaction[]) {
  const sums = new Map<NonNullable<ReturnType<typeof kindOfLine>>, number>();
  for (const { type, amount } of lines) {
    const kind = kindOfLine(type);
    if (kind) sums.set(kind, (sums.get(kind) ?? 0) - amount);
  }
  return [...sums].map(([kind, credits]) => ({ kind, credits })).sort((a, b) => b.credits - a.credits);
}

/** Months of the books are UTC. */
function firstOfMonth(): string {
  const now = new Date();
  return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), 1)).toISOString();
}
