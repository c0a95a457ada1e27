// What the tests have beside a browser: people who are signed in, a team of their own, and promises that hold on every
// page: no request to a foreign host, no report of the content security policy, no error in the page.

import { test as base, expect, type Page } from "@playwright/test";

import type { Who } from "./ask.js";
import { stack } from "./stack.js";

export { expect };

interface Fixtures {
  /** Opens the console at a path, signed in. */
  open: (path: string, who?: Who) => Promise<Page>;
  /** The hosts, beside the console's own, that a page may ask: the storage and the simulated vendors' previews. */
  watched: void;
}

export const test = base.extend<Fixtures>({
  open: async ({ page }, use) => {
    await use(async (path, who = "owner") => {
      await page.goto(`${stack().console}/console/${path}#key=${stack().keys[who]}`);
      return page;
    });
  },
  watched: [
    async ({ page, context }, use) => {
      const wrong: string[] = [];
      page.on("pageerror", (error) => wrong.push(`an error in the page: ${error.message}`));
      page.on("console", (message) => {
        if (/Content.Security.Policy/i.test(message.text())) wrong.push(message.text());
      });
      context.on("request", (request) => {
        const { hostname, protocol } = new URL(request.url());
        if (protocol.startsWith("http") && hostname !== "127.0.0.1") wrong.push(`a request to ${hostname}`);
      });
      await use();
      expect(wrong).toEqual([]);
    },
    { auto: true },
  ],
});
