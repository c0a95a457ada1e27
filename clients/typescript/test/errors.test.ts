import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { test } from "node:test";

import * as errors from "../src/index.js";
import { hub, hubOf, QUICK, ready, thrown } from "./kit.js";

const { ApiError } = errors;

async function refusal(call: Promise<unknown>): Promise<errors.ApiError> {
  try {
    await call;
  } catch (error) {
    assert.ok(error instanceof ApiError, String(error));
    assert.ok(error.requestId, "every error has the id of its request");
    return error;
  }
  throw new Error("nothing was refused");
}

test("each family of errors is a class of its own", async () => {
  const done = await hub.images.generate({ prompt: "a kite" }, QUICK);
  const key = { idempotencyKey: randomUUID() };
  await hub.images.submit({ prompt: "one sim:moderated" }, key);
  const capped = await hub.apiKeys.create({ name: "capped", monthly_cap: 5 });
  const broke = await hubOf("operator").teams.create({ name: "broke" });
  for (const [call, Class, status, code] of [
    [() => hubOf("owner", { apiKey: "wrong" }).me(), errors.AuthenticationError, 401, "unauthenticated"],
    [() => hubOf("owner", { apiKey: capped.key ?? "" }).images.submit({ prompt: "a kite" }), errors.CapExceededError, 402, "key_monthly_cap_exceeded"],
    [() => hubOf("member").credits.setCap(1), errors.PermissionDeniedError, 403, "forbidden"],
    [() => hubOf("other_team_owner").jobs.get(done), errors.NotFoundError, 404, "not_found"],
    [() => hub.jobs.cancel(done), errors.ConflictError, 409, "too_late"],
    [() => hub.images.submit({ prompt: "another" }, key), errors.IdempotencyError, 422, "idempotency_key_reused"],
    [() => hubOf("operator").teams.create({ name: "again", id: broke.id }), errors.ConflictError, 409, "team_exists"],
    [() => hub.brandKits.get("nothing"), errors.NotFoundError, 404, "not_found"],
  ] as const) {
    const error = await refusal(call());
    assert.equal(error.constructor, Class);
    assert.equal(error.name, Class.name);
    assert.deepEqual([error.status, error.code], [status, code]);
  }
});

test("all mistakes of a request are told by their fields", async () => {
  const error = await refusal(hub.images.submit({ prompt: "", width: 100 }));
  assert.ok(error instanceof errors.InvalidRequestError);
  assert.deepEqual(error.fields.map(({ field }) => field), ["prompt", "width"]);
  assert.match(error.fields[1]?.message ?? "", /256 to 2048, got 100/);
});

test("what is missing of credits is told in numbers", async () => {
  const cap = await hub.apiKeys.create({ name: "cap", monthly_cap: 30 });
  const error = await refusal(hubOf("owner", { apiKey: cap.key ?? "" }).images.submit({ prompt: "a kite" }));
  assert.ok(error instanceof errors.PaymentError);
  assert.deepEqual([error.creditsRequired, error.creditsAvailable], [40, 30]);
});

test("a balance that is too low is told from a cap", async () => {
  const operator = hubOf("operator");
  const team_id = (await operator.me()).team.id;
  const { available } = await operator.credits.balance();
  if (available > 0) await operator.credits.grant({ team_id, amount: -available, type: "adjustment", reason: "a test" });
  const error = await refusal(operator.images.submit({ prompt: "a kite" }));
  assert.ok(error instanceof errors.InsufficientCreditsError);
  assert.equal(error.message, "Insufficient credits");
});

test("a job that fails is an error with the job in it, free of charge", async () => {
  for (const [word, code] of [["sim:moderated", "moderation_rejected"], ["sim:fail", "provider_failed"]] as const) {
    const error = await thrown(hub.images.generate({ prompt: `a kite ${word}` }, QUICK));
    assert.ok(error instanceof errors.JobFailedError, String(error));
    assert.equal(error.code, code);
    assert.equal(error.message, error.job.error_message);
    assert.equal(error.job.credits_charged, 0);
  }
});

test("a job that is canceled is told from one that has failed", async () => {
  const slow = await hub.videoStudio.submit({ prompt: "a kite sim:slow=600", provider: "seedance_pro" });
  await hub.jobs.cancel(slow);
  const error = await thrown(hub.jobs.wait(slow, QUICK));
  assert.ok(error instanceof errors.JobCanceledError, String(error));
});

test("the raw client returns errors", async () => {
  const { data, error, response } = await hub.api.GET("/api/v1/teams/{team_id}", { params: { path: { team_id: ready.teams[0] ?? "" } } });
  assert.equal(data, undefined);
  assert.equal(response.status, 403);
  assert.equal(error?.code, "forbidden");
});
