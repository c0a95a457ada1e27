// The composer, and what was made beside it.

import { ResultsGrid } from "../results/grid.js";

export function CreatePage() {
  return (
    <>
      <h1 class="unseen">Create</h1>
      <ResultsGrid />
    </>
  );
}
