// The balance over the month: it changes with each line of the ledger, and stays between them.

import type { Transaction } from "@creative-hub/client";

import { worth } from "../words/money.js";
import { date } from "../words/time.js";

const WIDTH = 600;
const HEIGHT = 120;

/** Takes the lines as the API gives them, the newest first. */
export function StepLine({ lines }: { lines: readonly Transaction[] }) {
  const [last, first] = [lines[0], lines.at(-1)];
  if (!last || !first) return null;
  const from = Date.parse(first.created_at);
  const span = Math.max(1, Date.now() - from);
  const top = Math.max(1, first.balance_after - first.amount, ...lines.map(({ balance_after }) => balance_after));
  const x = (at: number) => ((at - from) / span) * WIDTH;
  const y = (credits: number) => HEIGHT - (Math.max(0, credits) / top) * (HEIGHT - 4);
  const steps = [...lines].reverse().map((line) => `H${x(Date.parse(line.created_at)).toFixed(1)}V${y(line.balance_after).toFixed(1)}`);
  const path = `M0 ${y(first.balance_after - first.amount).toFixed(1)}${steps.join("")}H${WIDTH}`;
  const told = `The balance since ${date(first.created_at)}: from ${worth(first.balance_after - first.amount)} to ${worth(last.balance_after)}`;
  return (
    <figure class="step-line figures">
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none" role="img" aria-label={told}>
        <path class="area" d={`${path}V${HEIGHT}H0Z`} />
        <path class="edge" d={path} />
      </svg>
      <figcaption class="small muted">
        <span>{date(first.created_at)}</span>
        <span>now {worth(last.balance_after)}</span>
      </figcaption>
    </figure>
  );
}
