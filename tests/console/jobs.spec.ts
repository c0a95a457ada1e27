// Jobs: the panel over every page, the list, one job with its receipt, and what can be done about a job.

import type { Locator, Page } from "@playwright/test";

import { ask } from "./ask.js";
import { isAccessible } from "./axe.js";
import { ended, film, ownTeam, picture, signedIn, type Ended, type Team } from "./team.js";
import { expect, test } from "./test.js";

const JOBS = "/api/v1/creative-hub/generate/jobs";
let team: Team;
test.beforeAll(async () => {
  team = await ownTeam();
});

test("an empty list says so and leads to the first thing", async ({ page }) => {
  const own = await ownTeam(0);
  await signedIn(page, "jobs", own.owner);
  await expect(page.getByRole("heading", { name: "No jobs yet" })).toBeVisible();
  await page.getByRole("link", { name: "Make something" }).click();
  await expect(page).toHaveURL(/\/console\/create/);
});

test("canceling what has not started is free, and says so", async ({ page }) => {
  const id = await film(team.owner, "sim:429=50 a waiting film");
  await signedIn(page, "billing", team.owner);
  await page.keyboard.press("j");
  const card = cardOf(page, "a waiting film");
  await card.getByRole("button", { name: "Cancel" }).click();
  await expect(card.getByText("Stopped before it began. Nothing was charged.")).toBeVisible();
  expect(await ask<Ended>(team.owner, "GET", `${JOBS}/${id}`)).toMatchObject({ status: "failed", cost_cents: 0 });
});

test("canceling what runs where it cannot be stopped says that it goes on", async ({ page }) => {
  await film(team.owner, "sim:slow=100 a film that goes on");
  await signedIn(page, "create", team.owner);
  await page.keyboard.press("j");
  const card = cardOf(page, "a film that goes on");
  await expect(card).toBeVisible();
  // It can be stopped until its vendor has accepted it.
  await page.waitForTimeout(1_500);
  await card.getByRole("button", { name: "Cancel" }).click();
  await expect(card.getByText(/It was too late to stop\. It goes on/)).toBeVisible();
});

test("canceling what has just ended says that there was nothing left to stop", async ({ page }) => {
  const id = await picture(team.owner, "sim:slow=15 a quick one");
  await signedIn(page, "create", team.owner);
  await page.keyboard.press("j");
  const card = cardOf(page, "a quick one");
  const button = card.getByRole("button", { name: "Cancel" });
  await expect(button).toBeVisible();
  // The page does not hear that the job has ended, until it asks to stop it.
  await page.route("**/generate/jobs?**", (route) => route.abort());
  await ended(team.owner, id);
  await button.click();
  await expect(card.getByText("It had just ended, so there was nothing left to stop.")).toBeVisible();
});

test("a retry says its price before, and makes another job", async ({ page }) => {
  const own = await ownTeam();
  await ended(own.owner, await picture(own.owner, "sim:moderated a poster"));
  await signedIn(page, "jobs", own.owner);
  await page.getByRole("link", { name: "a poster" }).click();
  const panel = page.getByRole("dialog");
  await expect(panel.getByText(/content policy refused this request/)).toBeVisible();
  await panel.getByRole("button", { name: "Retry", exact: true }).click();
  await expect(panel.getByRole("button", { name: "Retry for $0.04" })).toBeVisible();
  expect(await countOf(own)).toBe(1);
  await panel.getByRole("button", { name: "Retry for $0.04" }).dblclick();
  await expect.poll(() => countOf(own)).toBe(2);
  await page.keyboard.press("Escape");
  await expect(page.getByRole("row").filter({ hasText: "a poster" })).toHaveCount(2);
});

