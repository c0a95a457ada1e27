// The wall of results and the viewer: what is made appears by itself, and is looked at, compared, picked and saved.

import { readFile } from "node:fs/promises";
import type { Locator, Page } from "@playwright/test";

import { ask } from "./ask.js";
import { isAccessible } from "./axe.js";
import { ended, film, ownTeam, picture, signedIn, type Team } from "./team.js";
import { expect, test } from "./test.js";

let team: Team;
test.beforeAll(async () => {
  team = await ownTeam();
});

test("nothing made yet is said, and a picture appears by itself where its place was", async ({ page }) => {
  const own = await ownTeam();
  await signedIn(page, "create", own.owner);
  await expect(page.getByRole("heading", { name: "Nothing made yet" })).toBeVisible();
  await picture(own.owner, "sim:slow=40 a lighthouse", { aspect_ratio: "4:5" });
  const running = page.locator(".wall .tile").filter({ hasText: "of about" });
  await expect(running).toContainText("FLUX.2 pro");
  await expect(running).toContainText("$0.04");
  const place = await settled(running);
  const made = tile(page, "a lighthouse");
  await expect(made.locator("img.seen")).toBeVisible();
  expect(await made.boundingBox()).toEqual(place);
});

test("a refused picture says why, what it cost and the way on", async ({ page }) => {
  const id = await picture(team.owner, "sim:moderated a famous mouse");
  await ended(team.owner, id);
  await signedIn(page, "create", team.owner);
  const failed = page.locator(".tile").filter({ hasText: "Refused by moderation" });
  await expect(failed).toContainText("Nothing was charged.");
  await picture(team.owner, "sim:slow=200 a running one");
  await expect(page.locator(".tile").filter({ hasText: "of about" })).toBeVisible();
  await isAccessible(page);
  await failed.getByRole("button", { name: "Edit and retry" }).click();
  await expect(page).toHaveURL(/\/console\/create/);
});

test("hovering plays a film, leaving stops it", async ({ page }) => {
  const id = await film(team.owner, "a river from above");
  await ended(team.owner, id);
  await signedIn(page, "create", team.owner);
  const river = tile(page, "a river from above");
  await river.hover();
  const video = river.locator("video.playing");
  await expect.poll(() => video.evaluate((film: HTMLVideoElement) => !film.paused && film.muted && film.currentTime > 0)).toBe(true);
  await expect(river.getByRole("button", { name: "Add to ad" })).toBeVisible();
  await page.mouse.move(5, 5);
  await expect(video).toHaveCount(0);
});

test("by keyboard alone: walk, look closely, step, pick, label, and back to where one was", async ({ page }) => {
  const own = await ownTeam();
  await ended(own.owner, await picture(own.owner, "four vases", { provider: "seedream_4", num_variants: 4 }));
  await signedIn(page, "create", own.owner);
  const first = tile(page, "four vases").first().locator(".tile-open");
  await expect(first).toBeVisible();
  await expect(tile(page, "four vases").getByRole("button", { name: "Pick" }).first()).toBeAttached();
  await first.focus();
  await page.keyboard.press("ArrowRight");
  const second = tile(page, "four vases").nth(1).locator(".tile-open");
  await expect(second).toBeFocused();
  await page.keyboard.press("p");
  await expect(tile(page, "four vases").nth(1).getByRole("button", { name: "Pick" })).toHaveAttribute("aria-pressed", "true");

  await page.keyboard.press("Enter");
  const viewer = page.getByRole("dialog", { name: "Seedream 4 · B" });
  await expect(viewer).toBeVisible();
  await expect(viewer.getByText("2 of 4", { exact: true })).toBeVisible();
  const big = viewer.locator(".stage-picture");
  await page.keyboard.press("+");
  await expect(big).toHaveCSS("transform", "matrix(1.5, 0, 0, 1.5, 0, 0)");
  await page.keyboard.press("0");
  await expect(big).toHaveCSS("transform", "matrix(1, 0, 0, 1, 0, 0)");

  await expect(viewer.getByText("Balance after")).toBeVisible();
  await expect(viewer.getByText("$99.86")).toBeVisible();
  await viewer.getByLabel("New label").focus();
  await page.keyboard.type("winner");
  await page.keyboard.press("Enter");
  await expect(viewer.getByRole("button", { name: "Take the label winner away" })).toBeVisible();
  await isAccessible(page);

  await page.keyboard.press("Escape");
  await expect(viewer).toBeHidden();
  await expect(second).toBeFocused();
  const { files } = await ask<{ files: { labels: string[] }[] }>(own.owner, "GET", "/api/v1/creative-hub/drive/files?favorite=true");
  expect(files.map(({ labels }) => labels)).toEqual([["winner"]]);

  await page.getByRole("button", { name: "Picked" }).click();
  await expect(page.locator(".wall .tile")).toHaveCount(1);
});

