// One thing that a person does with a button: running, then done or failed. A second click while it runs does nothing.

import { useSignal, type ReadonlySignal } from "@preact/signals";

import { problemOf, type Problem } from "./problem.js";

export interface Action<Input extends unknown[]> {
  run: (...input: Input) => Promise<void>;
  running: ReadonlySignal<boolean>;
  problem: ReadonlySignal<Problem | undefined>;
  /** Forgets the problem, for instance because the person has changed what was wrong. */
  clear: () => void;
}

export function useAction<Input extends unknown[]>(act: (...input: Input) => Promise<void>): Action<Input> {
  const running = useSignal(false);
  const problem = useSignal<Problem | undefined>(undefined);
  const run = async (...input: Input) => {
    if (running.value) return;
    running.value = true;
    problem.value = undefined;
    try {
      await act(...input);
    } catch (error) {
      problem.value = problemOf(error);
    } finally {
      running.value = false;
    }
  };
  return { run, running, problem, clear: () => void (problem.value = undefined) };
}
