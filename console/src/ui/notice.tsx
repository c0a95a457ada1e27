// Something said beside the work: a hint, a warning, a failure, a success. It never blocks.

import type { ComponentChildren } from "preact";

import { Icon, type IconName } from "./icon.js";

export type Tone = "info" | "warn" | "bad" | "good";

const ICONS: Record<Tone, IconName> = { info: "info", warn: "warning", bad: "warning", good: "check" };

export function Notice({ tone = "info", children }: { tone?: Tone; children: ComponentChildren }) {
  return (
    <div class={`notice ${tone}`} role={tone === "bad" ? "alert" : undefined}>
      <Icon name={ICONS[tone]} />
      <div>{children}</div>
    </div>
  );
}
