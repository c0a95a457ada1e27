// What there is, what was spent, and on what.

import { Blank } from "../ui/blank.js";

export function BillingPage() {
  return (
    <div class="sheet">
      <header>
        <h1>Billing</h1>
      </header>
      <Blank icon="info" title="Being built" />
    </div>
  );
}
