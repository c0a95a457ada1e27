// The ad editor: clips, texts and sound become a film at the price that was shown, and texts lie where the stage shows them.

import type { Page } from "@playwright/test";

import { ask } from "./ask.js";
import { isAccessible } from "./axe.js";
import { ended, film, ownTeam, picture, signedIn, type Team } from "./team.js";
import { expect, test } from "./test.js";

const COMPOSITE = "/api/v1/creative-hub/generate/composite";
const JOBS = "/api/v1/creative-hub/generate/jobs";

let team: Team;
let river: string;
let vase: string;
test.beforeAll(async () => {
  team = await ownTeam();
  [river, vase] = await Promise.all([film(team.owner, "a river"), picture(team.owner, "a vase")]);
  await ended(team.owner, river, vase);
});

test("an empty ad has one thing to do, and the page is accessible", async ({ page }) => {
  await signedIn(page, "ads", team.owner);
  await expect(page.getByRole("heading", { name: "An ad begins with a clip" })).toBeVisible();
  await expect(page.getByRole("button", { name: "Render" })).toBeDisabled();
  await isAccessible(page);
});

test("two clips and a text are priced, rendered and complete", async ({ page }) => {
  await opened(page, { clips: [{ source: `job:${river}/0`, end: 2 }, { source: `job:${vase}/0` }] });
  await page.getByRole("button", { name: "Add text" }).click();
  await page.getByRole("textbox", { name: "Words" }).fill("مرحبا بالجميع");
  await expect(page.locator(".ad-price strong")).toHaveText("$0.05");
  await isAccessible(page);
  await page.getByRole("button", { name: "Render", exact: true }).click();
  await expect(page.getByText("The ad is being rendered.")).toBeVisible();
  const { jobs } = await ask<{ jobs: { id: string; type: string }[] }>(team.owner, "GET", JOBS);
  const made = jobs.find(({ type }) => type === "composite");
  const job = await done(made?.id ?? "");
  expect(job.status).toBe("completed");
  expect(job.cost_cents).toBe(5);
});

test("by mouse: clips, a logo and a narration are picked from what was made, and the request names them", async ({ page }) => {
  const { job_id: speech } = await ask<{ job_id: string }>(team.owner, "POST", "/api/v1/creative-hub/generate/tts", { text: "Kites for all winds" });
  await ended(team.owner, speech);
  await signedIn(page, "ads", team.owner);
  const picker = page.getByRole("dialog");
  await page.getByRole("button", { name: "Choose clips" }).click();
  await picker.getByRole("button", { name: "a river" }).click();
  await picker.getByRole("button", { name: "a vase" }).click();
  await picker.getByRole("button", { name: /^Use/ }).click();
  await expect(page.locator(".ad-tile")).toHaveCount(2);
  await page.getByRole("button", { name: "Add overlay" }).click();
  await picker.getByRole("button", { name: "a vase" }).click();
  await page.getByRole("button", { name: "Add narration" }).click();
  await picker.getByRole("button", { name: /^Kites for all winds/ }).click();
  await expect(page.getByRole("group", { name: "Narration" })).toBeVisible();
  await expect(page.locator(".ad-price strong")).toHaveText("$0.05");
  expect(await requestOf(page)).toMatchObject({
    clips: [{ source: `job:${river}/0` }, { source: `job:${vase}/0` }],
    overlays: [{ source: `job:${vase}/0`, width: 0.25 }],
    narration: { source: `job:${speech}/0`, volume: 1 },
  });
});

test("by keyboard alone: a text moves by arrows, a clip by Alt with one, and a reload keeps both", async ({ page }) => {
  await opened(page, { clips: [{ source: `job:${river}/0`, end: 2 }, { source: `job:${vase}/0` }], texts: [{ text: "Kites" }] });
  const text = page.getByRole("button", { name: /^Text: Kites/ });
  await text.focus();
  const before = await text.boundingBox();
  await page.keyboard.press("Shift+ArrowUp");
  await page.keyboard.press("ArrowUp");
  const frame = await page.locator(".ad-frame").boundingBox();
  await expect.poll(async () => Math.round((((before?.y ?? 0) - ((await text.boundingBox())?.y ?? 0)) / (frame?.height ?? 1)) * 100)).toBe(6);
  await page.getByRole("button", { name: /^Clip 1, a river/ }).focus();
  await page.keyboard.press("Alt+ArrowRight");
  await expect(page.getByRole("button", { name: /^Clip 2, a river/ })).toBeVisible();
  await page.reload();
  await expect(page.getByRole("button", { name: /^Clip 2, a river/ })).toBeVisible();
  await expect(page.getByRole("button", { name: /^Text: Kites/ })).toBeVisible();
});

test("a mistake is said at its clip", async ({ page }) => {
  await opened(page, { clips: [{ source: `job:${river}/0`, end: 2 }, { source: `job:${vase}/0` }] });
  await page.getByRole("button", { name: /^Clip 1/ }).click();
  await page.getByRole("spinbutton", { name: "To second" }).fill("90");
  await expect(page.locator(".ad-tile").first()).toHaveClass(/wrong/);
  await expect(page.getByRole("spinbutton", { name: "To second" })).toHaveAttribute("aria-invalid", "true");
  await expect(page.getByRole("button", { name: "Render" })).toBeDisabled();
});

