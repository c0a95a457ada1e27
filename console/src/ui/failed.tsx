// A failure where its work is: what happened, what to do, a countdown where the API names one, the request's id behind
// "Details".

import { useEffect } from "preact/hooks";
import { useSignal } from "@preact/signals";

import type { Problem } from "../api/problem.js";
import { money } from "../words/money.js";
import { duration } from "../words/time.js";
import { Notice } from "./notice.js";

export function Failed({ problem, again }: { problem: Problem; again?: (() => void) | undefined }) {
  return (
    <Notice tone={problem.kind === "offline" || problem.kind === "busy" ? "warn" : "bad"}>
      <p>
        <strong>{problem.message}</strong> {problem.advice}
        {problem.creditsMissing !== undefined && problem.creditsMissing > 0 && <> {money(Math.ceil(problem.creditsMissing / 10))} are missing.</>}
      </p>
      {problem.retryAt !== undefined && <Countdown until={problem.retryAt} />}
      {again && (
        <button type="button" class="link" onClick={again}>
          Try again
        </button>
      )}
      {problem.requestId !== undefined && (
        <details class="details">
          <summary>Details</summary>
          <p>
            Request <code>{problem.requestId}</code>
            {problem.docUrl !== undefined && (
              <>
                {" · "}
                <a href={problem.docUrl} target="_blank" rel="noreferrer">
                  What this means
                </a>
              </>
            )}
          </p>
        </details>
      )}
    </Notice>
  );
}

function Countdown({ until }: { until: number }) {
  const left = useSignal(until - Date.now());
  useEffect(() => {
    const timer = setInterval(() => (left.value = until - Date.now()), 1_000);
    return () => clearInterval(timer);
  }, [until]);
  return <p class="figures">{left.value > 0 ? `It may work in ${duration(left.value / 1000)}.` : "It may work now."}</p>;
}
