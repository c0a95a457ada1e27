// Gen-4 on the API of Runway.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { describe, test } from "node:test";

import RunwayML, { TaskFailedError } from "@runwayml/sdk";

import { INPUT, WRONG_KEY, clip, download, key, prompted, starts, thrown, url } from "./kit.mjs";

const connect = (apiKey) => new RunwayML({ apiKey, baseURL: url("runway"), maxRetries: 0 });
const client = connect(key("runway"));

const submit = (promptText, { runway = client, ...options } = {}) =>
  runway.textToVideo.create({ model: "gen4.5", promptText, ratio: "1280:720", duration: 2, ...options });

// They run at the same time, because the client waits 4.5 to 7.5 s before it polls.
describe("videos", { concurrency: true }, () => {
  test("a clip arrives", async () => {
    const prompt = prompted("a running fox");
    const task = await submit(prompt, { ratio: "720:1280" }).waitForTaskOutput();
    assert.equal(task.cost.credits, 24);
    const { seconds, width, height } = clip(await download(task.output[0]));
    assert.deepEqual([width, height], [720, 1280]);
    assert.ok(Math.abs(seconds - 2) < 0.1);
    assert.equal((await starts("runway", prompt)).length, 1);
  });

  test("a picture becomes a clip", async () => {
    const task = await client.imageToVideo
      .create({
        model: "gen4.5",
        promptImage: `data:image/png;base64,${await readFile(INPUT, "base64")}`,
        promptText: prompted("a fox that wakes up"),
        ratio: "960:960",
        duration: 2,
      })
      .waitForTaskOutput();
    assert.equal(clip(await download(task.output[0])).width, 960);
  });

  test("a moderated prompt is reported", async () => {
    const error = await thrown(submit(prompted("sim:moderated")).waitForTaskOutput());
    assert.ok(error instanceof TaskFailedError);
    assert.match(error.taskDetails.failureCode, /^SAFETY\.INPUT\./);
  });

  test("a moderated clip is reported", async () => {
    const error = await thrown(submit(prompted("sim:late-moderated")).waitForTaskOutput());
    assert.match(error.taskDetails.failureCode, /^SAFETY\.OUTPUT\./);
  });

  test("a cancelled task is gone", async () => {
    const { id } = await submit(prompted("a patient fox sim:slow=3000"));
    await client.tasks.delete(id);
    assert.ok((await thrown(client.tasks.retrieve(id))) instanceof RunwayML.NotFoundError);
  });

  test("a bad option is reported", async () => {
    const error = await thrown(submit(prompted("a long fox"), { duration: 60 }));
    assert.ok(error instanceof RunwayML.BadRequestError);
    assert.deepEqual(error.error.issues[0].path, ["duration"]);
  });

  test("a wrong key is refused", async () => {
    const error = await thrown(submit(prompted("a fox without a key"), { runway: connect(WRONG_KEY) }));
    assert.ok(error instanceof RunwayML.AuthenticationError);
  });
});
