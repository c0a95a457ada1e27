// Results and files in folders.

import { Blank } from "../ui/blank.js";

export function LibraryPage() {
  return (
    <div class="sheet">
      <header>
        <h1>Library</h1>
      </header>
      <Blank icon="info" title="Being built" />
    </div>
  );
}
