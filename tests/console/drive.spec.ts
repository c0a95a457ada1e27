// The library: uploads, folders, finding things again, sharing them. Each test works in a folder of its own.

import type { Page } from "@playwright/test";

import { api, type Who } from "./ask.js";
import { isAccessible } from "./axe.js";
import { picture } from "./pictures.js";
import { stack } from "./stack.js";
import { ownTeam } from "./team.js";
import { expect, test } from "./test.js";

const DRIVE = "/api/v1/creative-hub/drive";

interface Folder {
  id: string;
  name: string;
}

interface DriveFile {
  id: string;
  name: string;
}

const folderNamed = (name: string, parent?: Folder, who?: Who) =>
  api<Folder>("POST", `${DRIVE}/folders`, { name: `${name} ${crypto.randomUUID().slice(0, 8)}`, parent_id: parent?.id ?? null }, who);

/** Puts a picture there without the page. */
async function put(folder: Folder, name: string, who?: Who): Promise<DriveFile> {
  const { buffer, mimeType } = picture(name);
  const announced = { name, mime: mimeType, bytes: buffer.length, folder_id: folder.id };
  const upload = await api<{ id: string; url: string; method: string; headers: Record<string, string> }>("POST", `${DRIVE}/uploads`, announced, who);
  const sent = await fetch(upload.url, { method: upload.method, headers: upload.headers, body: new Uint8Array(buffer) });
  expect(sent.ok).toBe(true);
  return api<DriveFile>("POST", `${DRIVE}/uploads/${upload.id}/complete`, undefined, who);
}

const tile = (page: Page, name: string) => page.getByRole("list", { name: "Files" }).getByRole("link", { name });

async function choose(page: Page, files: ReturnType<typeof picture>[]): Promise<void> {
  const [chooser] = await Promise.all([page.waitForEvent("filechooser"), page.getByRole("button", { name: "Upload", exact: true }).click()]);
  await chooser.setFiles(files);
}

async function menu(page: Page, thing: string, item: string): Promise<void> {
  await page.getByRole("button", { name: `What to do with ${thing}` }).click();
  await page.getByRole("button", { name: item, exact: true }).click();
}

async function rename(page: Page, name: string, wanted: string): Promise<void> {
  await menu(page, name, "Rename");
  await page.getByLabel("Name", { exact: true }).fill(wanted);
  await page.keyboard.press("Enter");
  await expect(tile(page, wanted)).toBeVisible();
}

test("files are uploaded by the button and by a drop, and one that is none is refused", async ({ open }) => {
  const folder = await folderNamed("Uploads");
  const page = await open(`library/${folder.id}`);
  await expect(page.getByText("This folder is empty")).toBeVisible();
  await choose(page, [picture("red.png"), picture("blue.png")]);
  await expect(tile(page, "red.png")).toBeVisible();
  await expect(tile(page, "blue.png")).toBeVisible();

  const dropped = await page.evaluateHandle((text) => {
    const files = new DataTransfer();
    files.items.add(new File([text], "note.png", { type: "image/png" }));
    return files;
  }, "this is no picture");
  const place = page.getByRole("heading", { level: 1 });
  await place.dispatchEvent("dragenter", { dataTransfer: dropped });
  await expect(page.getByText("Drop to upload into")).toBeVisible();
  await place.dispatchEvent("drop", { dataTransfer: dropped });
  const uploads = page.getByRole("region", { name: "Uploads" });
  await expect(uploads.getByRole("listitem").filter({ hasText: "note.png" })).toContainText("It was announced as image/png");
  await uploads.getByRole("button", { name: "Dismiss uploads" }).click();
  await expect(uploads).toBeHidden();
  await isAccessible(page);
});

