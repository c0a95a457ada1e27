// What the tests share: the local stack, and a gateway before it that fails as it is told.

import { createServer, request as forward, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

import { CreativeHub, type CreativeHubOptions } from "../src/index.js";

const READY = process.env["READY"];
if (READY === undefined) throw new Error("READY must have what `local up --ready FILE` writes");
export const ready = JSON.parse(READY) as { api: string; keys: Record<string, string>; teams: string[] };

type Role = "owner" | "member" | "operator" | "other_team_owner";

/** A client of the local stack. Simulated vendors are quick there, and so it looks often. */
export function hubOf(role: Role, options: Partial<CreativeHubOptions> = {}): CreativeHub {
  return new CreativeHub({ baseUrl: ready.api, apiKey: ready.keys[role] ?? "", retryDelayMs: 10, ...options });
}

export const hub = hubOf("owner");
export const QUICK = { pollIntervalMs: 200 };

/** What becomes of a request: no answer, an answer that is lost on its way back, silence, or this answer. */
export type Fault = "drop" | "lose" | "silence" | { status: number; headers?: Record<string, string>; body?: unknown };

export interface Seen {
  method: string;
  path: string;
  idempotencyKey: string | undefined;
  authorization: string | undefined;
}

/** Runs `work` with the address of a gateway that has these faults, one a request, and then none. */
export async function behindFaults(faults: Fault[], work: (url: string, seen: Seen[]) => Promise<void>): Promise<void> {
  const left = [...faults];
  const seen: Seen[] = [];
  const server = createServer((request, response) => {
    const { authorization, "idempotency-key": key } = request.headers;
    seen.push({ method: request.method ?? "", path: request.url ?? "", idempotencyKey: key?.toString(), authorization });
    answer(left.shift(), request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  try {
    await work(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, seen);
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

function answer(fault: Fault | undefined, request: IncomingMessage, response: ServerResponse): void {
  if (fault === "silence") return;
  if (fault === "drop") {
    request.socket.destroy();
  } else if (typeof fault === "object") {
    response.writeHead(fault.status, { "content-type": "application/json", ...fault.headers });
    response.end(JSON.stringify(fault.body ?? {}));
  } else {
    const { hostname, port } = new URL(ready.api);
    const { method, url: path, headers } = request;
    const passed = forward({ hostname, port, method, path, headers }, (reply) => {
      if (fault === "lose") {
        reply.resume().on("end", () => request.socket.destroy());
        return;
      }
      response.writeHead(reply.statusCode ?? 500, reply.headers);
      reply.pipe(response);
    });
    request.pipe(passed);
  }
}

/** The error that a call throws. */
export async function thrown(promise: Promise<unknown>): Promise<Error & { code?: string | undefined }> {
  try {
    await promise;
  } catch (error) {
    if (error instanceof Error) return error;
  }
  throw new Error("no error was thrown");
}
