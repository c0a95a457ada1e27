// People as others know them.

import { me } from "../api/account.js";

const UUID = /-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** `you`, or a user's name without what only a machine reads. */
export function person(userId: string): string {
  return userId === me.value?.user.id ? "you" : shortId(userId);
}

export function shortId(userId: string): string {
  return userId.replace(UUID, "");
}
