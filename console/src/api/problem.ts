// What went wrong, as a person is told it: what happened, what to do, and the request's id behind "Details".

import { ApiError, InvalidRequestError, NetworkError, PaymentError } from "@creative-hub/client";

export interface Problem {
  kind: "offline" | "session" | "payment" | "busy" | "forbidden" | "missing" | "mistake" | "fault";
  /** What happened, in one sentence. */
  message: string;
  /** What to do about it, where the message does not say it. */
  advice?: string;
  /** Mistakes by the name of the request's field. */
  fields: ReadonlyMap<string, string>;
  requestId?: string;
  docUrl?: string;
  /** When the same request may work, as a time of `Date.now()`. */
  retryAt?: number;
  creditsMissing?: number;
  code?: string;
}

export function problemOf(error: unknown): Problem {
  if (error instanceof ApiError) return ofAnswer(error);
  const fields = new Map<string, string>();
  if (error instanceof NetworkError) {
    return { kind: "offline", message: "The connection is gone.", advice: "What you typed is kept.", fields };
  }
  return { kind: "fault", message: "Something went wrong on this page.", advice: "Reload it; what you typed is kept.", fields };
}

function ofAnswer(error: ApiError): Problem {
  const problem: Problem = { kind: kindOf(error.status), message: error.message, fields: new Map(), ...advice(error) };
  if (error instanceof InvalidRequestError) {
    problem.fields = new Map(error.fields.map(({ field, message }) => [field, message]));
  }
  if (error.requestId !== undefined) problem.requestId = error.requestId;
  if (error.docUrl !== undefined) problem.docUrl = error.docUrl;
  if (error.code !== undefined) problem.code = error.code;
  if (error.retryAfterMs !== undefined) problem.retryAt = Date.now() + error.retryAfterMs;
  if (error instanceof PaymentError && error.creditsRequired !== undefined && error.creditsAvailable !== undefined) {
    problem.creditsMissing = error.creditsRequired - error.creditsAvailable;
  }
  return problem;
}

function kindOf(status: number): Problem["kind"] {
  switch (status) {
    case 401:
      return "session";
    case 402:
      return "payment";
    case 403:
      return "forbidden";
    case 404:
      return "missing";
    case 429:
      return "busy";
    default:
      return status >= 500 ? "fault" : "mistake";
  }
}

/** Who can do something about it. The API's sentence says what is wrong. */
function advice(error: ApiError): { advice?: string } {
  switch (error.code) {
    case "insufficient_credits":
      return { advice: "The owner of your team, or whoever runs this hub, can add credits." };
    case "monthly_cap_exceeded":
      return { advice: "An owner can raise the team's monthly cap under Billing." };
    case "member_cap_exceeded":
      return { advice: "An owner or admin can raise your monthly cap under Billing." };
    case "key_monthly_cap_exceeded":
      return { advice: "Use another API key, or make one with a higher cap under Developers." };
    default:
      return error.status >= 500 ? { advice: "Try again in a moment." } : {};
  }
}
