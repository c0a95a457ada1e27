// A place where nothing is yet: one sentence, and one button that does the first thing.

import type { ComponentChildren } from "preact";

import { Icon, type IconName } from "./icon.js";

export interface BlankProps {
  icon: IconName;
  title: string;
  children?: ComponentChildren;
  /** The first thing to do, as a button or a link. */
  first?: ComponentChildren;
}

export function Blank({ icon, title, children, first }: BlankProps) {
  return (
    <div class="blank">
      <Icon name={icon} />
      <h2>{title}</h2>
      {children && <p>{children}</p>}
      {first}
    </div>
  );
}
