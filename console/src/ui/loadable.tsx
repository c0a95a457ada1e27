// Draws what is being read: the shape of what is coming, the failure, or the thing itself.

import type { ComponentChildren } from "preact";

import type { Loading } from "../api/load.js";
import { Failed } from "./failed.js";

export interface LoadableProps<T> {
  of: Loading<T>;
  /** What stands in its place while it is read, in its size. */
  skeleton?: ComponentChildren;
  children: (value: T) => ComponentChildren;
}

export function Loadable<T>({ of, skeleton, children }: LoadableProps<T>) {
  const loaded = of.loaded.value;
  switch (loaded.state) {
    case "loading":
      return <div aria-busy="true">{skeleton ?? <Lines />}</div>;
    case "failed":
      return <Failed problem={loaded.problem} again={of.again} />;
    case "ready":
      return <>{children(loaded.value)}</>;
  }
}

/** Lines of a text or a table that is coming. */
export function Lines({ lines = 4 }: { lines?: number }) {
  return (
    <div class="stack">
      {Array.from({ length: lines }, (_, line) => (
        <div key={line} class="skeleton" style={{ height: "36px" }} />
      ))}
    </div>
  );
}
