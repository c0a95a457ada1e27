// All jobs as a table, and the receipt of one.

import { Blank } from "../ui/blank.js";

export function JobsPage() {
  return (
    <div class="sheet">
      <header>
        <h1>Jobs</h1>
      </header>
      <Blank icon="info" title="Being built" />
    </div>
  );
}
