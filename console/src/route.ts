// Which page is open. The address says it, so that links, reload and "back" work as everywhere.

import { computed, signal } from "@preact/signals";

const BASE = "/console";

export const PAGES = ["create", "jobs", "library", "ads", "brand-kits", "billing", "developers", "operator"] as const;
export type Page = (typeof PAGES)[number];

export interface Route {
  page: Page;
  /** What follows the page's name, such as a job's id. */
  rest: string[];
  query: URLSearchParams;
}

const address = signal(location.pathname + location.search);

export const route = computed<Route>(() => read(address.value));

addEventListener("popstate", () => {
  address.value = location.pathname + location.search;
});

/** The address of a page, for links. */
export function to(page: Page, rest: string[] = [], query: Record<string, string> = {}): string {
  const path = [BASE, page, ...rest.map(encodeURIComponent)].join("/");
  const search = new URLSearchParams(query).toString();
  return search === "" ? path : `${path}?${search}`;
}

/** Goes to a page. A new entry in the history, unless it only says more about where one already is. */
export function go(href: string, how: "push" | "replace" = "push"): void {
  if (how === "push") history.pushState(null, "", href);
  else history.replaceState(null, "", href);
  address.value = location.pathname + location.search;
}

/** Follows a link within the console without a load of the page. Clicks that open another tab stay as they are. */
export function followLink(event: MouseEvent): void {
  if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  const link = event.target instanceof Element ? event.target.closest("a") : null;
  if (!link || link.target !== "" || link.hasAttribute("download") || link.origin !== location.origin) return;
  if (!link.pathname.startsWith(`${BASE}/`)) return;
  event.preventDefault();
  go(link.pathname + link.search);
}

function read(href: string): Route {
  const { pathname, searchParams } = new URL(href, location.origin);
  const [name, ...rest] = pathname.slice(BASE.length).split("/").filter(Boolean).map(decodeURIComponent);
  const page = PAGES.find((page) => page === name) ?? "create";
  return { page, rest: page === name ? rest : [], query: searchParams };
}