test("a slow upload tells how far it is, and is cancelled", async ({ open }) => {
  const folder = await folderNamed("Slow");
  const page = await open(`library/${folder.id}`);
  await expect(page.getByText("This folder is empty")).toBeVisible();
  const network = await page.context().newCDPSession(page);
  await network.send("Network.enable");
  await network.send("Network.emulateNetworkConditions", { offline: false, latency: 0, downloadThroughput: -1, uploadThroughput: 400_000 });
  await choose(page, [picture("large.png", 1024, 1024)]);
  const row = page.getByRole("region", { name: "Uploads" }).getByRole("listitem");
  await expect(row).toContainText(/\d+ KB of 3\.\d MB/);
  await expect(row.getByRole("progressbar")).toBeVisible();
  await row.getByRole("button", { name: "Cancel large.png" }).click();
  await expect(row).toContainText("Cancelled");
  const { files } = await api<{ files: DriveFile[] }>("GET", `${DRIVE}/files?folder=${folder.id}`);
  expect(files).toEqual([]);
});

test("folders are made, renamed, filled by dragging, moved, and not deleted while something is in them", async ({ open }) => {
  const root = await folderNamed("Season");
  await put(root, "kite.png");
  const page = await open(`library/${root.id}`);
  await page.getByRole("button", { name: "New folder" }).click();
  await page.getByLabel("Name of the folder").fill("Approved");
  await page.keyboard.press("Enter");
  const card = page.getByRole("list", { name: "Folders" }).getByRole("link", { name: /^Approved/ }).last();
  await expect(card).toBeVisible();

  await tile(page, "kite.png").dragTo(card);
  await expect(tile(page, "kite.png")).toBeHidden();
  await expect(card).toContainText("1");
  await menu(page, "the folder Approved", "Delete…");
  await page.getByRole("button", { name: "Delete it" }).click();
  await expect(page.getByRole("alert")).toContainText("empty");

  await card.click();
  await expect(page.getByRole("heading", { level: 1, name: "Approved" })).toBeVisible();
  await menu(page, "kite.png", "Move…");
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: root.name, exact: true }).click();
  await dialog.getByRole("button", { name: "Move", exact: true }).click();
  await expect(page.getByText("This folder is empty")).toBeVisible();
  await page.getByRole("navigation", { name: "Where this is" }).getByRole("link", { name: root.name }).click();
  await expect(tile(page, "kite.png")).toBeVisible();
  await menu(page, "the folder Approved", "Delete…");
  await page.getByRole("button", { name: "Delete it" }).click();
  await expect(card).toBeHidden();
});

test("a file is renamed in its place, picked, labelled, found by them, and deleted", async ({ open }) => {
  const folder = await folderNamed("Marks");
  await put(folder, "first.png");
  await put(folder, "second.png");
  const page = await open(`library/${folder.id}`);
  await rename(page, "first.png", "hero.png");

  await page.getByRole("button", { name: "Pick hero.png" }).click();
  await page.getByRole("button", { name: "Picked", exact: true }).click();
  await expect(tile(page, "second.png")).toBeHidden();
  await expect(tile(page, "hero.png")).toBeVisible();
  await page.getByRole("button", { name: "Picked", exact: true }).click();

  await page.getByRole("button", { name: "Select second.png" }).click();
  await tile(page, "hero.png").click();
  await page.getByRole("region", { name: "Selected files" }).getByRole("button", { name: "Label" }).click();
  await page.getByLabel("Label", { exact: false }).last().fill("autumn");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("button", { name: "# autumn" })).toBeVisible();

  await page.getByRole("region", { name: "Selected files" }).getByRole("button", { name: "Delete" }).click();
  await page.getByRole("button", { name: "Delete 2 files" }).click();
  await expect(page.getByText("This folder is empty")).toBeVisible();
});