test("a retry that nobody can pay says what is missing", async ({ page }) => {
  const own = await ownTeam(41);
  await ended(own.owner, await picture(own.owner, "sim:moderated one picture"));
  await ended(own.owner, await picture(own.owner, "the last cents"));
  await signedIn(page, "jobs", own.owner);
  await page.getByRole("link", { name: "one picture" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Retry", exact: true }).click();
  await expect(page.getByText(/Insufficient credits/i)).toBeVisible();
  await expect(page.getByRole("button", { name: "Retry for $0.04" })).toBeDisabled();
});

test("one job by its link: receipt, balances, results; hiding takes it out of the list", async ({ page }) => {
  const own = await ownTeam();
  const id = await picture(own.owner, "a brass lamp");
  await ended(own.owner, id);
  await signedIn(page, `jobs/${id}`, own.owner);
  const panel = page.getByRole("dialog");
  await expect(factOf(panel, "Quote")).toHaveText("$0.04");
  await expect(factOf(panel, "Charged")).toHaveText("$0.04");
  await expect(factOf(panel, "Balance before")).toHaveText("$100.00");
  await expect(factOf(panel, "Balance after")).toHaveText("$99.96");
  await isAccessible(page);
  await panel.getByRole("button", { name: /^Open FLUX/ }).click();
  await expect(page.getByRole("dialog", { name: "FLUX.2 pro" }).getByRole("button", { name: "Download" })).toBeVisible();
  await page.keyboard.press("Escape");
  await panel.getByRole("button", { name: "Hide" }).click();
  await page.getByRole("dialog", { name: "Hide this job?" }).getByRole("button", { name: "Hide" }).click();
  await expect(page.getByRole("heading", { name: "No jobs yet" })).toBeVisible();
  await expect(page).toHaveURL(/\/console\/jobs$/);
});

test("filters are in the address, and pages go on", async ({ page }) => {
  const own = await ownTeam();
  const speech = { text: "a spoken line", provider: "openai_tts", voice_id: "alloy" };
  for (let at = 0; at < 27; at += 1) await ask(own.owner, "POST", "/api/v1/creative-hub/voice-studio/generate", { ...speech, text: `line ${at}` });
  await ended(own.owner, await picture(own.member, "by a member"));
  await signedIn(page, "jobs", own.owner);
  // More than a page has; the next is read ahead of the scrolling.
  await expect(page.getByRole("row").nth(25)).toBeAttached();
  await page.getByRole("row").last().scrollIntoViewIfNeeded();
  await expect(page.getByRole("row")).toHaveCount(29);
  await page.getByRole("group", { name: "Kind" }).getByRole("button", { name: "Image" }).click();
  await expect(page).toHaveURL(/\?type=image$/);
  await expect(page.getByRole("row")).toHaveCount(2);
  await page.getByLabel("State").selectOption({ label: "Failed" });
  await expect(page.getByRole("heading", { name: "No such jobs" })).toBeVisible();
  await page.getByRole("button", { name: "Show all jobs" }).click();
  await page.getByLabel("Member").selectOption("max");
  await expect(page.getByRole("row")).toHaveCount(2);
  await expect(page.getByRole("row").nth(1)).toContainText("by a member");
  await isAccessible(page);
});

test("a member sees their own jobs only", async ({ page }) => {
  const own = await ownTeam();
  const theirs = await picture(own.owner, "the owner's own");
  await ended(own.owner, theirs, await picture(own.member, "a member's own"));
  await signedIn(page, "jobs", own.member);
  await expect(page.getByRole("link", { name: "a member's own" })).toBeVisible();
  await expect(page.getByRole("row")).toHaveCount(2);
  await expect(page.getByLabel("Member")).toHaveCount(0);
  await signedIn(page, `jobs/${theirs}`, own.member);
  await expect(page.getByRole("dialog").getByRole("alert")).toBeVisible();
});

test("two tabs show the same end", async ({ page, context }) => {
  const other = await context.newPage();
  await signedIn(page, "jobs", team.owner);
  await signedIn(other, "jobs", team.owner);
  await picture(team.owner, "sim:slow=40 seen twice");
  for (const tab of [page, other]) {
    await tab.bringToFront();
    await expect(tab.getByRole("row").filter({ hasText: "seen twice" })).toContainText("Done in", { timeout: 30_000 });
  }
});

test("by keyboard alone: the panel, a job of it, its receipt, and back", async ({ page }) => {
  await ended(team.owner, await picture(team.owner, "a walnut"));
  await signedIn(page, "library", team.owner);
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await page.keyboard.press("j");
  const panel = page.getByRole("dialog", { name: "Jobs" });
  await expect(panel).toBeVisible();
  await expect(cardOf(page, "a walnut").getByText(/Done in/)).toBeVisible();
  await isAccessible(page);
  const link = panel.getByRole("link", { name: "a walnut" });
  for (let at = 0; at < 40 && !(await link.evaluate((element) => element === document.activeElement)); at += 1) await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("dialog", { name: "FLUX.2 pro" })).toContainText("Balance after");
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await expect(page).toHaveURL(/\/console\/jobs$/);
});

function cardOf(page: Page, prompt: string): Locator {
  return page.getByRole("dialog", { name: "Jobs" }).getByRole("listitem").filter({ hasText: prompt });
}

function factOf(panel: Locator, name: string): Locator {
  return panel.locator(".facts > div").filter({ has: panel.page().getByText(name, { exact: true }) }).locator("dd");
}

async function countOf(own: Team): Promise<number> {
  const { jobs } = await ask<{ jobs: unknown[] }>(own.owner, "GET", JOBS);
  return jobs.length;
}
