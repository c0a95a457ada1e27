import assert from "node:assert/strict";
import { test } from "node:test";

import { NotFoundError, PermissionDeniedError } from "../src/index.js";
import { hub, hubOf, QUICK, ready } from "./kit.js";

test("lists are read to their end, a page at a time", async () => {
  const folder = (await hub.drive.folders.create({ name: "listed" })).id;
  for (let job = 0; job < 3; job += 1) await hub.images.submit({ prompt: "sim:fail for a list", drive_folder_id: folder });
  const list = hub.jobs.list({ folder, limit: 2 });
  assert.equal((await list.page()).items.length, 2);
  const ids = (await list.all()).map(({ id }) => id);
  assert.equal(ids.length, 3);
  assert.equal(new Set(ids).size, ids.length);
  assert.equal((await list.all(1)).length, 1);
  const second = await list.page((await list.page()).nextCursor ?? "");
  assert.equal(second.items[0]?.id, ids[2]);
});

test("the ledger adds up to the balance", async () => {
  const other = hubOf("other_team_owner");
  const lines = await other.credits.transactions({ limit: 1 }).all();
  const sum = lines.reduce((sum, { amount }) => sum + amount, 0);
  assert.equal(sum, (await other.credits.balance()).balance);
});

test("each kind is quoted and made, and the studios list what they have made", async () => {
  const avatar = (await hub.listAvatars({ provider: "heygen" }).page()).items.find(({ default_voice_id }) => default_voice_id);
  assert.ok(avatar);
  assert.ok((await hub.listVoices({ provider: "openai_tts" }).page()).items.length > 0);
  const speech = await hub.speech.generate({ text: "A red kite climbs over the sea." }, QUICK);
  const picture = await hub.imageStudio.generate({ prompt: "a kite" }, QUICK);
  assert.equal(picture.status, "completed");
  const source = `job:${picture.id}`;
  const quotes = await Promise.all([
    hub.images.quote({ prompt: "a kite" }),
    hub.videos.quote({ prompt: "a kite" }),
    hub.avatars.quote({ provider: "heygen", script: "A kite.", avatar_id: avatar.avatar_id }),
    hub.composites.quote({ clips: [{ source, duration: 1 }], narration: { source: `job:${speech.id}` } }),
    hub.videoStudio.quote({ prompt: "a kite", image_url: source }),
    hub.avatarStudio.quote({ provider: "kling_avatar", image_url: source, audio_url: `job:${speech.id}` }),
    hub.voiceStudio.quote({ text: "A kite." }),
  ]);
  for (const quote of quotes) assert.ok(quote.dry_run && quote.would_fail === null && quote.credits_estimated > 0);
  assert.equal((await hub.imageStudio.get(picture.id)).generation_id, picture.id);
  assert.ok((await hub.imageStudio.list({ limit: 100 }).all()).some(({ generation_id }) => generation_id === picture.id));
  assert.equal((await hub.jobs.receipt(picture)).charge?.credits, picture.credits_charged);
});

test("a failed job is submitted again and a job that has ended is deleted", async () => {
  const failed = await hub.images.submit({ prompt: "a kite sim:fail" });
  await hub.jobs.wait(failed, QUICK).catch(() => undefined);
  const quote = await hub.jobs.quoteRetry(failed);
  assert.equal(quote.estimated_cost_cents, failed.estimated_cost_cents);
  const again = await hub.jobs.retry(failed);
  assert.notEqual(again.job_id, failed.job_id);
  await hub.jobs.delete(failed);
  await assert.rejects(hub.jobs.get(failed), NotFoundError);
});

test("brand kits, folders and keys are made, changed and taken away", async () => {
  const kit = await hub.brandKits.create({ name: "Kites", colors: ["#ff0000"] });
  assert.deepEqual((await hub.brandKits.update(kit.id, { colors: ["#00ff00"] })).colors, ["#00ff00"]);
  assert.ok((await hub.brandKits.list().all()).some(({ id }) => id === kit.id));
  await hub.brandKits.delete(kit.id);
  await assert.rejects(hub.brandKits.get(kit.id), NotFoundError);

  const folder = await hub.drive.folders.create({ name: "old" });
  assert.equal((await hub.drive.folders.update(folder.id, { name: "new" })).name, "new");
  assert.ok((await hub.drive.folders.list({ parent: "root" }).all()).some(({ name }) => name === "new"));
  await hub.drive.folders.delete(folder.id);
  await assert.rejects(hub.drive.folders.get(folder.id), NotFoundError);

  const key = await hub.apiKeys.create({ name: "for a while", models: ["flux_2_pro"] });
  const rotated = await hub.apiKeys.rotate(key.id, { old_key_valid_seconds: 60 });
  assert.notEqual(rotated.key, key.key);
  assert.equal((await hubOf("owner", { apiKey: rotated.key ?? "" }).me()).key?.id, key.id);
  assert.ok((await hub.apiKeys.list().all()).some(({ id }) => id === key.id));
  await hub.apiKeys.revoke(key.id);
  assert.ok((await hub.apiKeys.get(key.id)).revoked_at);
});

test("a page gets a token for one job, and an owner disables a member", async () => {
  const job = await hub.images.submit({ prompt: "sim:moderated for a page" });
  const { token } = await hub.tokens.create({ job_id: job.job_id });
  const page = hubOf("owner", { apiKey: token ?? "" });
  assert.equal((await page.jobs.get(job)).id, job.job_id);
  await assert.rejects(page.me(), PermissionDeniedError);

  assert.equal((await hub.members.update("somebody", { disabled: true })).disabled, true);
  assert.ok((await hub.members.list().all()).some(({ user_id, disabled }) => user_id === "somebody" && disabled));
});

test("caps, alerts, teams and grants", async () => {
  const [, other = ""] = ready.teams;
  const owner = hubOf("other_team_owner");
  const me = await owner.me();
  assert.equal((await owner.credits.setCap(70_000)).monthly_cap, 70_000);
  assert.equal((await owner.credits.setCap(null)).monthly_cap, null);
  assert.equal((await owner.credits.setMemberCap(me.user.id, 60_000)).monthly_cap, 60_000);
  assert.ok((await owner.credits.members().all()).some(({ user_id }) => user_id === me.user.id));
  await owner.credits.setMemberCap(me.user.id, null);
  assert.equal((await owner.credits.setAlerts(null)).low_balance_threshold, null);

  const operator = hubOf("operator");
  const team = await operator.teams.create({ name: "Kites" });
  assert.equal((await operator.teams.get(team.id)).name, "Kites");
  assert.ok((await operator.teams.list().all()).some(({ id }) => id === other));
  assert.equal((await operator.credits.grant({ team_id: team.id, amount: 5, reason: "a test" })).balance_after, 5);
  assert.ok(Array.isArray((await operator.credits.billedFailures().page()).items));
  assert.ok((await operator.operatorStatus()).routes.length > 10);
  assert.ok((await hub.catalog()).models.length > 10);
});
