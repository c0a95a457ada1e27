// Balance, held and available, and how much of this month's caps is used.

import { useSignal } from "@preact/signals";
import type { Balance } from "@creative-hub/client";

import { balance, isManager, me } from "../api/account.js";
import { hub } from "../api/hub.js";
import { worth } from "../words/money.js";
import { month } from "../words/time.js";
import { AmountDialog } from "./amount_dialog.js";

type Asked = "cap" | "alert";

export function Worth({ has }: { has: Balance }) {
  const asked = useSignal<Asked | undefined>(undefined);
  const close = () => (asked.value = undefined);
  const name = me.value ? month(me.value.caps.month) : "this month";
  return (
    <section class="stack worth" aria-label="What there is">
      <dl class="worth-figures figures">
        <Figure name="Available" credits={has.available} />
        <Figure name="Held by running jobs" credits={has.held} />
        <Figure name="Balance" credits={has.balance} />
      </dl>
      <div class="worth-caps">
        <Cap of={`The team in ${name}`} used={has.month_used} held={has.month_held} cap={has.monthly_cap} />
        {me.value && (
          <Cap of={`You in ${name}`} used={me.value.caps.month_used} held={me.value.caps.month_held} cap={me.value.caps.monthly_cap} />
        )}
      </div>
      <p class="row small muted">
        {has.low_balance_threshold === null
          ? "Nobody is told when the balance gets low."
          : `Whoever runs this hub is told when the balance falls below ${worth(has.low_balance_threshold)}.`}
        {isManager() && (
          <>
            <button type="button" class="link" onClick={() => (asked.value = "alert")}>
              Change the alert
            </button>
            <button type="button" class="link" onClick={() => (asked.value = "cap")}>
              Change the team's cap
            </button>
          </>
        )}
      </p>
      {asked.value === "cap" && (
        <AmountDialog
          title="The team's monthly cap"
          about="Jobs beyond it are refused, and nothing is charged for them. It counts from the first of the month, UTC."
          field="monthly_cap"
          credits={has.monthly_cap}
          none="No cap"
          onClose={close}
          save={async (credits) => void (balance.value = { ...has, ...(await hub.credits.setCap(credits)) })}
        />
      )}
      {asked.value === "alert" && (
        <AmountDialog
          title="Low balance"
          about="Whoever runs this hub is told, and can have your team told as well."
          field="low_balance_threshold"
          credits={has.low_balance_threshold}
          none="No alert"
          onClose={close}
          save={async (credits) => void (balance.value = { ...has, ...(await hub.credits.setAlerts(credits)) })}
        />
      )}
    </section>
  );
}

function Figure({ name, credits }: { name: string; credits: number }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{worth(credits)}</dd>
    </div>
  );
}

/** Used in full colour, held in half of it, against the cap. */
export function Cap({ of, used, held, cap }: { of: string; used: number; held: number; cap: number | null }) {
  const share = (credits: number) => (cap === null || cap === 0 ? 0 : Math.min(100, (100 * credits) / cap));
  return (
    <div class="stack cap figures">
      <div class="label">
        {of}
        <span>{cap === null ? `${worth(used)}, no cap` : `${worth(used)} of ${worth(cap)}`}</span>
      </div>
      {cap !== null && (
        <span class="bar">
          <i style={{ width: `${share(used)}%` }} />
          <i class="held" style={{ width: `${Math.min(100 - share(used), share(held))}%` }} />
        </span>
      )}
      {held > 0 && <small class="muted">{worth(held)} more is held</small>}
    </div>
  );
}
