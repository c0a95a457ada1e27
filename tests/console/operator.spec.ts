// The page of those who run the hub: teams, credits with a reason, routes, open jobs. Nobody else has it.

import type { Page } from "@playwright/test";

import { api, ask } from "./ask.js";
import { isAccessible } from "./axe.js";
import { stack } from "./stack.js";
import { ended, ownTeam, picture, signedIn, type Team } from "./team.js";
import { expect, test } from "./test.js";

/** Its id is among the first, so that it is on the first page of the list. */
async function namedTeam(): Promise<{ id: string; name: string }> {
  const unique = crypto.randomUUID().slice(0, 8);
  return api("POST", "/api/v1/teams", { id: `0-${unique}`, name: `Swifts ${unique}` }, "operator");
}

async function writeGrant(page: Page, name: string, dollars: string): Promise<void> {
  await signedIn(page, "operator", stack().keys.operator);
  await page.getByRole("row", { name }).getByRole("button", { name: /Give credits/ }).click();
  await page.getByLabel("Amount").fill(dollars);
  await page.getByLabel("Reason").fill("a test");
}

test("an operator makes a team and gives it credits, and its ledger says why", async ({ page }) => {
  await signedIn(page, "operator", stack().keys.operator);
  await expect(page.getByRole("heading", { name: "Routes" })).toBeVisible();
  await page.getByRole("button", { name: "New team" }).click();
  const name = `Kites ${Date.now()}`;
  await page.getByLabel("Name").fill(name);
  await page.keyboard.press("Enter");
  const row = page.getByRole("row", { name });
  await expect(row).toBeVisible();
  await row.getByRole("button", { name: /Give credits/ }).click();
  await page.getByLabel("Amount").fill("12.50");
  await page.getByLabel("Reason").fill("the first order");
  await isAccessible(page);
  await page.getByRole("button", { name: "Give $12.50" }).click();
  await expect(page.getByText(`${name} has $12.50 now.`)).toBeVisible();
  await page.getByText("All routes").click();
  await expect(page.getByRole("table").filter({ hasText: "Vendor" }).last()).toContainText("in use");
  await isAccessible(page);
});

test("what is taken back is an adjustment, and the note says what is left", async ({ page }) => {
  const team = await namedTeam();
  await api("POST", "/api/v1/credits/grants", { team_id: team.id, amount: 10_000, reason: "a test" }, "operator");
  await writeGrant(page, team.name, "-2.50");
  await page.getByRole("button", { name: "Take back $2.50" }).click();
  await expect(page.getByText(`${team.name} has $7.50 now.`)).toBeVisible();
});

test("a grant whose answer is lost and that is sent again is one grant", async ({ page }) => {
  const team = await namedTeam();
  await writeGrant(page, team.name, "2.50");
  let lost = false;
  await page.route("**/credits/grants", async (route) => {
    if (lost) return route.continue();
    lost = true;
    await route.fetch();
    await route.abort();
  });
  await page.getByRole("button", { name: "Give $2.50" }).click();
  await expect(page.getByRole("dialog").getByText("The connection is gone.")).toBeVisible();
  await page.getByRole("button", { name: "Give $2.50" }).click();
  await expect(page.getByText(`${team.name} has $2.50 now.`)).toBeVisible();
  // The same on purpose is another one.
  await writeGrant(page, team.name, "2.50");
  await page.getByRole("button", { name: "Give $2.50" }).click();
  await expect(page.getByText(`${team.name} has $5.00 now.`)).toBeVisible();
});

test("an open job of any team is shown, and nothing of what it says", async ({ page }) => {
  const team: Team = await ownTeam();
  const id = await picture(team.owner, "a secret kite sim:slow=20");
  await signedIn(page, "operator", stack().keys.operator);
  await expect(page.getByRole("row", { name: new RegExp(team.id) }).first()).toContainText("Image, FLUX.2");
  await expect(page.getByText("secret kite")).toHaveCount(0);
  await ask(team.owner, "POST", `/api/v1/creative-hub/generate/jobs/${id}/cancel`).catch(() => undefined);
  await ended(team.owner, id);
});

test("for others the page is not in the list, and its address explains", async ({ open }) => {
  const page = await open("operator", "owner");
  await expect(page.getByText("This page is for those who run the hub")).toBeVisible();
  await expect(page.getByRole("link", { name: "Operator" })).toHaveCount(0);
  await isAccessible(page);
});
