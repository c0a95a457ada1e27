// Pictures of every page for docs/screenshots, light, dark and narrow: `make screenshots`. They are of a team of their own, with
// something on every page, so that a reader sees what people see.

import { mkdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Page } from "@playwright/test";

import { ask } from "./ask.js";
import { stack } from "./stack.js";
import { ended, film, ownTeam, picture, signedIn, type Team } from "./team.js";
import { expect, test } from "./test.js";

const FOLDER = fileURLToPath(new URL("../../docs/screenshots/", import.meta.url));
const LOOKS = [
  { name: "light", scheme: "light", width: 1440, height: 900 },
  { name: "dark", scheme: "dark", width: 1440, height: 900 },
  { name: "narrow", scheme: "light", width: 360, height: 800 },
] as const;
const PROMPTS = [
  "A sleek black wireless headphone on a marble surface, studio lighting",
  "A red kite over a green hill in the evening sun",
  "A vase of tulips by a window, soft light",
  "Waves at a pier, seen from above",
];

test.skip(process.env["SCREENSHOTS"] === undefined, "only for make screenshots");
test.setTimeout(180_000);

let team: Team;

test.beforeAll(async () => {
  team = await ownTeam();
  const ratios = ["9:16", "1:1", "4:5", "16:9"];
  const pictures = await Promise.all(PROMPTS.map((prompt, at) => picture(team.owner, prompt, { aspect_ratio: ratios[at] })));
  const refused = await picture(team.owner, "A logo sim:moderation");
  await ended(team.owner, ...pictures, refused, await film(team.owner, "The kite rises slowly"));
  await ask(team.owner, "POST", "/api/v1/creative-hub/brand-kits", {
    name: "Acme Audio",
    colors: ["#14213d", "#fca311", "#e5e5e5"],
    fonts: ["Inter"],
    voice: "Warm, short sentences, never shouting.",
  });
  for (const name of ["Autumn sale", "Kites", "Portraits"]) {
    await ask(team.owner, "POST", "/api/v1/creative-hub/drive/folders", { name });
  }
  await ask(team.owner, "PUT", "/api/v1/credits/cap", { monthly_cap: 50_000 });
});

for (const { name, scheme, width, height } of LOOKS) {
  test(name, async ({ page }) => {
    mkdirSync(FOLDER, { recursive: true });
    await page.setViewportSize({ width, height });
    await page.emulateMedia({ colorScheme: scheme, reducedMotion: "reduce" });
    await signedIn(page, "create", team.owner);
    await expect(page.getByRole("button", { name: /Generate/ })).toBeVisible();
    await page.getByRole("textbox").first().fill(`${PROMPTS[0]}. Text: “Sale 50% off”`);
    await taken(page, `create-${name}`);
    for (const path of ["jobs", "library", "ads", "brand-kits", "billing", "developers"]) {
      await page.goto(page.url().replace(/console\/.*/, `console/${path}`));
      await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
      if (path === "ads") await beginAd(page);
      await taken(page, `${path}-${name}`);
    }
    await signedIn(page, "operator", stack().keys.operator);
    await expect(page.getByRole("heading", { name: "Teams" })).toBeVisible();
    await taken(page, `operator-${name}`);
  });
}

/** An ad of a film and a picture, with a text on it. */
async function beginAd(page: Page): Promise<void> {
  const picker = page.getByRole("dialog");
  await page.getByRole("button", { name: "Choose clips" }).click();
  await picker.getByRole("button", { name: /^The kite rises/ }).click();
  await picker.getByRole("button", { name: /^A sleek black/ }).click();
  await picker.getByRole("button", { name: /^Use/ }).click();
  await page.getByRole("button", { name: "Add text" }).click();
}

/** Once nothing is being loaded any more. */
async function taken(page: Page, name: string): Promise<void> {
  await page.waitForLoadState("networkidle").catch(() => undefined);
  await page.waitForTimeout(1_200);
  await page.screenshot({ path: `${FOLDER}${name}.jpg`, type: "jpeg", quality: 82, timeout: 15_000 });
}
