// The API as the tests call it, for what a story needs before it begins.

import { randomUUID } from "node:crypto";

import { stack, type Ready } from "./stack.js";

export type Who = keyof Ready["keys"];

/** The API with a key. */
export async function ask<Answer>(key: string, method: string, path: string, body?: object): Promise<Answer> {
  const answer = await fetch(new URL(path, stack().console), {
    method,
    headers: { authorization: `Bearer ${key}`, "content-type": "application/json", "idempotency-key": randomUUID() },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
  return (text === "" ? undefined : JSON.parse(text)) as Answer;
}

/** The API as somebody of the stack. */
export function api<Answer>(method: string, path: string, body?: object, who: Who = "owner"): Promise<Answer> {
  return ask(stack().keys[who], method, path, body);
}
