// Accessibility: axe-core finds nothing, neither in light nor in dark.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Page } from "@playwright/test";

import { expect } from "./test.js";

const SOURCE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

interface Finding {
  id: string;
  nodes: { html: string; failureSummary: string }[];
}

export async function isAccessible(page: Page): Promise<void> {
  for (const theme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme: theme });
    // Colours fade for a moment; what counts is how they end.
    await page.waitForTimeout(250);
    await page.evaluate(SOURCE);
    const findings = await page.evaluate(async () => {
      const { axe } = globalThis as unknown as { axe: { run: (what: Document, how: object) => Promise<{ violations: Finding[] }> } };
      const { violations } = await axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"] });
      return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html, failureSummary }) => `${html} (${failureSummary})`).join(" · ")}`);
    });
    expect(findings, theme).toEqual([]);
  }
  await page.emulateMedia({ colorScheme: "light" });
}
