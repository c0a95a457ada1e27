// Light or dark: as the system has it, until somebody chooses.

import { effect, signal } from "@preact/signals";

export type Theme = "system" | "light" | "dark";

const PLACE = "hub.theme";
const system = matchMedia("(prefers-color-scheme: dark)");
const systemIsDark = signal(system.matches);

export const theme = signal<Theme>(kept());

system.addEventListener("change", ({ matches }) => {
  systemIsDark.value = matches;
});

effect(() => {
  const chosen = theme.value === "system" ? (systemIsDark.value ? "dark" : "light") : theme.value;
  document.documentElement.dataset["theme"] = chosen;
});

export function choose(chosen: Theme): void {
  theme.value = chosen;
  localStorage.setItem(PLACE, chosen);
}

function kept(): Theme {
  const chosen = localStorage.getItem(PLACE);
  return chosen === "light" || chosen === "dark" ? chosen : "system";
}
