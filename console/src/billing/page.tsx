// What there is, what was spent and on what, who may spend how much, and the ledger that proves it.

import { accountProblem, balance, readBalance } from "../api/account.js";
import { Failed } from "../ui/failed.js";
import { Lines } from "../ui/loadable.js";
import { Ledger } from "./ledger.js";
import { Members } from "./members.js";
import { ThisMonth } from "./this_month.js";
import { Worth } from "./worth.js";

export function BillingPage() {
  return (
    <div class="sheet billing">
      <header>
        <h1>Billing</h1>
      </header>
      <Standing />
      <ThisMonth />
      <Members />
      <Ledger />
    </div>
  );
}

function Standing() {
  const has = balance.value;
  if (has) return <Worth has={has} />;
  if (accountProblem.value) return <Failed problem={accountProblem.value} again={() => void readBalance()} />;
  return <Lines lines={3} />;
}
