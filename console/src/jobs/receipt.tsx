// What a job cost and why: quote, hold, charge, and the line of the ledger that proves it.

import type { Job, Receipt as Whole } from "@creative-hub/client";

import { hub } from "../api/hub.js";
import { useLoad } from "../api/load.js";
import { isRunning } from "../api/feed.js";
import { Facts, type Named } from "../ui/facts.js";
import { Loadable } from "../ui/loadable.js";
import { credits, money } from "../words/money.js";
import { duration, moment } from "../words/time.js";

export function Receipt({ job }: { job: Job }) {
  const receipt = useLoad((signal) => hub.jobs.receipt(job.id, { signal }), [job.id, job.status]);
  return (
    <Loadable of={receipt} skeleton={<div class="skeleton" style={{ height: "160px" }} />}>
      {(value) => <Lines receipt={value} job={job} />}
    </Loadable>
  );
}

function Lines({ receipt, job }: { receipt: Whole; job: Job }) {
  const { transaction } = receipt;
  return (
    <>
      <Facts facts={factsOf(receipt, job)} />
      {transaction && (
        <p class="muted small">
          Line {transaction.seq.toLocaleString("en-US")} of the ledger, {moment(transaction.created_at)}.
        </p>
      )}
    </>
  );
}

function factsOf({ quote, hold, charge, released, transaction, attempts, route, timings }: Whole, job: Job): Named[] {
  const facts = [
    { name: "Quote", value: money(quote.cents) },
    { name: "Held", value: hold.still_held > 0 ? credits(hold.still_held) : "Nothing any more" },
    !isRunning(job) && { name: "Charged", value: <strong>{charge ? money(charge.cents) : "Nothing"}</strong> },
    released && released.credits > 0 && { name: "Given back", value: money(released.cents) },
    transaction && { name: "Balance before", value: credits(transaction.balance_before) },
    transaction && { name: "Balance after", value: credits(transaction.balance_after) },
    attempts > 0 && { name: "Asked for", value: attempts === 1 ? "once" : `${attempts} times` },
    route.vendor && { name: "Made by", value: VENDORS[route.vendor] },
    timings.waited_ms !== null && timings.waited_ms >= 1_000 && { name: "Waited", value: duration(timings.waited_ms / 1000) },
    timings.total_ms !== null && { name: "Took", value: duration(timings.total_ms / 1000) },
  ];
  return facts.filter((fact) => typeof fact === "object" && fact !== null);
}

const VENDORS: Record<NonNullable<Whole["route"]["vendor"]>, string> = {
  bfl: "Black Forest Labs",
  byteplus: "BytePlus",
  elevenlabs: "ElevenLabs",
  fal: "fal",
  google: "Google",
  heygen: "HeyGen",
  kling: "Kling",
  luma: "Luma",
  openai: "OpenAI",
  runway: "Runway",
};
