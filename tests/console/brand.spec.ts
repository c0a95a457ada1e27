// Brand kits: made, seen in their own colours, changed, used, deleted.

import { api } from "./ask.js";
import { isAccessible } from "./axe.js";
import { picture } from "./pictures.js";
import { stack } from "./stack.js";
import { expect, test } from "./test.js";

const KITS = "/api/v1/creative-hub/brand-kits";

interface Kit {
  id: string;
  name: string;
}

const named = (name: string) => `${name} ${crypto.randomUUID().slice(0, 8)}`;
const kitOf = (name: string, more: object = {}) => api<Kit>("POST", KITS, { name: named(name), ...more });

test("a kit is made with colours, a font, a logo and a voice, and says what it adds to a prompt", async ({ open }) => {
  const name = named("Acme");
  const page = await open("brand-kits");
  await page.getByRole("button", { name: "New brand kit" }).first().click();
  await page.getByLabel("Name").fill(name);
  await page.getByRole("button", { name: "Add a colour" }).click();
  await page.getByLabel("Colour 1 in figures").fill("#d4342c");
  await page.getByRole("button", { name: "Add a colour" }).click();
  await page.getByLabel("Colour 2 in figures").fill("#d4352d");
  await expect(page.getByText("hard to read")).toBeVisible();
  await page.getByLabel("Colour 2 in figures").fill("#f7f3ea");
  await expect(page.getByText("The first two on each other: 4.4 : 1")).toBeVisible();
  await page.getByRole("button", { name: "Add a font" }).click();
  await page.getByLabel("Font 1", { exact: true }).fill("No Such Font");
  await page.getByLabel("Voice").fill("Warm and plain.");
  await isAccessible(page);

  await page.getByRole("button", { name: "Choose a picture" }).click();
  const picker = page.getByRole("dialog", { name: "Choose a logo" });
  const [chooser] = await Promise.all([page.waitForEvent("filechooser"), picker.getByRole("button", { name: "Upload", exact: true }).click()]);
  await chooser.setFiles([picture("logo.png")]);
  await expect(picker).toBeHidden();
  await expect(page.getByRole("dialog").getByRole("img", { name: /on dark ground/ })).toBeVisible();
  // The same again, out of the library and by keyboard alone.
  await page.getByRole("button", { name: "Choose another" }).focus();
  await page.keyboard.press("Enter");
  await picker.getByRole("searchbox").fill("LOGO");
  await expect(picker.getByRole("list", { name: "Folders" })).toBeHidden();
  await picker.getByRole("button", { name: "logo.png" }).first().focus();
  await page.keyboard.press("Enter");
  await expect(picker).toBeHidden();
  await page.getByRole("button", { name: "Save" }).click();

  const card = page.getByRole("article", { name });
  await expect(card.getByText("Brand colours: #d4342c, #f7f3ea")).toBeVisible();
  await expect(card.getByText("Brand voice: Warm and plain.")).toBeVisible();
  await expect(card.getByText("No Such Font is not on this computer")).toBeVisible();
  await expect(card.getByRole("img", { name: /on light ground/ })).toBeVisible();
  const color = await card.getByRole("list", { name: "Colours" }).getByRole("listitem").first().evaluate((item) => getComputedStyle(item).backgroundColor);
  expect(color).toBe("rgb(212, 52, 44)");
  const { brand_kits: kits } = await api<{ brand_kits: (Kit & { logo: string })[] }>("GET", KITS);
  expect(kits.find((kit) => kit.name === name)?.logo).toMatch(/^asset:/);
});

test("what a kit adds is what a job's prompt gets", async ({ open }) => {
  const kit = await kitOf("Exact", { colors: ["#0f3d3e"], voice: "Calm." });
  const quote = await api<{ settings: { applied: { prompt: string } } }>(
    "POST",
    "/api/v1/creative-hub/image-studio/generate?dry_run=true",
    { prompt: "a kite", brand_kit_id: kit.id },
  );
  const page = await open("brand-kits");
  const words = page.getByRole("article", { name: kit.name }).locator(".kit-words p").first();
  await expect(words).toHaveText(quote.settings.applied.prompt.slice("a kite".length).trim());
});

test("by keyboard alone a kit is changed and deleted", async ({ open }) => {
  const kit = await kitOf("Keys", { colors: ["#101010"] });
  const page = await open("brand-kits");
  const card = page.getByRole("article", { name: kit.name });
  await card.getByRole("button", { name: "Edit" }).focus();
  await page.keyboard.press("Enter");
  await expect(page.getByLabel("Name")).toBeFocused();
  await page.keyboard.press("End");
  await page.keyboard.type(" again");
  await page.keyboard.press("Enter");
  const changed = page.getByRole("article", { name: `${kit.name} again` });
  await expect(changed.getByText("Brand colours: #101010")).toBeVisible();
  await changed.getByRole("button", { name: "Delete" }).focus();
  await page.keyboard.press("Enter");
  await page.getByRole("button", { name: "Delete it" }).focus();
  await page.keyboard.press("Enter");
  await expect(changed).toBeHidden();
});

test("a wrong colour is said at the colours, and what was typed outlives a reload", async ({ open }) => {
  const page = await open("brand-kits");
  await page.getByRole("button", { name: "New brand kit" }).first().click();
  await page.getByLabel("Name").fill("Half done");
  await page.getByRole("button", { name: "Add a colour" }).click();
  await page.getByLabel("Colour 1 in figures").fill("#12");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("group", { name: /Colours/ }).locator(".bad")).toBeVisible();
  await page.reload();
  await expect(page.getByLabel("Name")).toHaveValue("Half done");
  await page.getByRole("button", { name: "Cancel" }).click();
  await page.reload();
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await expect(page.getByRole("dialog")).toBeHidden();
});

test("a member uses a kit that another made, and cannot change it", async ({ open }) => {
  const kit = await kitOf("Owners");
  const page = await open("brand-kits", "member");
  const card = page.getByRole("article", { name: kit.name });
  await expect(card.getByText("Nothing.")).toBeVisible();
  await expect(card.getByRole("button", { name: "Edit" })).toBeHidden();
  await card.getByRole("link", { name: "Use in Create" }).click();
  await expect(page).toHaveURL(/\/console\/create/);
});

test("kits that cannot be read say so; a team without any is led to its first", async ({ open, page: begun }) => {
  await begun.route(/brand-kits\?/, (route) => route.abort());
  const page = await open("brand-kits", "other_team_owner");
  await expect(page.getByText("The connection is gone.").first()).toBeVisible();
  await begun.unroute(/brand-kits\?/);
  await page.getByRole("button", { name: "Try again" }).first().click();
  await expect(page.getByText("No brand kit yet")).toBeVisible();
  await isAccessible(page);
});

test("two tabs: a kit that one has changed is shown by the other when somebody comes back", async ({ open, context }) => {
  const kit = await kitOf("Tabs");
  const first = await open("brand-kits");
  await expect(first.getByRole("article", { name: kit.name })).toBeVisible();
  const second = await context.newPage();
  await second.goto(`${stack().console}/console/brand-kits#key=${stack().keys.owner}`);
  await second.getByRole("article", { name: kit.name }).getByRole("button", { name: "Edit" }).click();
  await second.getByLabel("Name").fill(`${kit.name} renamed`);
  await second.getByRole("button", { name: "Save" }).click();
  await expect(second.getByRole("article", { name: `${kit.name} renamed` })).toBeVisible();
  await second.close();
  await first.evaluate(() => document.dispatchEvent(new Event("visibilitychange")));
  await expect(first.getByRole("article", { name: `${kit.name} renamed` })).toBeVisible();
});
