// The client and the API's description tell of the same endpoints. No stack is needed.

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";

import { CreativeHub, HUB_VERSION, List } from "../src/index.js";

const OPENAPI = JSON.parse(readFileSync(new URL("../../../../docs/openapi.json", import.meta.url), "utf8"));
// What `hub.api` is for: nobody needs a method for it.
const WITHOUT_METHOD = ["GET /api/v1/health", "GET /openapi.json", "GET /api/v1/creative-hub/shared/{token}"];
// These call others, or no endpoint.
const BUILT_UPON = ["constructor", "wait", "generate", "download"];

function operations(): string[] {
  const described = Object.entries<object>(OPENAPI.paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
  );
  return described
    .filter((operation) => !WITHOUT_METHOD.includes(operation))
    .map((operation) => operation.replace(/\{\w+\}/g, "x"))
    .sort();
}

/** The object and the parts of it that have methods. */
function* parts(part: object): Generator<object> {
  yield part;
  for (const inner of Object.values(part)) {
    const ours = typeof inner === "object" && inner !== null && /^class /.test(String(inner.constructor));
    if (ours && !["Http", "Jobs"].includes(inner.constructor.name)) yield* parts(inner);
  }
}

function methods(part: object): string[] {
  const own = Object.getPrototypeOf(part);
  const inherited = Object.getPrototypeOf(own);
  const names = [own, inherited].filter((type) => type !== Object.prototype).flatMap(Object.getOwnPropertyNames);
  return names.filter((name) => !BUILT_UPON.includes(name));
}

test("every operation has a method", async () => {
  const called = new Set<string>();
  const hub = new CreativeHub({
    baseUrl: "http://hub",
    apiKey: "key",
    fetch: async ({ method, url }) => {
      const { pathname } = new URL(url);
      called.add(`${method} ${pathname}`);
      const upload = { id: "x", method: "PUT", url: "data:,", headers: {} };
      return pathname.endsWith("/uploads") ? Response.json(upload, { status: 201 }) : new Response(null, { status: 404 });
    },
  });
  for (const part of [...parts(hub), hub.jobs]) {
    for (const name of methods(part)) {
      const given = name === "upload" ? [new File([], "x.png", { type: "image/png" })] : ["x", "x"];
      const method = (part as Record<string, (...given: unknown[]) => unknown>)[name];
      const result = method?.call(part, ...(name.startsWith("list") ? [] : given));
      await assert.rejects(result instanceof List ? result.page() : (result as Promise<unknown>));
    }
  }
  assert.deepEqual([...called].sort(), operations());
});

test("only node.ts needs Node", () => {
  const source = new URL("../../src/", import.meta.url);
  for (const file of readdirSync(source).filter((name) => name.endsWith(".ts") && name !== "node.ts")) {
    const code = readFileSync(new URL(file, source), "utf8").replace(/^\s*(\/\/|\/?\*).*$/gm, "");
    assert.doesNotMatch(code, /"(node:|\.\/node\.js)|\bBuffer\b|\bprocess\./, file);
  }
});

test("it is the version that is described", () => {
  assert.equal(HUB_VERSION, OPENAPI.info.version);
});
