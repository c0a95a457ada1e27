// Billing: what there is, caps, and a ledger that adds up.

import { readFileSync } from "node:fs";

import { api, ask } from "./ask.js";
import { isAccessible } from "./axe.js";
import { ended, ownTeam, picture, signedIn } from "./team.js";
import { expect, test } from "./test.js";

test("the ledger shows each charge with the balance after it, and the CSV has the same lines", async ({ page }) => {
  const team = await ownTeam(10_000);
  await ended(team.owner, await picture(team.owner, "a kite"));
  await signedIn(page, "billing", team.owner);
  const ledger = page.locator(".ledger");
  await expect(ledger.getByRole("row").nth(1)).toContainText(/Image.*-\$0\.04.*\$9\.96/);
  await expect(ledger.getByRole("row").nth(2)).toContainText(/Grant · a test.*\+\$10\.00.*\$10\.00/);
  await expect(page.getByRole("list", { name: "Spent by kind" })).toContainText("Image$0.04");
  await isAccessible(page);
  const saved = page.waitForEvent("download");
  await page.getByRole("button", { name: "CSV" }).click();
  const lines = readFileSync(await (await saved).path(), "utf8").trimEnd().split("\r\n");
  expect(lines[0]).toMatch(/^created_at,seq,type,amount_usd,balance_after_usd/);
  expect(lines[1]).toMatch(/,generation_image,-0\.04,9\.96,-40,/);
  expect(lines).toHaveLength(3);
  await page.getByLabel("Which lines").selectOption("grant");
  await expect(ledger.getByRole("row")).toHaveCount(2);
  await page.getByLabel("From", { exact: true }).fill("2099-01-01");
  await expect(page.getByText("There is no such line.")).toBeVisible();
});

test("by keyboard alone an owner sets a cap and takes it away, and an amount that is none is told", async ({ page }) => {
  const team = await ownTeam();
  await signedIn(page, "billing", team.owner);
  await page.getByRole("button", { name: "Change the team's cap" }).focus();
  await page.keyboard.press("Enter");
  await page.keyboard.type("fifty");
  await expect(page.getByText("Write dollars, such as 50 or 12.50.")).toBeVisible();
  await isAccessible(page);
  await page.keyboard.press("Control+a");
  await page.keyboard.type("12.50");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("dialog")).toBeHidden();
  await expect(page.getByText("$0.00 of $12.50", { exact: true })).toBeVisible();
  expect(await ask(team.owner, "GET", "/api/v1/credits/balance")).toMatchObject({ monthly_cap: 12_500 });
  await page.getByRole("button", { name: "Change the team's cap" }).click();
  await page.getByRole("button", { name: "No cap" }).click();
  await expect(page.getByText("$0.00 of $12.50", { exact: true })).toBeHidden();
});

test("an amount that the API refuses is told at its field", async ({ page }) => {
  const team = await ownTeam();
  await signedIn(page, "billing", team.owner);
  await page.getByRole("button", { name: "Change the alert" }).click();
  await page.getByLabel("Amount").fill("0");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.locator(".mistake")).toContainText("must be from 1");
});

test("a member's cap holds, and a member sees neither the others nor a button", async ({ page }) => {
  const team = await ownTeam();
  await ended(team.member, await picture(team.member, "a vase"));
  await signedIn(page, "billing", team.owner);
  await page.getByRole("button", { name: "Change the cap of max" }).click();
  await page.getByLabel("Amount").fill("0.05");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("row", { name: "max $0.04 $0.05" })).toBeVisible();
  await signedIn(page, "jobs", team.member);
  await page.getByRole("link", { name: /Available/ }).click();
  await expect(page.getByText("$0.04 of $0.05").first()).toBeVisible();
  await expect(page.getByRole("heading", { name: "Members" })).toBeHidden();
  await expect(page.getByRole("button", { name: /Change/ })).toHaveCount(0);
  await isAccessible(page);
});

test("a team where nothing has happened yet says so", async ({ page }) => {
  const team = await ownTeam(0);
  await page.setViewportSize({ width: 360, height: 800 });
  await signedIn(page, "billing", team.owner);
  await expect(page.getByText("Nothing was charged or given this month yet.")).toBeVisible();
  await expect(page.getByText("There is no such line.")).toBeVisible();
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
});

test("a text in the CSV that a spreadsheet would run is defused", async ({ page }) => {
  const team = await ownTeam(10_000);
  for (const reason of ["=1+1", "+A1", "-A1", "@SUM(A1)", 'a "b", c']) {
    await api("POST", "/api/v1/credits/grants", { team_id: team.id, amount: 10, reason }, "operator");
  }
  await signedIn(page, "billing", team.owner);
  await expect(page.locator(".ledger")).toBeVisible();
  const saved = page.waitForEvent("download");
  await page.getByRole("button", { name: "CSV" }).click();
  const lines = readFileSync(await (await saved).path(), "utf8").trimEnd().split("\r\n");
  for (const cell of ["'=1+1", "'+A1", "'-A1", "'@SUM(A1)", '"a ""b"", c"']) {
    expect(lines.some((line) => line.endsWith(`,${cell}`)), cell).toBe(true);
  }
});

test("a year of five digits, as one types it, does not break the ledger", async ({ page }) => {
  const team = await ownTeam(10_000);
  await signedIn(page, "billing", team.owner);
  await expect(page.locator(".ledger")).toBeVisible();
  await page.getByLabel("From", { exact: true }).fill("12026-01-01");
  await page.getByLabel("To", { exact: true }).fill("12026-01-01");
  await page.getByLabel("Which lines").selectOption("generation_image");
  await expect(page.getByText("There is no such line.")).toBeVisible();
});

test("who changes their own cap sees it at once, and who is told of a low balance is said truly", async ({ page }) => {
  const team = await ownTeam(10_000);
  await ended(team.owner, await picture(team.owner, "a kite"));
  await signedIn(page, "billing", team.owner);
  await page.getByRole("button", { name: "Change the cap of you" }).click();
  await page.getByLabel("Amount").fill("7");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("$0.04 of $7.00", { exact: true })).toBeVisible();
  await page.getByRole("button", { name: "Change the alert" }).click();
  await page.getByLabel("Amount").fill("5");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("Whoever runs this hub is told when the balance falls below $5.00.")).toBeVisible();
});
