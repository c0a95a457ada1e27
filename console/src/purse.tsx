// What is left, what is held and how much of the month's cap is used: in sight on every page.

import { balance, me } from "./api/account.js";
import { to } from "./route.js";
import { money } from "./words/money.js";
import { month } from "./words/time.js";

export function Purse() {
  const has = balance.value;
  if (!has) return <div class="purse skeleton" style={{ height: "108px" }} aria-hidden="true" />;
  return (
    <a class="purse figures" href={to("billing")}>
      <small>Available</small>
      <strong>{money(has.available_cents)}</strong>
      <small>{money(has.held_cents)} held</small>
      <Cap />
    </a>
  );
}

function Cap() {
  const has = balance.value;
  const name = me.value?.caps.month;
  if (!has || !name) return null;
  const used = has.month_used_cents + has.month_held_cents;
  const cap = has.monthly_cap_cents;
  if (cap === null) return <small>{`${money(used)} in ${month(name)}`}</small>;
  return (
    <>
      <span class="bar">
        <i style={{ width: `${Math.min(100, (100 * used) / Math.max(1, cap))}%` }} />
      </span>
      <small>{`${money(used)} of ${money(cap)} cap in ${month(name)}`}</small>
    </>
  );
}