test("the stage takes the shape, and a cut changes the length", async ({ page }) => {
  await opened(page, { clips: [{ source: `job:${river}/0`, end: 2 }] });
  await page.getByRole("button", { name: "16:9" }).click();
  await expect.poll(async () => ratio(page)).toBeCloseTo(16 / 9, 1);
  await page.getByRole("button", { name: /^Clip 1/ }).click();
  await page.getByRole("spinbutton", { name: "To second" }).fill("3.5");
  await expect(page.getByText("of 3.5 s")).toBeVisible();
});

test("a text that was dragged lies where the real frame has it", async ({ page }) => {
  await opened(page, { clips: [{ source: `job:${vase}/0` }], texts: [{ text: "Kites for all winds", color: "#00ff00", box: "#ff00ff" }] });
  const text = page.getByRole("button", { name: /^Text:/ });
  const from = await text.boundingBox();
  if (!from) throw new Error("the text is not seen");
  await page.mouse.move(from.x + from.width / 2, from.y + from.height / 2);
  await page.mouse.down();
  await page.mouse.move(from.x + from.width / 2 + 8, from.y - 100, { steps: 5 });
  await page.mouse.up();
  const stage = await page.locator(".ad-frame").boundingBox();
  const seen = await text.boundingBox();
  if (!stage || !seen) throw new Error("the stage is not seen");
  const sent = await requestOf(page);
  const still = { clips: [{ source: `job:${vase}/0` }], texts: sent.texts, aspect_ratio: "9:16", output: "png" };
  const { job_id: id } = await ask<{ job_id: string }>(team.owner, "POST", COMPOSITE, still);
  const { result_urls: [url = ""] } = await done(id);
  const real = await boxIn(page, url);
  expect(Math.abs((seen.x - stage.x) / stage.width - real.left)).toBeLessThan(0.01);
  expect(Math.abs((seen.y - stage.y) / stage.height - real.top)).toBeLessThan(0.01);
  expect(Math.abs((seen.x + seen.width - stage.x) / stage.width - real.right)).toBeLessThan(0.01);
  expect(Math.abs((seen.y + seen.height - stage.y) / stage.height - real.bottom)).toBeLessThan(0.01);
});

test("the real frame is shown, and costs what was said before", async ({ page }) => {
  await opened(page, { clips: [{ source: `job:${vase}/0` }], texts: [{ text: "Kites" }] });
  await page.getByRole("button", { name: "Show the real frame" }).click();
  const question = page.getByRole("dialog", { name: "Show the real frame?" });
  await expect(question).toContainText("$0.0");
  await question.getByRole("button", { name: "Render the frame" }).click();
  await expect(page.getByRole("dialog", { name: "The real frame" }).getByRole("img")).toBeVisible();
});

test("a team without credits reads the sentence of the API", async ({ page }) => {
  const poor = await ownTeam(0);
  await opened(page, { clips: [{ source: "https://example.com/a.png" }], max_seconds: 5 }, poor.owner);
  await expect(page.locator(".ad-foot").getByRole("alert")).toContainText("credits");
  await expect(page.getByRole("button", { name: "Render" })).toBeDisabled();
});

/** Opens the editor with a request, as somebody would paste it. */
async function opened(page: Page, request: object, key = team.owner): Promise<void> {
  await signedIn(page, "ads", key);
  await page.getByRole("button", { name: "JSON" }).click();
  await page.getByRole("textbox", { name: "As it will be sent" }).fill(JSON.stringify(request));
  await page.getByRole("button", { name: "Load as a new ad" }).click();
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await expect(page.locator(".ad-tile").first()).toBeVisible();
}

async function requestOf(page: Page): Promise<{ texts: object[] }> {
  await page.getByRole("button", { name: "JSON" }).click();
  return JSON.parse(await page.getByRole("textbox", { name: "As it will be sent" }).inputValue()) as { texts: object[] };
}

interface Job {
  status: string;
  cost_cents: number;
  result_urls: string[];
}

async function done(id: string): Promise<Job> {
  await ended(team.owner, id);
  return ask<Job>(team.owner, "GET", `${JOBS}/${id}`);
}

async function ratio(page: Page): Promise<number> {
  const box = await page.locator(".ad-frame").boundingBox();
  return box ? box.width / box.height : 0;
}

/** The edges of what is magenta in a picture, as parts of it. */
async function boxIn(page: Page, url: string): Promise<{ left: number; right: number; top: number; bottom: number }> {
  const bytes = Buffer.from(await (await fetch(url)).arrayBuffer()).toString("base64");
  return page.evaluate(async (data) => {
    const picture = await createImageBitmap(new Blob([Uint8Array.from(atob(data), (sign) => sign.charCodeAt(0))]));
    const { width, height } = picture;
    const context = new OffscreenCanvas(width, height).getContext("2d");
    if (!context) throw new Error("no canvas");
    context.drawImage(picture, 0, 0);
    const { data: pixels } = context.getImageData(0, 0, width, height);
    const edges = { left: width, right: 0, top: height, bottom: 0 };
    for (let at = 0; at < pixels.length; at += 4) {
      if ((pixels[at] ?? 0) < 250 || (pixels[at + 1] ?? 0) > 5 || (pixels[at + 2] ?? 0) < 250) continue;
      const [x, y] = [(at / 4) % width, Math.floor(at / 4 / width)];
      edges.left = Math.min(edges.left, x);
      edges.right = Math.max(edges.right, x + 1);
      edges.top = Math.min(edges.top, y);
      edges.bottom = Math.max(edges.bottom, y + 1);
    }
    return { left: edges.left / width, right: edges.right / width, top: edges.top / height, bottom: edges.bottom / height };
  }, bytes);
}
