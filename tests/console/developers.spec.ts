// API keys: made, shown once, used, rotated, revoked. And a command that works.

import { ask } from "./ask.js";
import { isAccessible } from "./axe.js";
import { stack } from "./stack.js";
import { ownTeam, signedIn } from "./team.js";
import { expect, test } from "./test.js";

async function answers(key: string): Promise<number> {
  return (await fetch(new URL("/api/v1/me", stack().console), { headers: { authorization: `Bearer ${key}` } })).status;
}

test("a key is made, shown once, works, is rotated and is revoked", async ({ page }) => {
  const team = await ownTeam();
  await signedIn(page, "developers", team.owner);
  await page.getByRole("button", { name: "New key" }).click();
  await page.getByLabel("Name").fill("nightly ads");
  await page.getByLabel("Model").selectOption("flux_2_pro");
  await page.getByLabel("Monthly cap").fill("5");
  await isAccessible(page);
  await page.getByRole("button", { name: "Make the key" }).click();
  const secret = page.getByRole("dialog").locator("code");
  const first = await secret.innerText();
  expect(first).toMatch(/^chub_/);
  for (let times = 0; times < 4; times += 1) await page.keyboard.press("Escape");
  await page.mouse.click(5, 5);
  await expect(page.getByText("Without it the key is of no use.")).toBeVisible();
  await isAccessible(page);
  await page.getByRole("button", { name: "I have saved it" }).click();
  await expect(page.getByRole("dialog")).toBeHidden();
  const row = page.getByRole("row", { name: /nightly ads/ });
  await expect(row).toContainText("$0.00 of $5.00");
  await expect(row).toContainText("one model");
  expect(await answers(first)).toBe(200);
  expect(await page.content()).not.toContain(first);

  await page.getByRole("button", { name: "Rotate nightly ads" }).click();
  await page.getByRole("button", { name: "Rotate", exact: true }).click();
  await expect(secret).toContainText("chub_");
  const second = await secret.innerText();
  expect(second).not.toBe(first);
  await page.getByRole("button", { name: "I have saved it" }).click();
  await expect(row).toContainText("Two secrets until");

  await page.getByRole("button", { name: "Revoke nightly ads" }).click();
  await page.getByRole("button", { name: "Revoke", exact: true }).click();
  await expect(row).toContainText("Revoked");
  // The second secret was never used, and so is not remembered anywhere.
  expect(await answers(second)).toBe(401);
  await isAccessible(page);
});

test("by keyboard alone a member makes a key, and no higher role than their own", async ({ page }) => {
  const team = await ownTeam();
  await page.setViewportSize({ width: 360, height: 800 });
  await signedIn(page, "developers", team.member);
  await expect(page.getByRole("row")).not.toHaveCount(0);
  await page.getByRole("button", { name: "New key" }).focus();
  await page.keyboard.press("Enter");
  await expect(page.getByLabel("Role").getByRole("option")).toHaveText(["member"]);
  await page.keyboard.type("mine");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("dialog").locator("code")).toContainText("chub_");
  await page.getByRole("button", { name: "I have saved it" }).focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("row", { name: /mine/ })).toContainText("Active");
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
});

test("the command names the key and does not show it, and its request is taken", async ({ page }) => {
  const team = await ownTeam();
  await signedIn(page, "developers", team.owner);
  const command = await page.locator(".curl pre").innerText();
  expect(command).toContain("$HUB_KEY");
  expect(command).not.toContain(team.owner);
  const [, address = "", body = ""] = /^curl (\S+)[^]*-d '([^]*)'$/.exec(command) ?? [];
  const answer = await fetch(`${new URL(new URL(address).pathname, stack().console)}?dry_run=true`, {
    method: "POST",
    headers: { authorization: `Bearer ${team.owner}`, "content-type": "application/json" },
    body,
  });
  expect(answer.status).toBe(200);
});

test("whose own key is for one model makes keys for no other", async ({ page }) => {
  const team = await ownTeam(0);
  const { key } = await ask<{ key: string }>(team.owner, "POST", "/api/v1/api-keys", { name: "narrow", models: ["flux_2_pro"] });
  await signedIn(page, "developers", key);
  await page.getByRole("button", { name: "New key" }).click();
  await expect(page.getByLabel("Model").getByRole("option")).toHaveCount(2);
  await expect(page.getByLabel("Model").getByRole("option").first()).toHaveText("All that your own key may use");
});
