// FLUX.2 through Vercel's adapter: BFL's own package is older than FLUX.2.

import assert from "node:assert/strict";
import { test } from "node:test";

import { createBlackForestLabs } from "@ai-sdk/black-forest-labs";

import { WRONG_KEY, key, picture, prompted, starts, url } from "./kit.mjs";

// The adapter knows neither `Reasoning` nor `Generating` and stops at them. So these tasks take no time, except for
// the one that is about polling.
const AT_ONCE = "sim:slow=0";

// The adapter sends the key even to the storage service behind the links, which needs none. Our own adapter must
// never do so, and the simulated storage refuses requests with a key. Here the key is removed.
function withoutKeyOnDelivery(link, options) {
  if (!link.includes("/delivery/")) return fetch(link, options);
  const { "x-key": _, ...headers } = options.headers;
  return fetch(link, { ...options, headers });
}

function generate(prompt, { apiKey = key("bfl"), options = {}, ...rest } = {}) {
  const bfl = createBlackForestLabs({ apiKey, baseURL: url("bfl", "/v1"), fetch: withoutKeyOnDelivery });
  return bfl.image("flux-2-pro").doGenerate({
    prompt,
    n: 1,
    size: undefined,
    aspectRatio: undefined,
    seed: undefined,
    providerOptions: { blackForestLabs: { pollTimeoutMillis: 300, pollIntervalMillis: 100, ...options } },
    ...rest,
  });
}

test("a picture of the asked size arrives", async () => {
  const prompt = prompted(`a fox ${AT_ONCE}`);
  const { images, providerMetadata } = await generate(prompt, {
    size: "1024x768",
    seed: 7,
    options: { outputFormat: "png" },
  });
  assert.deepEqual(picture(images[0]), { format: "png", width: 1024, height: 768 });
  const [image] = providerMetadata.blackForestLabs.images;
  assert.equal(image.seed, 7);
  assert.ok(image.cost > 0);
  assert.equal((await starts("bfl", prompt)).length, 1);
});

test("a pending task is polled until it is ready", async () => {
  // The task is pending for the first 0.6 s of its 4 s, and the second look comes after its end.
  const options = { pollIntervalMillis: 4_500, pollTimeoutMillis: 30_000 };
  const { images } = await generate(prompted("a slow fox sim:slow=400"), { options });
  assert.equal(picture(images[0]).format, "jpeg");
});

test("a picture is edited", async () => {
  const files = [{ type: "file", mediaType: "image/png", data: "iVBORw0KGgo=" }];
  const { images } = await generate(prompted(`an edited fox ${AT_ONCE}`), { files });
  assert.equal(picture(images[0]).format, "jpeg");
});

test("a moderated request never gets ready", async () => {
  // The adapter takes `Request Moderated` for an intermediate state, and waits.
  await assert.rejects(generate(prompted(`sim:moderated ${AT_ONCE}`)), /timed out/);
});

test("a failed task is an error", async () => {
  await assert.rejects(generate(prompted(`sim:fail ${AT_ONCE}`)), /generation failed/);
});

test("a bad option is reported", async () => {
  await assert.rejects(generate(prompted("a narrow fox"), { options: { width: 1001 } }), {
    name: "AI_APICallError",
    statusCode: 422,
    message: /multiple of 16/,
  });
});

test("a wrong key is refused", async () => {
  await assert.rejects(generate(prompted("a fox without a key"), { apiKey: WRONG_KEY }), {
    name: "AI_APICallError",
    statusCode: 403,
  });
});
