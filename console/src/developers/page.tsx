// API keys, and requests as curl.

import { Blank } from "../ui/blank.js";

export function DevelopersPage() {
  return (
    <div class="sheet">
      <header>
        <h1>Developers</h1>
      </header>
      <Blank icon="info" title="Being built" />
    </div>
  );
}
