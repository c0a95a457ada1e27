// One call of an endpoint, typed by the API's description. Answers that are errors are thrown.

import createClient, { type Client } from "openapi-fetch";

import { apiError } from "./errors.js";
import type { paths } from "./schema.js";
import { transport, type TransportOptions } from "./transport.js";
import type { Method, Path, Reply } from "./types.js";

/** What a single call may be given beside its request. */
export interface CallOptions {
  /** Gives the call up, and is thrown as its reason. */
  signal?: AbortSignal | undefined;
  /** Made for you if it is absent. Your own one lets another process repeat the same request. */
  idempotencyKey?: string | undefined;
}

export interface Call extends CallOptions {
  path?: Record<string, string> | undefined;
  query?: object | undefined;
  body?: unknown;
}

export class Http {
  /** The typed client of all endpoints; it returns errors instead of throwing them. */
  readonly api: Client<paths>;

  constructor(origin: string, options: TransportOptions) {
    this.api = createClient<paths>({ baseUrl: origin, fetch: transport(options) });
  }

  /** Calls an endpoint whose answer has one of these statuses. */
  async call<P extends Path, M extends Method, Status extends number>(
    method: M,
    path: P,
    _statuses: readonly Status[],
    call: Call = {},
  ): Promise<Reply<P, M, Status>> {
    const init = {
      params: { path: call.path, query: call.query },
      ...(call.body === undefined ? {} : { body: call.body }),
      ...(call.signal === undefined ? {} : { signal: call.signal }),
      ...(call.idempotencyKey === undefined ? {} : { headers: { "idempotency-key": call.idempotencyKey } }),
    };
    // The path and the method decide the types; openapi-fetch cannot tell that from type parameters.
    const request = this.api.request as (...request: unknown[]) => Promise<{ data?: unknown; error?: unknown; response: Response }>;
    const { data, error, response } = await request(method, path, init);
    if (!response.ok) throw apiError(response.status, error, response.headers);
    return data as Reply<P, M, Status>;
  }
}
