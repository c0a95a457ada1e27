import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { test } from "node:test";

import { JobCanceledError, WaitTimeoutError, type Job } from "../src/index.js";
import { behindFaults, hub, hubOf, QUICK, thrown } from "./kit.js";

const SLOW = { prompt: "a kite sim:slow=600", provider: "seedance_pro" } as const;

test("progress is told until the job has completed", async () => {
  const seen: Job["status"][] = [];
  const job = await hub.images.generate({ prompt: "a kite" }, { ...QUICK, onProgress: (job) => seen.push(job.status) });
  assert.equal(job.status, "completed");
  assert.equal(seen.at(-1), "completed");
  assert.ok(seen.slice(0, -1).every((status) => status === "pending" || status === "processing"));
});

test("a deadline ends the wait and not the job", async () => {
  const accepted = await hub.videoStudio.submit(SLOW);
  const started = Date.now();
  const error = await thrown(hub.jobs.wait(accepted, { ...QUICK, timeoutMs: 300 }));
  assert.ok(error instanceof WaitTimeoutError, String(error));
  assert.equal(error.jobId, accepted.generation_id);
  assert.equal(error.job?.id, accepted.generation_id);
  assert.ok(Date.now() - started >= 300);
  assert.notEqual((await hub.jobs.get(accepted)).status, "failed");
  await hub.jobs.cancel(accepted);
});

test("an aborted wait throws the reason, and cancels the job if it was asked to", async () => {
  for (const cancelOnAbort of [false, true]) {
    const accepted = await hub.videoStudio.submit(SLOW);
    const abort = new AbortController();
    const reason = new Error("the user has left");
    const options = { ...QUICK, signal: abort.signal, cancelOnAbort, onProgress: () => abort.abort(reason) };
    assert.equal(await thrown(hub.jobs.wait(accepted, options)), reason);
    if (cancelOnAbort) {
      assert.ok((await thrown(hub.jobs.wait(accepted, QUICK))) instanceof JobCanceledError);
    } else {
      assert.equal((await hub.jobs.cancel(accepted)).cancel_outcome, "requested");
    }
  }
});

test("the wait goes on while the API cannot be reached", async () => {
  const accepted = await hub.images.submit({ prompt: "a kite" });
  await behindFaults(["drop", "drop", { status: 500 }, { status: 429 }], async (url, seen) => {
    const job = await hubOf("owner", { baseUrl: url, maxRetries: 0 }).jobs.wait(accepted, QUICK);
    assert.equal(job.status, "completed");
    assert.ok(seen.length >= 5);
  });
});

test("what will not pass ends the wait", async () => {
  const error = await thrown(hub.jobs.wait(randomUUID(), QUICK));
  assert.equal((error as { status?: number }).status, 404);
});
