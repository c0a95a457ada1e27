// Something that is asked over the page, and answered: `ask` waits for the answer, and whoever draws `asked` gives it.

import { signal, type ReadonlySignal } from "@preact/signals";

export interface Questions<Question, Answer> {
  /** The open question. It is gone once it is answered. */
  asked: ReadonlySignal<(Question & { answer: (answer: Answer) => void }) | undefined>;
  ask: (question: Question) => Promise<Answer>;
}

export function questions<Question, Answer>(): Questions<Question, Answer> {
  const asked = signal<(Question & { answer: (answer: Answer) => void }) | undefined>(undefined);
  const ask = (question: Question) =>
    new Promise<Answer>((resolve) => {
      const answer = (given: Answer) => {
        asked.value = undefined;
        resolve(given);
      };
      asked.value = { ...question, answer };
    });
  return { asked, ask };
}
