// What holds on every page: signing in, the shortcuts, what lies over a page.

import { isAccessible } from "./axe.js";
import { stack } from "./stack.js";
import { expect, test } from "./test.js";

const PAGES = ["create", "jobs", "library", "ads", "brand-kits", "billing", "developers"];

for (const path of PAGES) {
  test(`${path} has nothing that axe finds`, async ({ open }) => {
    const page = await open(path);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    await expect(page.getByText("Available").first()).toBeVisible();
    await isAccessible(page);
  });
}

test("a link with a key signs in, and the key leaves the address", async ({ open }) => {
  const page = await open("create");
  await expect(page.getByRole("navigation", { name: "Pages" })).toBeVisible();
  expect(page.url()).not.toContain("key=");
});

test("a pasted key signs in, and a wrong one says so", async ({ page }) => {
  await page.goto(`${stack().console}/console/`);
  await page.getByLabel("API key").fill("chub_live_wrong");
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByRole("alert")).toBeVisible();
  await isAccessible(page);
  await page.getByLabel("API key").fill(stack().keys.owner);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("navigation", { name: "Pages" })).toBeVisible();
});