test("a shared link opens without a key until it is withdrawn", async ({ open }) => {
  const folder = await folderNamed("Shared");
  const file = await put(folder, "poster.png");
  const page = await open(`library/${folder.id}?file=${file.id}`);
  const dialog = page.getByRole("dialog", { name: "poster.png" });
  await dialog.getByLabel("Ends after (optional)").fill("2099-12-31");
  await dialog.getByRole("button", { name: "Make a link" }).click();
  const link = await dialog.getByLabel("Shared link").inputValue();
  await expect(dialog.getByText("until the end of Dec 31, 2099")).toBeVisible();
  expect((await fetch(link)).status).toBe(200);
  await isAccessible(page);
  await dialog.getByRole("button", { name: "Withdraw" }).click();
  await page.getByRole("button", { name: "Withdraw it" }).click();
  await expect(dialog.getByRole("button", { name: "Make a link" })).toBeVisible();
  expect((await fetch(link)).status).toBe(404);
});

test("by keyboard alone: walk, select, label, move, open, turn, close", async ({ open }) => {
  const folder = await folderNamed("Keys");
  const inner = await folderNamed("Inner", folder);
  for (const name of ["a.png", "b.png", "c.png"]) await put(folder, name);
  const page = await open(`library/${folder.id}`);
  await tile(page, "c.png").focus();
  await page.keyboard.press("ArrowRight");
  await expect(tile(page, "b.png")).toBeFocused();
  await page.keyboard.press("Space");
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("Space");
  await expect(page.getByRole("region", { name: "Selected files" })).toContainText("2 files");
  await page.keyboard.press("m");
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: folder.name, exact: true }).focus();
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("ArrowDown");
  await expect(dialog.getByRole("button", { name: inner.name, exact: true })).toBeFocused();
  await page.keyboard.press("Enter");
  await dialog.getByRole("button", { name: "Move", exact: true }).focus();
  await page.keyboard.press("Enter");
  await expect(tile(page, "b.png")).toBeHidden();
  await tile(page, "c.png").focus();
  await page.keyboard.press("p");
  await expect(page.getByRole("button", { name: "c.png is picked" })).toBeAttached();

  await page.getByRole("list", { name: "Folders" }).getByRole("link", { name: inner.name }).last().focus();
  await page.keyboard.press("Enter");
  await tile(page, "b.png").focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("dialog", { name: "b.png" })).toBeVisible();
  await page.keyboard.press("ArrowRight");
  await expect(page.getByRole("dialog", { name: "a.png" })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toBeHidden();
});

test("a member adds files, and cannot change what is others'", async ({ open }) => {
  const folder = await folderNamed("Team");
  await put(folder, "owners.png");
  const page = await open(`library/${folder.id}`, "member");
  await choose(page, [picture("members.png")]);
  await expect(tile(page, "members.png")).toBeVisible();
  await page.getByRole("button", { name: "What to do with owners.png" }).click();
  await expect(page.getByRole("button", { name: "Download", exact: true })).toBeVisible();
  await expect(page.getByRole("button", { name: "Rename" })).toBeHidden();
  await page.keyboard.press("Escape");
  await rename(page, "members.png", "mine.png");
});

test("what one tab changes, another shows when somebody comes back to it", async ({ open, context }) => {
  const folder = await folderNamed("Tabs");
  await put(folder, "old name.png");
  const first = await open(`library/${folder.id}`);
  await rename(first, "old name.png", "my name.png");
  const second = await context.newPage();
  await second.goto(`${stack().console}/console/library/${folder.id}#key=${stack().keys.owner}`);
  await rename(second, "my name.png", "their name.png");
  await second.close();
  await first.evaluate(() => document.dispatchEvent(new Event("visibilitychange")));
  await expect(tile(first, "their name.png")).toBeVisible();
});

test("a list that cannot be read says so and is read again", async ({ open, page: begun }) => {
  const folder = await folderNamed("Broken");
  await put(folder, "there.png");
  await begun.route(/drive\/files\?/, (route) => route.abort());
  const page = await open(`library/${folder.id}`);
  await expect(page.getByText("The connection is gone.").first()).toBeVisible();
  await page.unroute(/drive\/files\?/);
  await page.getByRole("button", { name: "Try again" }).first().click();
  await expect(tile(page, "there.png")).toBeVisible();
});

