// The Create page: from typing to a result, with the price always in sight, by mouse and by keyboard.

import type { Page } from "@playwright/test";

import { ask } from "./ask.js";
import { isAccessible } from "./axe.js";
import { picture as file } from "./pictures.js";
import { ended, ownTeam, picture, signedIn, type Team } from "./team.js";
import { expect, test } from "./test.js";

let team: Team;
test.beforeAll(async () => {
  team = await ownTeam();
});

const composer = (page: Page) => page.getByRole("region", { name: "Composer" });
const generate = (page: Page) => composer(page).getByRole("button", { name: /^Generate/ });
const price = (page: Page) => composer(page).locator(".price strong");
const jobs = (key: string) => ask<{ jobs: Job[] }>(key, "GET", "/api/v1/creative-hub/generate/jobs").then(({ jobs }) => jobs);

interface Job {
  id: string;
  prompt: string | null;
  provider: string;
  type: string;
  settings: Record<string, unknown>;
}

test("somebody who only types has a first picture with one click, at the price that was shown", async ({ page }) => {
  const own = await ownTeam();
  await signedIn(page, "create", own.owner);
  await composer(page).getByLabel("Prompt", { exact: true }).fill("A red kite over a green hill");
  await expect(price(page)).toHaveText("$0.04");
  await expect(composer(page).getByText("$99.96")).toBeVisible();
  await expect(composer(page).getByText("binding", { exact: true })).toBeVisible();
  await isAccessible(page);
  await generate(page).dblclick();
  await expect(page.locator(".wall .tile img.seen")).toBeVisible();
  expect(await jobs(own.owner)).toHaveLength(1);
  await expect(composer(page).getByLabel("Prompt", { exact: true })).toHaveValue("A red kite over a green hill");
  await expect(page.locator(".purse")).toContainText("$99.96");
});

test("a warning offers the model that does it better, and how much more it costs", async ({ page }) => {
  await signedIn(page, "create", team.owner);
  await composer(page).getByLabel("Prompt", { exact: true }).fill('A poster with the text "Sale 50% off"');
  const warning = composer(page).locator(".notice.warn");
  await expect(warning).toContainText("Seedream 4 draws text badly");
  await warning.getByRole("button", { name: /^Use / }).click();
  await expect(warning.filter({ hasText: "draws text badly" })).toHaveCount(0);
  await expect(composer(page).getByRole("button", { name: /GPT Image 1.5/ })).toHaveAttribute("aria-pressed", "true");
});

test("a film begins with a result, and Animate brings it there", async ({ page }) => {
  const own = await ownTeam();
  await ended(own.owner, await picture(own.owner, "a paper boat", { aspect_ratio: "9:16" }));
  await signedIn(page, "create", own.owner);
  const boat = page.locator(".wall .tile").first();
  await expect(boat.locator("img.seen")).toBeVisible();
  await boat.hover();
  await boat.getByRole("button", { name: "Animate" }).click();
  await expect(composer(page).locator(".start-frame img")).toBeVisible();
  await composer(page).getByLabel("Prompt", { exact: true }).fill("It drifts towards the camera");
  await composer(page).getByRole("button", { name: "10 s", exact: true }).click();
  await expect(price(page)).toHaveText("$0.47");
  await expect(composer(page).getByText("binding, a start frame")).toBeVisible();
  await isAccessible(page);
  await generate(page).click();
  await expect.poll(async () => (await jobs(own.owner)).map(({ type }) => type)).toContain("video");
  const film = (await jobs(own.owner)).find(({ type }) => type === "video");
  expect(film?.settings).toMatchObject({ duration: 10, image_url: expect.stringMatching(/^job:/) as unknown });
});

test("speech with a voice that was found", async ({ page }) => {
  const own = await ownTeam();
  await signedIn(page, "create", own.owner);
  await composer(page).getByRole("button", { name: "Speech", exact: true }).click();
  await composer(page).getByLabel("Text", { exact: true }).fill("Kites for all winds.");
  await composer(page).getByRole("button", { name: /ElevenLabs/ }).click();
  await composer(page).getByLabel("Find a voice").fill("Rachel");
  await composer(page).getByRole("button", { name: /^Rachel/ }).first().click();
  await expect(price(page)).toHaveText("$0.01");
  await isAccessible(page);
  await generate(page).click();
  await expect.poll(async () => (await jobs(own.owner)).map(({ settings }) => settings["voice_id"])).toEqual(["21m00Tcm4TlvDq8ikWAM"]);
});

