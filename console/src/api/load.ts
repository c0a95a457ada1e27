// Reads something for a page and says how far that is. A page draws all three states.

import { signal, type ReadonlySignal } from "@preact/signals";
import { useEffect, useMemo } from "preact/hooks";

import { problemOf, type Problem } from "./problem.js";

export type Loaded<T> = { state: "loading" } | { state: "failed"; problem: Problem } | { state: "ready"; value: T };

export interface Loading<T> {
  loaded: ReadonlySignal<Loaded<T>>;
  /** Reads again. What is shown stays until the answer is there. */
  again: () => void;
  /** Puts what is known to be true in the place of what was read, such as the answer to a change. */
  set: (value: T) => void;
}

/** Reads when the page appears, and again whenever `dependencies` change. */
export function useLoad<T>(read: (signal: AbortSignal) => Promise<T>, dependencies: readonly unknown[]): Loading<T> {
  const loading = useMemo(() => loader(read), dependencies);
  useEffect(() => {
    loading.again();
    return loading.stop;
  }, [loading]);
  return loading;
}

function loader<T>(read: (signal: AbortSignal) => Promise<T>): Loading<T> & { stop: () => void } {
  const loaded = signal<Loaded<T>>({ state: "loading" });
  let running = new AbortController();
  const again = () => {
    running.abort();
    const { signal: asked } = (running = new AbortController());
    if (loaded.value.state === "failed") loaded.value = { state: "loading" };
    read(asked).then(
      (value) => {
        if (!asked.aborted) loaded.value = { state: "ready", value };
      },
      (error: unknown) => {
        if (!asked.aborted) loaded.value = { state: "failed", problem: problemOf(error) };
      },
    );
  };
  const set = (value: T) => {
    loaded.value = { state: "ready", value };
  };
  return { loaded, again, set, stop: () => running.abort() };
}
