// The composer, and what was made beside it.

import { Blank } from "../ui/blank.js";

export function CreatePage() {
  return (
    <div class="sheet">
      <header>
        <h1>Create</h1>
      </header>
      <Blank icon="info" title="Being built" />
    </div>
  );
}
