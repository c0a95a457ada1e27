// A list that is read page by page, as far as somebody scrolls.

import { signal, type ReadonlySignal } from "@preact/signals";
import { useEffect, useMemo } from "preact/hooks";
import type { List } from "@creative-hub/client";

import { problemOf, type Problem } from "./problem.js";

export interface Paged<T> {
  items: ReadonlySignal<readonly T[]>;
  /** `ready`: there is more behind it. `complete`: there is none. */
  state: ReadonlySignal<"reading" | "ready" | "complete" | "failed">;
  problem: ReadonlySignal<Problem | undefined>;
  /** When the list as it is shown was asked for. What this tab has changed since is not in it. */
  since: ReadonlySignal<number>;
  /** Reads the next page, unless one is being read. */
  more: () => void;
  /** Reads the first page again, in the place of everything. */
  again: () => void;
  /** Puts what is known to be true in the place of what was read. */
  set: (items: readonly T[]) => void;
}

/** Reads the first page when the page appears, and again whenever `dependencies` change. */
export function usePages<T>(list: (asked: AbortSignal) => List<T>, dependencies: readonly unknown[]): Paged<T> {
  const paged = useMemo(() => pagesOf(list), dependencies);
  useEffect(() => {
    paged.again();
    return paged.stop;
  }, [paged]);
  return paged;
}

function pagesOf<T>(list: (asked: AbortSignal) => List<T>): Paged<T> & { stop: () => void } {
  const items = signal<readonly T[]>([]);
  const state = signal<"reading" | "ready" | "complete" | "failed">("reading");
  const problem = signal<Problem | undefined>(undefined);
  const since = signal(0);
  let cursor: string | undefined;
  let running = new AbortController();

  const read = (from: string | undefined, put: (page: readonly T[]) => readonly T[]) => {
    running.abort();
    const { signal: asked } = (running = new AbortController());
    const askedAt = Date.now();
    state.value = "reading";
    problem.value = undefined;
    list(asked)
      .page(from)
      .then(
        (page) => {
          if (asked.aborted) return;
          if (from === undefined) since.value = askedAt;
          items.value = put(page.items);
          cursor = page.nextCursor ?? undefined;
          state.value = cursor === undefined ? "complete" : "ready";
        },
        (error: unknown) => {
          if (asked.aborted) return;
          problem.value = problemOf(error);
          state.value = "failed";
        },
      );
  };
  return {
    items,
    state,
    problem,
    since,
    more: () => {
      if (state.value === "ready" || state.value === "failed") read(cursor, (page) => [...items.value, ...page]);
    },
    again: () => read(undefined, (page) => page),
    set: (known) => {
      items.value = known;
    },
    stop: () => running.abort(),
  };
}