test("an avatar with a face and a script", async ({ page }) => {
  const own = await ownTeam();
  await signedIn(page, "create", own.owner);
  await composer(page).getByRole("button", { name: "Avatar", exact: true }).click();
  await expect(composer(page).getByText("Choose who speaks.")).toBeVisible();
  await composer(page).locator(".face").first().click();
  await composer(page).getByLabel("Script", { exact: true }).fill("Fly with us this summer.");
  await expect(price(page)).toHaveText(/^\$\d+\.\d\d$/);
  await isAccessible(page);
  await generate(page).click();
  await expect.poll(async () => (await jobs(own.owner)).map(({ type }) => type)).toEqual(["avatar"]);
});

test("by keyboard alone: write, choose another model, generate", async ({ page }) => {
  const own = await ownTeam();
  await signedIn(page, "create", own.owner);
  await composer(page).getByLabel("Prompt", { exact: true }).focus();
  await page.keyboard.type("A lighthouse at dusk");
  const other = composer(page).getByRole("button", { name: /^FLUX.2 pro/ });
  for (let steps = 0; steps < 30 && !(await other.evaluate((one) => one === document.activeElement)); steps += 1) await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await expect(other).toHaveAttribute("aria-pressed", "true");
  await expect(price(page)).toHaveText("$0.05");
  await page.keyboard.press("Control+Enter");
  await expect.poll(async () => (await jobs(own.owner)).map(({ provider, prompt }) => [provider, prompt])).toEqual([["flux_2_pro", "A lighthouse at dusk"]]);
});

test("a team without credits is told what is missing and who can add it", async ({ page }) => {
  const poor = await ownTeam(0);
  await signedIn(page, "create", poor.owner);
  await composer(page).getByLabel("Prompt", { exact: true }).fill("A red kite");
  await expect(composer(page).locator(".notice.bad")).toBeVisible();
  await generate(page).click();
  await expect(composer(page).getByRole("alert").filter({ hasText: "can add credits" })).toContainText("$0.04 are missing");
  expect(await jobs(poor.owner)).toEqual([]);
});

test("a mistake is said at its field, and goes when it is corrected", async ({ page }) => {
  await signedIn(page, "create", team.owner);
  const prompt = composer(page).getByLabel("Prompt", { exact: true });
  await generate(page).click();
  await expect(composer(page).locator("#prompt-mistake")).toContainText("must not be empty");
  await expect(prompt).toBeFocused();
  await prompt.fill("x".repeat(5_001));
  await expect(composer(page).locator("#prompt-mistake")).toContainText("characters long, got 5001");
  await isAccessible(page);
  await prompt.fill("A red kite");
  await expect(composer(page).locator("#prompt-mistake")).toHaveCount(0);
  await expect(price(page)).toHaveText("$0.04");
});

test("what was typed and chosen is there after a reload", async ({ page }) => {
  await signedIn(page, "create", team.owner);
  await composer(page).getByLabel("Prompt", { exact: true }).fill("Kept");
  await composer(page).getByRole("button", { name: "9:16", exact: true }).click();
  await composer(page).getByRole("button", { name: "1 variant" }).click();
  await composer(page).getByRole("button", { name: "4 variants" }).click();
  await page.reload();
  await expect(composer(page).getByLabel("Prompt", { exact: true })).toHaveValue("Kept");
  await expect(composer(page).getByRole("button", { name: "9:16", exact: true })).toHaveAttribute("aria-pressed", "true");
  await expect(composer(page).getByText("binding, 4 variants")).toBeVisible();
});

