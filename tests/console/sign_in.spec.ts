// Signing in at an identity provider: a stack that knows one, and the way there and back with PKCE.

import { expect, test } from "@playwright/test";

import { isAccessible } from "./axe.js";
import { AUDIENCE, CLIENT_ID, freePort, startIssuer } from "./issuer.js";
import { startStack } from "./stack.js";

test("somebody signs in at the team's identity provider and comes back to where they were", async ({ page }) => {
  const port = await freePort();
  const issuer = `http://127.0.0.1:${port}`;
  const { ready, stop } = await startStack({
    JWT_ISSUER: issuer,
    JWT_JWKS_URL: `${issuer}/jwks`,
    JWT_AUDIENCE: AUDIENCE,
    CONSOLE_CLIENT_ID: CLIENT_ID,
    CONSOLE_SCOPES: "openid offline_access",
  });
  const stopIssuer = await startIssuer(port, ready.api, ready.teams[0] ?? "");
  try {
    await page.goto(`${ready.api}/console/billing`);
    await isAccessible(page);
    await page.getByRole("button", { name: "Sign in with 127.0.0.1" }).click();
    await page.getByPlaceholder("Enter any login").fill("mia");
    await page.getByPlaceholder("and password").fill("of no weight");
    await page.getByRole("button", { name: "Sign-in" }).click();
    await page.getByRole("button", { name: "Continue" }).click();
    await expect(page.getByRole("heading", { level: 1, name: "Billing" })).toBeVisible();
    expect(new URL(page.url()).pathname).toBe("/console/billing");
    expect(page.url()).not.toContain("code=");
    await page.reload();
    await expect(page.getByRole("link", { name: /Available/ })).toContainText("$100.00");
  } finally {
    await stopIssuer();
    await stop();
  }
});