test("two are compared side by side", async ({ page }) => {
  await ended(team.owner, await picture(team.owner, "two chairs", { provider: "seedream_4", num_variants: 2 }));
  await signedIn(page, "create", team.owner);
  await tile(page, "two chairs").first().locator(".tile-open").focus();
  await page.keyboard.press(" ");
  await expect(page.getByText("Choose one more to compare")).toBeVisible();
  await tile(page, "two chairs").nth(1).hover();
  await tile(page, "two chairs").nth(1).getByRole("button", { name: "Choose to compare" }).click();
  await page.getByRole("button", { name: "Compare 2" }).click();
  const dialog = page.getByRole("dialog", { name: "Compare" });
  await expect(dialog.locator("figure")).toHaveCount(2);
  await isAccessible(page);
  await dialog.locator(".stage").first().click();
  for (const side of [0, 1]) await expect(dialog.locator(".stage-picture").nth(side)).toHaveCSS("transform", /^matrix\(2, 0, 0, 2,/);
});

test("a result is saved under its name, and shared by a link that ends when it is withdrawn", async ({ page }) => {
  await ended(team.owner, await picture(team.owner, "a red door"));
  await signedIn(page, "create", team.owner);
  await tile(page, "a red door").locator(".tile-open").click();
  const viewer = page.getByRole("dialog");
  const [saved] = await Promise.all([page.waitForEvent("download"), viewer.getByRole("button", { name: "Download" }).click()]);
  expect(saved.suggestedFilename()).toMatch(/^flux_2_pro-.*\.(png|jpg)$/);
  expect((await readFile(await saved.path())).length).toBeGreaterThan(1_000);

  await viewer.getByRole("button", { name: "Copy a link for anyone" }).click();
  const link = await viewer.getByLabel("Link for anyone").inputValue();
  expect((await fetch(link)).status).toBe(200);
  await viewer.getByRole("button", { name: "Withdraw the link" }).click();
  await expect(viewer.getByRole("button", { name: "Copy a link for anyone" })).toBeVisible();
  expect((await fetch(link)).status).toBe(404);
});

test("reloading in the middle of a job loses nothing", async ({ page }) => {
  await picture(team.owner, "sim:slow=60 a tall ship");
  await signedIn(page, "create", team.owner);
  await expect(page.locator(".tile").filter({ hasText: "of about" })).toBeVisible();
  await page.reload();
  await expect(tile(page, "a tall ship").locator("img.seen")).toBeVisible({ timeout: 30_000 });
});

test("a network that fails is said, and what is there stays", async ({ page }) => {
  await ended(team.owner, await picture(team.owner, "a calm lake"));
  await signedIn(page, "create", team.owner);
  await expect(tile(page, "a calm lake")).toBeVisible();
  await page.route("**/generate/jobs**", (route) => route.abort());
  await expect(page.getByText("You are offline.")).toBeVisible();
  await expect(tile(page, "a calm lake")).toBeVisible();
  await page.unroute("**/generate/jobs**");
  await expect(page.getByText("You are offline.")).toBeHidden();
});

test("a link that does not work any more is asked for again", async ({ page }) => {
  const own = await ownTeam();
  await ended(own.owner, await picture(own.owner, "an old map"));
  let refused = 0;
  await page.route(/\/results\/.*\.(png|jpg|webp)/, (route) => (refused++ === 0 ? route.fulfill({ status: 403 }) : route.continue()));
  await signedIn(page, "create", own.owner);
  await expect(tile(page, "an old map").locator("img.seen")).toBeVisible();
  expect(refused).toBeGreaterThan(1);
});

test("two hundred results: the first is seen within a second, and nothing moves", async ({ page }) => {
  test.setTimeout(180_000);
  const own = await ownTeam();
  const ids: string[] = [];
  for (let at = 0; at < 50; at += 1) {
    // Small ones are made quickly; there are four of each.
    const body = { prompt: `wall ${at}`, provider: "flux_2_pro", num_variants: 4, width: 256, height: [256, 320, 456, 400][at % 4] };
    ids.push((await ask<{ job_id: string }>(own.owner, "POST", "/api/v1/creative-hub/generate/image", body)).job_id);
  }
  await ended(own.owner, ...ids);
  // The page itself is loaded and signed in; what is measured is a reload, as on another morning.
  await signedIn(page, "create", own.owner);
  await expect(page.locator(".tile img.seen").first()).toBeVisible();
  await page.addInitScript(() => {
    const moved = { by: 0, first: 0 };
    Object.assign(globalThis, { moved });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) moved.by += (entry as PerformanceEntry & { value: number }).value;
    }).observe({ type: "layout-shift", buffered: true });
    const look = () => {
      if (document.querySelector(".tile img.seen")) moved.first = performance.now();
      else requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  });
  await page.reload();
  await expect(page.locator(".tile img.seen").first()).toBeVisible();
  await expect(page.locator(".wall .tile")).toHaveCount(200);
  await page.waitForTimeout(1_000);
  const { by, first } = await page.evaluate(() => (globalThis as unknown as { moved: { by: number; first: number } }).moved);
  test.info().annotations.push({ type: "measured", description: `first tile after ${Math.round(first)} ms, moved by ${by}` });
  expect(first).toBeLessThan(1_000);
  expect(by).toBeLessThan(0.01);
});

function tile(page: Page, prompt: string): Locator {
  return page.locator(".wall .tile", { has: page.getByRole("button", { name: new RegExp(`^Open .*${prompt}`) }) });
}

/** Where it stands once it has come to rest. */
async function settled(element: Locator): Promise<unknown> {
  let before: unknown;
  for (;;) {
    const box = await element.boundingBox();
    if (JSON.stringify(box) === JSON.stringify(before)) return box;
    before = box;
    await element.page().waitForTimeout(250);
  }
}
