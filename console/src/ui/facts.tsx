// Names and what they are, line by line.

import type { ComponentChildren } from "preact";

export interface Named {
  name: string;
  value: ComponentChildren;
}

export function Facts({ facts }: { facts: readonly Named[] }) {
  return (
    <dl class="facts">
      {facts.map(({ name, value }) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd class="figures">{value}</dd>
        </div>
      ))}
    </dl>
  );
}
