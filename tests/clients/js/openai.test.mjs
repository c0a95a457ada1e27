// OpenAI: pictures, edits and speech.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";

import OpenAI, { AuthenticationError, BadRequestError, RateLimitError, toFile } from "openai";

import { INPUT, WRONG_KEY, isMp3, key, picture, prompted, starts, thrown, url } from "./kit.mjs";

const IMAGE_MODEL = "gpt-image-1.5";
const SPEECH_MODEL = "tts-1";

const client = (apiKey = key("openai")) =>
  new OpenAI({ apiKey, baseURL: url("openai", "/v1"), maxRetries: 0 });
// The media type is required, because OpenAI refuses a file without one.
const input = async () => toFile(await readFile(INPUT), "fox.png", { type: "image/png" });
const pictures = (answer) => answer.data.map((one) => picture(Buffer.from(one.b64_json, "base64")));

test("two pictures of the asked size arrive", async () => {
  const prompt = prompted("two foxes");
  const answer = await client().images.generate({ model: IMAGE_MODEL, prompt, n: 2, size: "1024x1536" });
  const expected = { format: "png", width: 1024, height: 1536 };
  assert.deepEqual(pictures(answer), [expected, expected]);
  assert.equal(answer.size, "1024x1536");
  assert.ok(answer.usage.total_tokens > 0);
  assert.equal((await starts("openai", prompt)).length, 1);
});

test("one picture is edited", async () => {
  const answer = await client().images.edit({
    model: IMAGE_MODEL,
    prompt: prompted("an edited fox"),
    image: await input(),
    size: "1024x1024",
    output_format: "jpeg",
  });
  assert.deepEqual(pictures(answer), [{ format: "jpeg", width: 1024, height: 1024 }]);
});

test("several pictures are edited at once", async () => {
  const [prompt, image] = [prompted("many edited foxes"), [await input(), await input()]];
  const answer = await client().images.edit({ model: IMAGE_MODEL, prompt, image, n: 2 });
  assert.equal(pictures(answer).length, 2);
});

test("a moderated prompt is reported", async () => {
  const error = await thrown(
    client().images.generate({ model: IMAGE_MODEL, prompt: prompted("sim:moderated") }),
  );
  assert.ok(error instanceof BadRequestError);
  assert.equal(error.code, "moderation_blocked");
  assert.equal(error.type, "image_generation_user_error");
  assert.ok(error.requestID);
});

test("a rate limit is reported", async () => {
  const error = await thrown(client().images.generate({ model: IMAGE_MODEL, prompt: prompted("sim:429=1") }));
  assert.ok(error instanceof RateLimitError);
});

test("a wrong key is refused", async () => {
  const error = await thrown(
    client(WRONG_KEY).images.generate({ model: IMAGE_MODEL, prompt: prompted("a fox") }),
  );
  assert.ok(error instanceof AuthenticationError);
  assert.equal(error.code, "invalid_api_key");
});

test("a speech arrives as MP3", async () => {
  const text = prompted("The fox is red.");
  const answer = await client().audio.speech.create({ model: SPEECH_MODEL, input: text, voice: "nova" });
  assert.ok(isMp3(await answer.arrayBuffer()));
  assert.equal((await starts("openai", text)).length, 1);
});

test("a voice that does not exist is reported", async () => {
  const request = { model: SPEECH_MODEL, input: prompted("Who speaks?"), voice: "fox" };
  const error = await thrown(client().audio.speech.create(request));
  assert.ok(error instanceof BadRequestError);
  assert.equal(error.type, "invalid_request_error");
});
