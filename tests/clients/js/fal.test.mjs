// The queue of fal.ai.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";

import { ApiError, ValidationError, createFalClient } from "@fal-ai/client";

import { INPUT, clip, download, isMp3, picture, prompted, starts, thrown, url } from "./kit.mjs";

const FLUX = "fal-ai/flux-2-pro";
const KLING = "fal-ai/kling-video/v2.6/pro/text-to-video";
const SPEECH = "fal-ai/elevenlabs/tts/multilingual-v2";

// The client has no setting for its host. It builds all addresses itself and follows none of those in the answers.
const toSimulator = async (request) => ({
  ...request,
  url: request.url.replace("https://queue.fal.run", url("fal")),
});
const connect = (credentials) => createFalClient({ credentials, requestMiddleware: toSimulator });
const client = connect("sim-fal-id:sim-fal-secret");
const options = { pollInterval: 100 };

test("a task goes through the queue", async () => {
  const [prompt, states] = [prompted("a fox"), []];
  const { data, requestId } = await client.subscribe(FLUX, {
    input: { prompt, image_size: "square_hd", output_format: "png" },
    logs: true,
    onQueueUpdate: ({ status }) => states.push(status),
    ...options,
  });
  assert.deepEqual(picture(await download(data.images[0].url)), { format: "png", width: 1024, height: 1024 });
  assert.equal(states.at(-1), "COMPLETED");
  assert.ok(requestId);
  assert.equal((await starts("fal", prompt)).length, 1);
});

test("a task can be read by its id", async () => {
  const prompt = prompted("a running fox");
  const { request_id: requestId, status } = await client.queue.submit(KLING, {
    input: { prompt, duration: "5", aspect_ratio: "9:16", generate_audio: false },
  });
  assert.equal(status, "IN_QUEUE");
  await client.queue.subscribeToStatus(KLING, { requestId, ...options });
  const { data } = await client.queue.result(KLING, { requestId });
  const { seconds, width, height } = clip(await download(data.video.url));
  assert.ok(Math.abs(seconds - 5) < 0.1);
  assert.ok(Math.abs(width / height - 9 / 16) < 0.02);
});

test("a picture is edited", async () => {
  const image = `data:image/png;base64,${await readFile(INPUT, "base64")}`;
  const input = { prompt: prompted("an edited fox"), image_urls: [image] };
  const { data } = await client.subscribe("fal-ai/nano-banana/edit", { input, ...options });
  assert.equal(data.images.length, 1);
});

test("a speech arrives", async () => {
  const { data } = await client.subscribe(SPEECH, {
    input: { text: prompted("The fox is red.") },
    ...options,
  });
  assert.ok(isMp3(await download(data.audio.url)));
});

test("moderation is reported by the result", async () => {
  const error = await thrown(
    client.subscribe(FLUX, { input: { prompt: prompted("sim:moderated") }, ...options }),
  );
  assert.ok(error instanceof ValidationError);
  assert.equal(error.fieldErrors[0].type, "content_policy_violation");
});

test("a bad option is reported", async () => {
  const input = { prompt: prompted("a long fox"), duration: "60" };
  const error = await thrown(client.subscribe(KLING, { input, ...options }));
  assert.ok(error instanceof ValidationError);
  assert.equal(error.getFieldErrors("duration").length, 1);
});

test("a queued task can be cancelled", async () => {
  const input = { prompt: prompted("a patient fox sim:slow=3000") };
  const { request_id: requestId } = await client.queue.submit(FLUX, { input });
  await client.queue.cancel(FLUX, { requestId });
});

test("a wrong key is refused", async () => {
  const input = { prompt: prompted("a fox without a key") };
  const error = await thrown(connect("wrong:key").queue.submit(FLUX, { input }));
  assert.ok(error instanceof ApiError);
  assert.equal(error.status, 401);
});