test("a search finds a file in whatever folder it lies, and leads there", async ({ open }) => {
  const root = await folderNamed("Deep");
  const inner = await folderNamed("Deeper", root);
  const name = `needle ${crypto.randomUUID().slice(0, 8)}.png`;
  await put(inner, name);
  const page = await open("create");
  await expect(page.getByRole("heading", { level: 1 }).first()).toBeAttached();
  await page.keyboard.press("l");
  await page.getByRole("searchbox").fill(name.slice(0, 12).toUpperCase());
  await expect(tile(page, name)).toBeVisible();
  await page.getByRole("list", { name: "Files" }).getByRole("link", { name: inner.name }).click();
  await expect(page.getByRole("heading", { level: 1, name: inner.name })).toBeVisible();
  await page.getByRole("searchbox").fill("no such file anywhere");
  await expect(page.getByText("Nothing is called “no such file anywhere”")).toBeVisible();
  await page.getByRole("button", { name: "Show everything" }).click();
  await expect(tile(page, name)).toBeVisible();
});

test("a long list is read page by page as somebody scrolls", async ({ open, page: begun }) => {
  const folder = await folderNamed("Long");
  const names = Array.from({ length: 12 }, (_, at) => `picture ${at}.png`);
  for (const name of names) await put(folder, name);
  const asked: string[] = [];
  await begun.route(/drive\/files\?/, (route) => {
    asked.push(route.request().url());
    return route.continue({ url: route.request().url().replace("limit=100", "limit=5") });
  });
  const page = await open(`library/${folder.id}`);
  for (const name of names) await expect(tile(page, name)).toBeAttached();
  expect(new Set(asked).size).toBe(3);
  await page.getByLabel("Order").selectOption("name");
  await expect(page.getByRole("list", { name: "Files" }).getByRole("link").first()).toHaveAccessibleName("picture 0.png");
  await page.getByRole("button", { name: "List" }).click();
  await expect(page.getByRole("row")).toHaveCount(names.length + 1);
  await isAccessible(page);
  await page.getByRole("button", { name: "Grid" }).click();
});

test("a result appears by itself, says where it came from, is downloaded, and goes on to other pages", async ({ open }) => {
  const folder = await folderNamed("Results");
  const page = await open(`library/${folder.id}`);
  await expect(page.getByText("This folder is empty")).toBeVisible();
  const prompt = "a paper boat in the rain";
  await api("POST", "/api/v1/creative-hub/generate/image", { prompt, drive_folder_id: folder.id });
  const file = page.getByRole("list", { name: "Files" }).getByRole("link").first();
  await expect(file).toBeVisible({ timeout: 30_000 });
  await file.click();
  const dialog = page.getByRole("dialog");
  await expect(dialog.getByText(prompt)).toBeVisible();
  await expect(dialog.getByRole("img")).toBeVisible();
  const [saved] = await Promise.all([page.waitForEvent("download"), dialog.getByRole("button", { name: "Download" }).click()]);
  expect(saved.suggestedFilename()).toMatch(/\.(png|jpg)$/);
  await dialog.getByRole("button", { name: "Add to ad" }).click();
  await expect(page).toHaveURL(/\/console\/ads/);
  await page.goBack();
  await page.getByRole("dialog").getByRole("button", { name: "Animate" }).click();
  await expect(page).toHaveURL(/\/console\/create/);
});

test("a team that has nothing yet is led to its first upload", async ({ page }) => {
  const team = await ownTeam(0);
  await page.goto(`${stack().console}/console/library#key=${team.owner}`);
  await expect(page.getByText("Your library is empty")).toBeVisible();
  const [chooser] = await Promise.all([page.waitForEvent("filechooser"), page.getByRole("button", { name: "Upload files" }).click()]);
  await chooser.setFiles([picture("first.png")]);
  await expect(tile(page, "first.png")).toBeVisible();
  await expect(page.getByText("Your library is empty")).toBeHidden();
});
