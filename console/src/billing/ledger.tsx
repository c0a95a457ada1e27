// The ledger: every line that has changed the balance, with the balance after it. What the filters leave can be had as CSV.

import { useSignal } from "@preact/signals";
import type { Transaction } from "@creative-hub/client";

import { useAction } from "../api/action.js";
import { hub } from "../api/hub.js";
import { usePages } from "../api/pages.js";
import { to } from "../route.js";
import { Failed } from "../ui/failed.js";
import { Icon } from "../ui/icon.js";
import { Lines } from "../ui/loadable.js";
import { More } from "../ui/more.js";
import { save } from "../ui/save.js";
import { Table, type Column } from "../ui/table.js";
import { LINE_TYPES, lineName, type LineType } from "../words/line.js";
import { worth } from "../words/money.js";
import { person, shortId } from "../words/person.js";
import { moment } from "../words/time.js";
import { csvOf } from "./csv.js";

const COLUMNS: readonly Column[] = [
  { name: "When" },
  { name: "What" },
  { name: "By" },
  { name: "Amount", as: "number" },
  { name: "Balance", as: "number" },
];

const PAGE = 50;
const CSV_PAGE = 200;

export function Ledger() {
  const type = useSignal<LineType | "">("");
  const days = useSignal({ from: "", to: "" });
  const query = { ...(type.value === "" ? {} : { type: type.value }), ...between(days.value) };
  const paged = usePages((signal) => hub.credits.transactions({ ...query, limit: PAGE }, { signal }), [type.value, days.value]);
  const lines = paged.items.value;
  const saving = useAction(async () => {
    const all = await hub.credits.transactions({ ...query, limit: CSV_PAGE }).all();
    save(new Blob([csvOf(all)], { type: "text/csv" }), "ledger.csv");
  });
  return (
    <section class="stack" aria-labelledby="billing-ledger">
      <div class="row">
        <h2 id="billing-ledger">Ledger</h2>
        <select class="input ledger-type" aria-label="Which lines" value={type.value} onChange={(event) => (type.value = event.currentTarget.value as LineType | "")}>
          <option value="">Every line</option>
          {LINE_TYPES.map((type) => (
            <option key={type} value={type}>
              {lineName(type)}
            </option>
          ))}
        </select>
        <Day label="From" value={days.value.from} onChange={(from) => (days.value = { ...days.value, from })} />
        <Day label="To" value={days.value.to} onChange={(to) => (days.value = { ...days.value, to })} />
        <button type="button" class="button push" disabled={saving.running.value || lines.length === 0} onClick={() => void saving.run()}>
          <Icon name="download" />
          {saving.running.value ? "Reading all lines…" : "CSV"}
        </button>
      </div>
      {saving.problem.value && <Failed problem={saving.problem.value} />}
      {lines.length === 0 && paged.state.value === "reading" && <Lines lines={6} />}
      {lines.length === 0 && paged.state.value === "complete" && <p class="muted">There is no such line.</p>}
      {lines.length > 0 && <LineTable lines={lines} />}
      <More of={paged} />
    </section>
  );
}

function Day({ label, value, onChange }: { label: string; value: string; onChange: (day: string) => void }) {
  return (
    <label class="ledger-day small">
      <span>{label}</span>
      <input class="input" type="date" max="9999-12-31" value={value} onChange={(event) => onChange(event.currentTarget.value)} />
    </label>
  );
}

function LineTable({ lines }: { lines: readonly Transaction[] }) {
  return (
    <Table columns={COLUMNS} class="ledger">
      {lines.map((line) => (
        <tr key={line.id}>
          <td class="muted figures">{moment(line.created_at)}</td>
          <td>
            {line.job_id === null ? lineName(line.type) : <a href={to("jobs", [line.job_id])}>{lineName(line.type)}</a>}
            {line.reason !== null && <span class="muted"> · {line.reason}</span>}
          </td>
          <td class="muted">{byWhom(line)}</td>
          <td class={line.amount > 0 ? "number given" : "number"}>{line.amount > 0 ? `+${worth(line.amount)}` : worth(line.amount)}</td>
          <td class="number">{worth(line.balance_after)}</td>
        </tr>
      ))}
    </Table>
  );
}

function byWhom({ user_id, granted_by }: Transaction): string {
  if (user_id !== null) return person(user_id);
  return granted_by === null ? "" : shortId(granted_by);
}

/** Days are those of the person's own clock; `to` is a day that counts. */
function between({ from, to }: { from: string; to: string }): { from?: string; to?: string } {
  return {
    ...(isDay(from) ? { from: new Date(`${from}T00:00:00`).toISOString() } : {}),
    ...(isDay(to) ? { to: dayAfter(to).toISOString() } : {}),
  };
}

/** A browser lets somebody type years of six digits, which are no dates to the script. */
function isDay(typed: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(typed);
}

function dayAfter(day: string): Date {
  const next = new Date(`${day}T00:00:00`);
  next.setDate(next.getDate() + 1);
  return next;
}