test("on a slow network the last price stays, and a lost answer is not a second job", async ({ page }) => {
  const own = await ownTeam();
  await signedIn(page, "create", own.owner);
  await composer(page).getByLabel("Prompt", { exact: true }).fill("A slow boat");
  await expect(price(page)).toHaveText("$0.04");
  await page.route("**/generate?dry_run=true", async (route) => {
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    await route.continue();
  });
  await composer(page).getByRole("button", { name: "1 variant" }).click();
  await composer(page).getByRole("button", { name: "2 variants" }).click();
  await expect(composer(page).locator(".price.asking strong")).toHaveText("$0.04");
  await expect(price(page)).toHaveText("$0.07");
  await page.route("**/image-studio/generate", async (route) => {
    await route.fetch();
    await route.abort("connectionreset");
  }, { times: 1 });
  await generate(page).click();
  await expect(composer(page).getByText("The connection is gone.")).toBeVisible();
  await expect(generate(page)).toBeEnabled();
  await generate(page).click();
  await expect(page.getByText("is at work")).toBeVisible();
  expect(await jobs(own.owner)).toHaveLength(1);
});

test("references are uploaded and pasted, and ordered by keyboard", async ({ page }) => {
  const own = await ownTeam();
  await signedIn(page, "create", own.owner);
  await composer(page).getByRole("button", { name: "Drop, paste or pick" }).click();
  const dialog = page.getByRole("dialog", { name: "Choose references" });
  const [chooser] = await Promise.all([page.waitForEvent("filechooser"), dialog.getByRole("button", { name: "Upload" }).click()]);
  await chooser.setFiles([file("kite.png", 400, 400)]);
  await dialog.getByRole("button", { name: "Use it" }).click();
  await expect(composer(page).getByRole("button", { name: /^Reference 1: kite/ })).toBeVisible();
  const pasted = [...file("pasted.png", 400, 400).buffer];
  await page.evaluate((bytes) => {
    const clipboard = new DataTransfer();
    clipboard.items.add(new File([new Uint8Array(bytes)], "pasted.png", { type: "image/png" }));
    document.dispatchEvent(new ClipboardEvent("paste", { clipboardData: clipboard, bubbles: true, cancelable: true }));
  }, pasted);
  const second = composer(page).getByRole("button", { name: /^Reference 2: pasted/ });
  await expect(second).toBeVisible();
  await second.focus();
  await page.keyboard.press("ArrowLeft");
  await expect(composer(page).getByRole("button", { name: /^Reference 1: pasted/ })).toBeFocused();
  await composer(page).getByLabel("Prompt", { exact: true }).fill("The kite from the picture");
  await expect(composer(page).getByText("binding, 2 references")).toBeVisible();
  await isAccessible(page);
});

test("a refused job is edited and made again with all of its settings", async ({ page }) => {
  const own = await ownTeam();
  await ended(own.owner, await picture(own.owner, "sim:moderated a famous mouse", { provider: "nano_banana", aspect_ratio: "4:5", seed: 7, num_variants: 2 }));
  await signedIn(page, "create", own.owner);
  await page.getByRole("button", { name: "Edit and retry" }).first().click();
  await expect(composer(page).getByLabel("Prompt", { exact: true })).toHaveValue("sim:moderated a famous mouse");
  await expect(composer(page).getByRole("button", { name: /^Nano Banana \$/ })).toHaveAttribute("aria-pressed", "true");
  await expect(composer(page).getByRole("button", { name: "4:5", exact: true })).toHaveAttribute("aria-pressed", "true");
  await composer(page).getByLabel("Prompt", { exact: true }).fill("a small mouse");
  await generate(page).click();
  await expect.poll(async () => (await jobs(own.owner)).find(({ prompt }) => prompt === "a small mouse")?.settings).toMatchObject({ seed: 7, num_variants: 2, aspect_ratio: "4:5" });
});

test("a reference by a link is named in the request and not loaded by the page", async ({ page }) => {
  await signedIn(page, "create", team.owner);
  await composer(page).getByRole("button", { name: "By a link" }).click();
  await composer(page).getByLabel("Address of a picture").fill("https://pictures.example/kite.png");
  await composer(page).getByRole("button", { name: "Use it" }).click();
  await expect(composer(page).getByRole("button", { name: /^Reference 1: pictures.example/ })).toBeVisible();
  await expect(composer(page).getByText("for any prompt, a reference")).toBeVisible();
});
