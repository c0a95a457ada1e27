// Puts an ad together.

import { Blank } from "../ui/blank.js";

export function AdsPage() {
  return (
    <div class="sheet">
      <header>
        <h1>Ads</h1>
      </header>
      <Blank icon="info" title="Being built" />
    </div>
  );
}
