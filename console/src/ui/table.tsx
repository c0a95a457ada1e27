// A table whose rows are of one kind. It scrolls by itself where it is wider than the page.

import type { ComponentChildren } from "preact";

export interface Column {
  name: string;
  /** `number`: at the right. `unseen`: only a screen reader needs the name, such as that of buttons. */
  as?: "number" | "unseen";
}

export interface TableProps {
  columns: readonly Column[];
  class?: string;
  /** Rows. */
  children: ComponentChildren;
}

export function Table({ columns, class: name, children }: TableProps) {
  return (
    <div class="table-scroll">
      <table class={name === undefined ? "table" : `table ${name}`}>
        <thead>
          <tr>
            {columns.map(({ name, as }) => (
              <th key={name} scope="col" class={as === "number" ? "number" : undefined}>
                {as === "unseen" ? <span class="unseen">{name}</span> : name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </div>
  );
}
