// Speech of ElevenLabs.

import assert from "node:assert/strict";
import { test } from "node:test";

import { ElevenLabs, ElevenLabsClient, ElevenLabsError } from "@elevenlabs/elevenlabs-js";

import { WRONG_KEY, isMp3, key, prompted, starts, thrown, url } from "./kit.mjs";

const RACHEL = "21m00Tcm4TlvDq8ikWAM";

const connect = (apiKey) => new ElevenLabsClient({ apiKey, baseUrl: url("elevenlabs"), maxRetries: 0 });
const client = connect(key("elevenlabs"));

async function speak(text, { voice = RACHEL, elevenlabs = client, ...options } = {}) {
  const request = { text, modelId: "eleven_flash_v2_5", ...options };
  const stream = await elevenlabs.textToSpeech.convert(voice, request);
  return Buffer.from(await new Response(stream).arrayBuffer());
}

test("an MP3 arrives", async () => {
  const text = prompted("The fox is red.");
  const voiceSettings = { stability: 0.4, similarityBoost: 0.8, speed: 1.1 };
  assert.ok(isMp3(await speak(text, { voiceSettings, outputFormat: "mp3_44100_64", seed: 7 })));
  assert.equal((await starts("elevenlabs", text)).length, 1);
});

test("timestamps arrive", async () => {
  const text = prompted("The fox is on time.");
  const { audioBase64, alignment } = await client.textToSpeech.convertWithTimestamps(RACHEL, { text });
  assert.ok(isMp3(Buffer.from(audioBase64, "base64")));
  assert.equal(alignment.characters.join(""), text);
  assert.equal(alignment.characterEndTimesSeconds.length, text.length);
});

test("a moderated text is reported", async () => {
  const error = await thrown(speak(prompted("sim:moderated")));
  assert.ok(error instanceof ElevenLabsError);
  assert.equal(error.body.detail.code, "content_policy_violation");
});

test("a voice that does not exist is reported", async () => {
  const error = await thrown(speak(prompted("Who speaks?"), { voice: "nobody" }));
  assert.equal(error.statusCode, 404);
  assert.equal(error.body.detail.status, "voice_not_found");
});

test("a setting out of range is reported", async () => {
  const error = await thrown(speak(prompted("Too stable."), { voiceSettings: { stability: 2 } }));
  assert.ok(error instanceof ElevenLabs.UnprocessableEntityError);
});

test("a rate limit is reported", async () => {
  assert.equal((await thrown(speak(prompted("sim:429=1")))).statusCode, 429);
});

test("a wrong key is refused", async () => {
  const error = await thrown(speak(prompted("A fox without a key."), { elevenlabs: connect(WRONG_KEY) }));
  assert.equal(error.statusCode, 401);
  assert.equal(error.body.detail.status, "invalid_api_key");
});

test("voices and models are listed", async () => {
  const { voices } = await client.voices.search({ pageSize: 5 });
  assert.equal(voices.length, 5);
  assert.ok((await client.models.list()).some(({ modelId }) => modelId === "eleven_flash_v2_5"));
});
