import assert from "node:assert/strict";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";

import { CreativeHubError, DownloadError, InvalidRequestError } from "../src/index.js";
import { openFile, saveFile } from "../src/node.js";
import { hub, QUICK, thrown } from "./kit.js";

const picture = async () => hub.download(await hub.images.generate({ prompt: "a kite" }, QUICK));

test("a result is saved, uploaded from disk, used by another job, shared and deleted", async (t) => {
  const folder = await mkdtemp(join(tmpdir(), "hub-"));
  t.after(() => rm(folder, { recursive: true }));
  const path = join(folder, "kite.png");
  const bytes = await picture();
  await saveFile(path, bytes);
  assert.equal((await readFile(path)).length, bytes.size);

  const kites = await hub.drive.folders.create({ name: "kites" });
  const file = await hub.drive.upload(await openFile(path), { folderId: kites.id });
  assert.deepEqual([file.name, file.mime, file.width, file.bytes, file.folder_id], ["kite.png", "image/png", 1024, bytes.size, kites.id]);
  const quote = await hub.videos.quote({ prompt: "it climbs", provider: "runway_gen4", image_url: file.asset });
  assert.equal(quote.mode, "image_to_video");

  const marked = await hub.drive.files.update(file.id, { name: "red.png", favorite: true });
  assert.deepEqual([marked.name, marked.favorite], ["red.png", true]);
  const found = await hub.drive.files.list({ folder: kites.id, favorite: true }).all();
  assert.deepEqual(found.map(({ id }) => id), [file.id]);
  assert.equal((await hub.download(await hub.drive.files.link(file.id))).size, bytes.size);
  const shared = (await hub.drive.files.share(file.id)).share_url ?? "";
  assert.equal((await hub.download(shared)).size, bytes.size);
  assert.equal((await hub.drive.files.unshare(file.id)).share_url, null);
  await assert.rejects(hub.download(shared), DownloadError);
  await hub.drive.files.delete(file.id);
  await hub.drive.folders.delete(kites.id);
});

test("a blob is uploaded by its type and a name", async () => {
  const heard: number[] = [];
  const options = { name: "blob.png", mime: "image/png", onProgress: (sent: number) => void heard.push(sent) };
  const file = await hub.drive.upload(await picture(), options);
  assert.equal(file.name, "blob.png");
  assert.deepEqual(heard, [file.bytes]);
  await assert.rejects(hub.drive.upload(new Blob(["x"])), CreativeHubError);
  const job = await hub.images.generate({ prompt: "a kite" }, QUICK);
  await assert.rejects(hub.download(job, { result: 1 }), CreativeHubError);
  await assert.rejects(hub.drive.upload(new File(["x"], "x")), CreativeHubError);
});

test("bytes that are not what was announced are refused by their field", async (t) => {
  const folder = await mkdtemp(join(tmpdir(), "hub-"));
  t.after(() => rm(folder, { recursive: true }));
  await writeFile(join(folder, "text.png"), "this is no picture");
  const error = await thrown(hub.drive.upload(await openFile(join(folder, "text.png"))));
  assert.ok(error instanceof InvalidRequestError, String(error));
  assert.deepEqual(error.fields.map(({ field }) => field), ["mime"]);
  await assert.rejects(openFile(join(folder, "what.xyz")), CreativeHubError);
});
