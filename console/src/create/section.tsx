// One thing of the composer with its name, and what is said about it at the right.

import type { ComponentChildren } from "preact";

export interface SectionProps {
  name: string;
  hint?: ComponentChildren;
  children: ComponentChildren;
}

export function Section({ name, hint, children }: SectionProps) {
  return (
    <div class="compose" role="group" aria-label={name}>
      <div class="label">
        <h2>{name}</h2>
        {hint && <span class="figures">{hint}</span>}
      </div>
      {children}
    </div>
  );
}
