// The Create page: from typing to a result, with the price always in sight, by mouse and by keyboard.

import type { Page } from "@playwright/test";

import { isAccessible } from "./axe.js";
import { picture as file } from "./pictures.js";
import { ask, ended, ownTeam, picture, signedIn, type Team } from "./team.js";
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
