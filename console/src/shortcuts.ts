// The keys of the whole console. Where somebody types, letters are letters.

import { signal } from "@preact/signals";

import { go, to } from "./route.js";

export const jobsPanel = signal(false);
export const shortcutList = signal(false);

export const SHORTCUTS: readonly { keys: string; what: string }[] = [
  { keys: "C", what: "Create" },
  { keys: "J", what: "Jobs, from any page" },
  { keys: "L", what: "Library" },
  { keys: "/", what: "Search" },
  { keys: "⌘ ↵", what: "Generate, or what the page's main button does" },
  { keys: "← ↑ → ↓", what: "Walk through a grid" },
  { keys: "Space", what: "Choose in a grid, or play" },
  { keys: "P", what: "Pick, or take the pick away" },
  { keys: "M  T", what: "Move and label, in the library" },
  { keys: "F2  Del", what: "Rename and delete, in the library" },
  { keys: "+ − 0", what: "Closer, farther, all of a picture" },
  { keys: "Esc", what: "Close" },
  { keys: "?", what: "This list" },
];

export function pressed(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.metaKey || event.ctrlKey || event.altKey) return;
  if (isTyping(event.target) || document.querySelector("dialog[open]")) return;
  switch (event.key) {
    case "c":
      return follow(event, () => go(to("create")));
    case "j":
      return follow(event, () => (jobsPanel.value = true));
    case "l":
      return follow(event, () => go(to("library")));
    case "/":
      return follow(event, search);
    case "?":
      return follow(event, () => (shortcutList.value = true));
  }
}

function follow(event: KeyboardEvent, act: () => void): void {
  event.preventDefault();
  act();
}

/** To the page's own search, or to the library's. */
function search(): void {
  const field = document.querySelector<HTMLInputElement>("input[type=search]");
  if (field) field.focus();
  else go(to("library", [], { search: "" }));
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || target.matches("input, textarea, select"));
}
