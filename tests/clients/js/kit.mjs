// What the tests share: the address of a simulated vendor, waiting for a task, and checks of files.

import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";

const SIMULATORS = JSON.parse(process.env.SIMULATORS);
const RUN = randomBytes(4).toString("hex");
export const WRONG_KEY = "sim-wrong-key";
// A grey square of 512 pixels, which every vendor takes as an input.
export const INPUT = new URL("../input.png", import.meta.url);
const PNG_SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];

export const url = (vendor, path = "") => SIMULATORS[vendor] + path;
export const key = (vendor) => `sim-${vendor}-key`;

// A prompt that no other run and no other client uses. A simulator that keeps running would count them together.
export const prompted = (text) => `${text} (${RUN})`;

// Polls as a client would, and gives up after a time that no simulated task takes.
export async function until(over, poll) {
  for (const deadline = Date.now() + 30_000; Date.now() < deadline; await sleep(100)) {
    const state = await poll();
    if (over(state)) return state;
  }
  assert.fail("still not over after 30 s");
}

// The error that a call throws, which assert.rejects does not return.
export const thrown = (promise) =>
  promise.then(
    () => assert.fail("nothing was thrown"),
    (error) => error,
  );

// The simulator's usage for this prompt, which shows whether a start was repeated.
export async function starts(vendor, prompt) {
  const answer = await fetch(url(vendor, `/_sim/ledger?${new URLSearchParams({ prompt })}`));
  return (await answer.json()).jobs;
}

// Downloads without a key, because the links to results carry their own permission.
export async function download(link) {
  const answer = await fetch(link);
  assert.equal(answer.status, 200);
  return Buffer.from(await answer.arrayBuffer());
}

// A picture's format and size in pixels.
export function picture(bytes) {
  const content = Buffer.from(bytes);
  if (PNG_SIGNATURE.every((byte, at) => content[at] === byte)) {
    return { format: "png", width: content.readUInt32BE(16), height: content.readUInt32BE(20) };
  }
  assert.equal(content.readUInt16BE(0), 0xffd8, "neither PNG nor JPEG");
  let at = 2;
  // Skips the segments up to the start of the frame, whose marker depends on the coding: SOF0 or SOF2 here.
  while (![0xc0, 0xc2].includes(content[at + 1])) at += 2 + content.readUInt16BE(at + 2);
  return { format: "jpeg", width: content.readUInt16BE(at + 7), height: content.readUInt16BE(at + 5) };
}

// An MP4's length in seconds and its size in pixels.
export function clip(bytes) {
  const content = Buffer.from(bytes);
  assert.equal(content.toString("latin1", 4, 8), "ftyp", "not an MP4");
  const [movie, track] = [content.indexOf("mvhd"), content.indexOf("tkhd")];
  return {
    seconds: content.readUInt32BE(movie + 20) / content.readUInt32BE(movie + 16),
    // The size is at the end of the header, in 16.16 fixed point.
    width: content.readUInt16BE(track + 80),
    height: content.readUInt16BE(track + 84),
  };
}

export function isMp3(bytes) {
  const content = Buffer.from(bytes);
  return content.toString("latin1", 0, 3) === "ID3" || (content[0] === 0xff && (content[1] & 0xe0) === 0xe0);
}
