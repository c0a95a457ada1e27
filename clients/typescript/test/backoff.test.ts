import assert from "node:assert/strict";
import { test } from "node:test";

import { pollDelay, retryDelay, sleep } from "../src/backoff.js";
import { retryAfterMs } from "../src/errors.js";

const never = undefined;

test("what may work later is repeated, and nothing else", () => {
  const table: [Parameters<typeof retryDelay>[0], number | undefined][] = [
    [{}, 500],
    [{ status: 408 }, 500],
    [{ status: 429 }, 500],
    [{ status: 500 }, 500],
    [{ status: 502 }, 500],
    [{ status: 503 }, 500],
    [{ status: 504 }, 500],
    [{ status: 429, code: "too_many_jobs", retryAfterMs: 7_000 }, 7_000],
    [{ status: 503, code: "provider_unavailable", retryAfterMs: 0 }, 0],
    [{ status: 503, code: "model_unavailable", retryAfterMs: 3_000 }, 3_000],
    [{ status: 503, code: "model_unavailable" }, never],
    [{ status: 429, retryAfterMs: 60_001 }, never],
    ...[200, 202, 302, 400, 401, 402, 403, 404, 405, 409, 413, 415, 422].map(
      (status): [{ status: number }, undefined] => [{ status }, never],
    ),
  ];
  for (const [failure, expected] of table) {
    assert.equal(retryDelay(failure, 0, 500, () => 1), expected, JSON.stringify(failure));
  }
});

test("pauses double up to eight seconds, and differ between clients", () => {
  const pauses = [0, 1, 2, 3, 4, 5, 6].map((attempt) => retryDelay({}, attempt, 500, () => 1));
  assert.deepEqual(pauses, [500, 1000, 2000, 4000, 8000, 8000, 8000]);
  assert.equal(retryDelay({}, 0, 500, () => 0), 250);
});

test("the first looks at a job come soon, and the later ones as the API asks", () => {
  const looks = [0, 1, 2, 3, 4, 5, 6, 7].map((look) => Math.round(pollDelay(look, 5_000)));
  assert.deepEqual(looks, [500, 750, 1125, 1688, 2531, 3797, 5000, 5000]);
});

test("Retry-After has seconds or a date", () => {
  const now = Date.parse("2026-11-27T00:00:00Z");
  const read = (value: string) => retryAfterMs(new Headers({ "retry-after": value }), now);
  assert.equal(read("3"), 3_000);
  assert.equal(read("0"), 0);
  assert.equal(read("Fri, 27 Nov 2026 00:00:05 GMT"), 5_000);
  assert.equal(read("Thu, 26 Nov 2026 00:00:00 GMT"), 0);
  assert.equal(read("soon"), undefined);
  assert.equal(retryAfterMs(new Headers()), undefined);
});

test("a pause ends when its signal is aborted", async () => {
  const abort = new AbortController();
  const pause = sleep(60_000, abort.signal);
  abort.abort(new Error("enough"));
  await assert.rejects(pause, /enough/);
  await assert.rejects(sleep(60_000, abort.signal), /enough/);
});
