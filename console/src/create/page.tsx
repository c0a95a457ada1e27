// The composer, and what was made beside it.

import { effect } from "@preact/signals";
import { useEffect } from "preact/hooks";

import { handoff, take } from "../handoff.js";
import { ResultsGrid } from "../results/grid.js";
import { go, route, to } from "../route.js";
import { Composer } from "./composer.js";
import { startQuotes } from "./quote.js";
import { takeKit, takeOver } from "./take_over.js";

export function CreatePage() {
  useEffect(startQuotes, []);
  // Results stand on this page, too: what they hand over comes while it is open.
  useEffect(
    () =>
      effect(() => {
        if (handoff.value?.to !== "create") return;
        const given = take("create");
        if (given) void takeOver(given).then(() => document.querySelector<HTMLElement>(".composer textarea")?.focus());
      }),
    [],
  );
  const kit = route.value.query.get("brand_kit");
  useEffect(() => {
    if (kit === null) return;
    go(to("create"), "replace");
    void takeKit(kit);
  }, [kit]);
  return (
    <div class="create">
      <h1 class="unseen">Create</h1>
      <Composer />
      <div class="create-results">
        <ResultsGrid />
      </div>
    </div>
  );
}
