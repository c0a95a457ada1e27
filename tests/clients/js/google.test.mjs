// Gemini's picture models, and Veo on the Gemini API.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { homedir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";

import { ApiError, FinishReason, GoogleGenAI } from "@google/genai";

import { INPUT, WRONG_KEY, clip, key, picture, prompted, starts, thrown, until, url } from "./kit.mjs";

const IMAGE_MODEL = "gemini-3-pro-image";
const VIDEO_MODEL = "veo-3.1-fast-generate-preview";

const client = (apiKey = key("google")) =>
  new GoogleGenAI({ apiKey, httpOptions: { baseUrl: url("google") } });
const inlineData = async () => ({ data: await readFile(INPUT, "base64"), mimeType: "image/png" });

function generate(contents, imageConfig = {}, google = client()) {
  const config = { responseModalities: ["TEXT", "IMAGE"], imageConfig };
  return google.models.generateContent({ model: IMAGE_MODEL, contents, config });
}

// The one picture among the parts of an answer.
function onlyPicture(answer) {
  const [{ inlineData }] = answer.candidates[0].content.parts.filter(
    (part) => part.inlineData && !part.thought,
  );
  const found = picture(Buffer.from(inlineData.data, "base64"));
  assert.equal(inlineData.mimeType, `image/${found.format}`);
  return found;
}

test("a picture of the asked shape arrives", async () => {
  const prompt = prompted("a tall fox");
  const answer = await generate(prompt, { aspectRatio: "9:16", imageSize: "2K" });
  const { width, height } = onlyPicture(answer);
  assert.ok(Math.abs(width / height - 9 / 16) < 0.05);
  assert.equal(answer.candidates[0].finishReason, FinishReason.STOP);
  assert.ok(answer.usageMetadata.totalTokenCount > 0);
  assert.equal((await starts("google", prompt)).length, 1);
});

test("a picture is edited", async () => {
  onlyPicture(await generate([{ inlineData: await inlineData() }, { text: prompted("an edited fox") }]));
});

test("a moderated prompt has no candidates", async () => {
  const answer = await generate(prompted("sim:moderated"));
  assert.ok(!answer.candidates?.length);
  assert.ok(answer.promptFeedback.blockReason);
});

test("a moderated picture is reported by the finish reason", async () => {
  const answer = await generate(prompted("sim:late-moderated"));
  assert.equal(answer.candidates[0].finishReason, FinishReason.IMAGE_SAFETY);
});

test("a wrong key is refused", async () => {
  const error = await thrown(generate(prompted("a fox without a key"), {}, client(WRONG_KEY)));
  assert.ok(error instanceof ApiError);
  assert.equal(error.status, 400);
  assert.match(error.message, /API_KEY_INVALID/);
});

async function generateVideo(prompt, more = {}) {
  const google = client();
  const config = { aspectRatio: "16:9", durationSeconds: 4, ...more.config };
  const source = { prompt, image: more.image };
  const operation = await google.models.generateVideos({ model: VIDEO_MODEL, source, config });
  return until(
    ({ done }) => done,
    () => google.operations.getVideosOperation({ operation }),
  );
}

// The client finds the name of the file only in an https link. It decides by itself where it downloads the file from.
async function download({ uri }) {
  const downloadPath = join(homedir(), "clip.mp4");
  const file = { uri: uri.replace("http://", "https://"), mimeType: "video/mp4" };
  await client().files.download({ file, downloadPath });
  return readFile(downloadPath);
}

test("a clip arrives", async () => {
  const prompt = prompted("a running fox");
  const { response } = await generateVideo(prompt);
  const { seconds, width, height } = clip(await download(response.generatedVideos[0].video));
  assert.deepEqual([width, height], [1280, 720]);
  assert.ok(Math.abs(seconds - 4) < 0.1);
  assert.equal((await starts("google", prompt)).length, 1);
});

test("a picture becomes a clip", async () => {
  const { data: imageBytes, mimeType } = await inlineData();
  const { response } = await generateVideo(prompted("a fox that wakes up"), {
    image: { imageBytes, mimeType },
  });
  assert.equal(response.generatedVideos.length, 1);
});

test("a moderated clip is filtered out", async () => {
  const { response } = await generateVideo(prompted("sim:late-moderated"));
  assert.equal(response.raiMediaFilteredCount, 1);
  assert.ok(response.raiMediaFilteredReasons.length);
});

test("a moderated video prompt is an error", async () => {
  assert.equal((await generateVideo(prompted("video sim:moderated"))).error.code, 3);
});

test("a wrong key is refused for videos", async () => {
  const request = { model: VIDEO_MODEL, source: { prompt: prompted("a fox without a key") } };
  assert.ok((await thrown(client(WRONG_KEY).models.generateVideos(request))) instanceof ApiError);
});
