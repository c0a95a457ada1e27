// The brand kits of the team.

import { Blank } from "../ui/blank.js";

export function BrandPage() {
  return (
    <div class="sheet">
      <header>
        <h1>Brand kits</h1>
      </header>
      <Blank icon="info" title="Being built" />
    </div>
  );
}
