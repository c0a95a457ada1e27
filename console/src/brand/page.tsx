// The brand kits of the team.

import { useEffect } from "preact/hooks";

import { Blank } from "../ui/blank.js";
import { Icon } from "../ui/icon.js";
import { More } from "../ui/more.js";
import { note } from "../ui/notes.js";
import { form } from "./form.js";
import { KitCard } from "./kit_card.js";
import { KitDialog } from "./kit_dialog.js";
import { editing, useKits, withKit } from "./kits.js";

export function BrandPage() {
  const kits = useKits();
  const shown = kits.items.value;
  useEffect(() => resume(shown), [shown]);
  useEffect(() => {
    const seen = () => {
      if (!document.hidden) kits.again();
    };
    document.addEventListener("visibilitychange", seen);
    return () => document.removeEventListener("visibilitychange", seen);
  }, [kits]);
  return (
    <div class="sheet brand-kits">
      <header>
        <h1>Brand kits</h1>
        {shown.length > 0 && <New />}
      </header>
      {shown.length === 0 && kits.state.value === "reading" && <Skeletons />}
      {shown.length === 0 && kits.state.value === "complete" && (
        <Blank icon="brand" title="No brand kit yet" first={<New />}>
          A kit keeps a brand’s colours, fonts, logo and voice, and adds them to what you make with it.
        </Blank>
      )}
      <div class="kits">
        {shown.map((kit) => (
          <KitCard key={kit.id} kit={kit} gone={() => kits.set(kits.items.value.filter(({ id }) => id !== kit.id))} />
        ))}
      </div>
      <More of={kits} />
      {editing.value !== undefined && (
        <KitDialog
          kit={editing.value}
          close={() => (editing.value = undefined)}
          saved={(kit) => {
            kits.set(withKit(kits.items.value, kit));
            editing.value = undefined;
            note(`“${kit.name}” is saved.`);
          }}
        />
      )}
    </div>
  );
}

function New() {
  return (
    <button type="button" class="button primary push" onClick={() => (editing.value = "new")}>
      <Icon name="create" />
      New brand kit
    </button>
  );
}

function Skeletons() {
  return (
    <div class="kits" aria-busy="true">
      <div class="skeleton kit-skeleton" />
      <div class="skeleton kit-skeleton" />
    </div>
  );
}

/** What was being written when the page was left is opened again. */
function resume(kits: readonly { id: string }[]): void {
  const { of } = form.peek();
  if (editing.peek() !== undefined || of === "") return;
  if (of === "new") editing.value = "new";
  else editing.value = kits.find(({ id }) => id === of) as typeof editing.value;
}
