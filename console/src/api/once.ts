// One thing for one click, however often the click or its request is repeated: what costs is sent under a key that stays the
// same until it was answered.

import { problemOf } from "./problem.js";

type Send<Request, Answer> = (request: Request, send: (idempotencyKey: string) => Promise<Answer>) => Promise<Answer>;

export function once<Request, Answer>(): Send<Request, Answer> {
  /** A request whose answer never came. */
  let unanswered: { text: string; key: string } | undefined;
  return async (request, send) => {
    const text = JSON.stringify(request);
    const key = unanswered?.text === text ? unanswered.key : crypto.randomUUID();
    unanswered = { text, key };
    try {
      const answer = await send(key);
      unanswered = undefined;
      return answer;
    } catch (error) {
      const { kind } = problemOf(error);
      if (kind !== "offline" && kind !== "fault") unanswered = undefined;
      throw error;
    }
  };
}
