// Who may change what lies in the library: whoever made it, owners and admins. The API decides; this only hides what it would refuse.

import { isManager, me } from "../api/account.js";

export function mayChange(thing: { user_id: string }): boolean {
  return isManager() || thing.user_id === me.value?.user.id;
}
