// Sends requests: with the key, with an idempotency key for every POST, and again where that may help.

import { retryDelay, sleep, type Failure } from "./backoff.js";
import { apiError, NetworkError, RequestTimeoutError, type ApiError } from "./errors.js";

/** The version of the API that this client was written for. */
export const HUB_VERSION = "2026-11-27";

export interface TransportOptions {
  apiKey: string | (() => string | Promise<string>);
  fetch: (request: Request) => Promise<Response>;
  /** How often a request is repeated at most. */
  maxRetries: number;
  /** How long one attempt may take. */
  requestTimeoutMs: number;
  /** The pause before the first repetition, where the API names none. It doubles. */
  retryDelayMs: number;
}

/** A `fetch` that repeats what may work later. An error that remains is returned, a lost connection is thrown. */
export function transport(options: TransportOptions): (request: Request) => Promise<Response> {
  return async (request) => {
    const body = request.body === null ? null : await request.arrayBuffer();
    const headers = new Headers(request.headers);
    headers.set("authorization", `Bearer ${await key(options.apiKey)}`);
    headers.set("hub-version", HUB_VERSION);
    // Kept over all attempts: if only the answer was lost, the next attempt gets it and makes nothing new.
    if (request.method === "POST" && !headers.has("idempotency-key")) {
      headers.set("idempotency-key", crypto.randomUUID());
    }
    for (let attempt = 0; ; attempt += 1) {
      const outcome = await attemptOnce(new Request(request.url, { method: request.method, headers, body }), request.signal, options);
      const delay = attempt < options.maxRetries ? retryDelay(await failure(outcome), attempt, options.retryDelayMs) : undefined;
      if (delay === undefined) {
        if (outcome instanceof Response) return outcome;
        throw outcome;
      }
      await sleep(delay, request.signal);
    }
  };
}

async function key(apiKey: TransportOptions["apiKey"]): Promise<string> {
  return typeof apiKey === "string" ? apiKey : apiKey();
}

async function attemptOnce(
  request: Request,
  caller: AbortSignal,
  { fetch, requestTimeoutMs }: TransportOptions,
): Promise<Response | NetworkError> {
  const late = AbortSignal.timeout(requestTimeoutMs);
  try {
    const response = await fetch(new Request(request, { signal: AbortSignal.any([caller, late]) }));
    // Read here, because an answer that breaks off is as good as none. Answers are small.
    const body = await response.arrayBuffer();
    const { status, statusText, headers } = response;
    return new Response(body.byteLength === 0 ? null : body, { status, statusText, headers });
  } catch (cause) {
    if (caller.aborted) throw caller.reason;
    if (late.aborted) return new RequestTimeoutError(`no answer from ${request.url} in ${requestTimeoutMs} ms`, { cause });
    return new NetworkError(`cannot reach ${new URL(request.url).origin}: ${reason(cause)}`, { cause });
  }
}

/** Node says only in the cause what happened, such as that the connection was refused. */
function reason(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  return cause instanceof Error ? cause.message : String(cause);
}

async function failure(outcome: Response | NetworkError): Promise<Failure> {
  if (!(outcome instanceof Response)) return {};
  if (outcome.ok || outcome.status < 400) return { status: outcome.status };
  return errorOf(outcome.clone());
}

async function errorOf(response: Response): Promise<ApiError> {
  const text = await response.text();
  try {
    return apiError(response.status, JSON.parse(text), response.headers);
  } catch {
    return apiError(response.status, undefined, response.headers);
  }
}
