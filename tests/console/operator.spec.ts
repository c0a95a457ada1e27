// The page of those who run the hub: teams, credits with a reason, routes, open jobs. Nobody else has it.

import { isAccessible } from "./axe.js";
import { stack } from "./stack.js";
import { ask, ended, ownTeam, picture, signedIn, type Team } from "./team.js";
import { expect, test } from "./test.js";

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
