// Who may change what lies in the library: whoever made it, owners and admins. The API decides; this only hides what it would refuse.

import { me } from "../api/account.js";

export function mayChange(thing: { user_id: string }): boolean {
  const caller = me.value;
  if (!caller) return false;
  return caller.role !== "member" || thing.user_id === caller.user.id;
}
