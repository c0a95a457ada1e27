// Has a failed job made again. Its price today is said before it costs anything.

import { useSignal } from "@preact/signals";
import type { Job, Quote } from "@creative-hub/client";

import { useAction } from "../api/action.js";
import { Failed } from "../ui/failed.js";
import { money } from "../words/money.js";
import { quoteRetry, retry } from "./steering.js";

export function RetryButton({ job }: { job: Job }) {
  const quote = useSignal<Quote | undefined>(undefined);
  // One key as long as this price is shown: a second click, or one after a lost answer, makes no second job.
  const idempotencyKey = useSignal("");
  const asking = useAction(async () => {
    quote.value = await quoteRetry(job);
    idempotencyKey.value = crypto.randomUUID();
  });
  const retrying = useAction(async () => {
    await retry(job, idempotencyKey.value);
    quote.value = undefined;
  });
  const problem = asking.problem.value ?? retrying.problem.value;
  const { value: priced } = quote;
  return (
    <>
      {!priced && (
        <button type="button" class="link small" disabled={asking.running.value} onClick={() => void asking.run()}>
          {asking.running.value ? "Asking for the price…" : "Retry"}
        </button>
      )}
      {priced && (
        <button type="button" class="button" autoFocus disabled={retrying.running.value || priced.would_fail !== null} onClick={() => void retrying.run()}>
          Retry for {money(priced.estimated_cost_cents)}
        </button>
      )}
      {priced?.would_fail && <p class="bad small whole">{priced.would_fail}</p>}
      {problem && (
        <div class="whole">
          <Failed problem={problem} />
        </div>
      )}
    </>
  );
}
