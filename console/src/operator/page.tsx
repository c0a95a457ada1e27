// What runs, what it costs, and what needs somebody.

import { Blank } from "../ui/blank.js";

export function OperatorPage() {
  return (
    <div class="sheet">
      <header>
        <h1>Operator</h1>
      </header>
      <Blank icon="info" title="Being built" />
    </div>
  );
}
