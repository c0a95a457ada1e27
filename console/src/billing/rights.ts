// Who may change caps and alerts, and sees what others spend.

import { me } from "../api/account.js";

export function mayChange(): boolean {
  return me.value?.role === "owner" || me.value?.role === "admin";
}
