import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { test } from "node:test";

import { NetworkError, NotFoundError, RateLimitError, RequestTimeoutError, ServerError, UnavailableError } from "../src/index.js";
import { behindFaults, hub, hubOf, type Fault, thrown } from "./kit.js";

const BUSY: Fault = { status: 429, headers: { "retry-after": "0" }, body: { error: "Too many jobs.", code: "too_many_jobs" } };
const DOWN: Fault = { status: 503, headers: { "retry-after": "0" }, body: { error: "No voices.", code: "provider_unavailable" } };
const GATEWAY: Fault = { status: 503, body: { message: "Service Unavailable" } };
// The vendor refuses it, so that nothing is drawn.
const CHEAP = "sim:moderated a kite";
const GONE: Fault = { status: 503, body: { error: "No route.", code: "model_unavailable" } };

/** How many jobs there are with this prompt. */
async function jobsOf(prompt: string): Promise<number> {
  return (await hub.jobs.list({ type: "image", limit: 100 }).all()).filter((job) => job.prompt === prompt).length;
}

for (const [name, faults] of Object.entries({
  "the connection breaks": ["drop", "drop"],
  "the answer is lost": ["lose", "lose"],
  "too many jobs run": [BUSY, BUSY],
  "a vendor is away": [DOWN, DOWN],
  "a function does not answer": [GATEWAY, GATEWAY],
} satisfies Record<string, Fault[]>)) {
  test(`one job is made although ${name} twice`, async () => {
    await behindFaults(faults, async (url, seen) => {
      const prompt = `${CHEAP} ${randomUUID()}`;
      const accepted = await hubOf("owner", { baseUrl: url }).images.submit({ prompt });
      assert.equal((await hub.jobs.get(accepted)).prompt, prompt);
      assert.equal(await jobsOf(prompt), 1);
      assert.equal(seen.length, 3);
      assert.ok(seen[0]?.idempotencyKey);
      assert.equal(new Set(seen.map((request) => request.idempotencyKey)).size, 1);
    });
  });
}

test("two submits have two keys, and a caller's own key is kept", async () => {
  await behindFaults([], async (url, seen) => {
    const client = hubOf("owner", { baseUrl: url });
    const first = await client.images.submit({ prompt: CHEAP });
    const second = await client.images.submit({ prompt: CHEAP });
    assert.notEqual(first.job_id, second.job_id);
    assert.notEqual(seen[0]?.idempotencyKey, seen[1]?.idempotencyKey);
    const own = { idempotencyKey: randomUUID() };
    const third = await client.images.submit({ prompt: CHEAP }, own);
    assert.equal((await client.images.submit({ prompt: CHEAP }, own)).job_id, third.job_id);
    assert.equal(seen[2]?.idempotencyKey, own.idempotencyKey);
  });
});

test("what remains after the last repetition is thrown", async () => {
  for (const [fault, expected, code] of [
    ["drop", NetworkError, undefined],
    [BUSY, RateLimitError, "too_many_jobs"],
    [DOWN, UnavailableError, "provider_unavailable"],
    [{ status: 502, body: {} }, ServerError, undefined],
  ] as const) {
    await behindFaults([fault, fault, fault], async (url, seen) => {
      const error = await thrown(hubOf("owner", { baseUrl: url, maxRetries: 2 }).me());
      assert.ok(error instanceof expected, String(error));
      assert.equal("code" in error ? error.code : undefined, code);
      assert.equal(seen.length, 3);
    });
  }
});

test("a model of which nobody knows when it comes back is not asked for again", async () => {
  await behindFaults([GONE], async (url, seen) => {
    const error = await thrown(hubOf("owner", { baseUrl: url }).images.submit({ prompt: CHEAP }));
    assert.ok(error instanceof UnavailableError && error.message === "No route." && error.retryAfterMs === undefined);
    assert.equal(seen.length, 1);
  });
});

test("an answer that does not come in time is given up, and a caller may give up earlier", async () => {
  await behindFaults(["silence", "silence"], async (url, seen) => {
    const client = hubOf("owner", { baseUrl: url, requestTimeoutMs: 500, maxRetries: 1 });
    assert.ok((await thrown(client.me())) instanceof RequestTimeoutError);
    assert.equal(seen.length, 2);
  });
  await behindFaults(["silence"], async (url, seen) => {
    const reason = new Error("the user has left");
    const abort = new AbortController();
    const call = thrown(hubOf("owner", { baseUrl: url }).me({ signal: abort.signal }));
    while (seen.length === 0) await new Promise((go) => setTimeout(go, 5));
    abort.abort(reason);
    assert.equal(await call, reason);
    assert.equal(seen.length, 1);
  });
});

test("an API key whose first answer was lost is rotated, so that its text is known", async () => {
  await behindFaults(["lose"], async (url, seen) => {
    const made = await hubOf("owner", { baseUrl: url }).apiKeys.create({ name: "lost" });
    assert.equal((await hubOf("owner", { apiKey: made.key ?? "" }).me()).key?.name, "lost");
    assert.deepEqual(seen.map(({ path }) => path.replace(made.id, "{id}")), [
      "/api/v1/api-keys",
      "/api/v1/api-keys",
      "/api/v1/api-keys/{id}/rotate",
    ]);
  });
});

test("the key is a bearer token, asked for at each request where it is a function", async () => {
  await behindFaults([], async (url, seen) => {
    let asked = 0;
    const owner = hubOf("owner", {
      baseUrl: `${url}/api/v1/`,
      apiKey: async () => `key-${(asked += 1)}`,
    });
    await thrown(owner.me());
    await thrown(owner.me());
    assert.deepEqual(seen.map(({ authorization }) => authorization), ["Bearer key-1", "Bearer key-2"]);
    assert.equal(seen[0]?.path, "/api/v1/me");
  });
});

test("an address that is not the API's is told", async () => {
  await behindFaults([{ status: 404, headers: { "content-type": "text/html" }, body: "<html>" }], async (url) => {
    const error = await thrown(hubOf("owner", { baseUrl: url }).me());
    assert.ok(error instanceof NotFoundError && error.code === undefined);
  });
});
