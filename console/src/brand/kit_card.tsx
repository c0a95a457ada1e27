// A kit that shows itself: its colours, its logo, its fonts, its voice, and what it adds to a prompt.

import type { BrandKit } from "@creative-hub/client";

import { useAction } from "../api/action.js";
import { mayChange } from "../drive/rights.js";
import { to } from "../route.js";
import { Failed } from "../ui/failed.js";
import { person } from "../words/person.js";
import { fontFamily } from "./fonts.js";
import { deleteKit, editing } from "./kits.js";
import { Logo } from "./logo.js";
import { Swatches } from "./swatches.js";
import { Type } from "./type.js";
import { Words } from "./words.js";

export function KitCard({ kit, gone }: { kit: BrandKit; gone: () => void }) {
  const [font] = kit.fonts;
  const remove = useAction(async () => {
    if (await deleteKit(kit)) gone();
  });
  return (
    <article class="kit" aria-label={kit.name}>
      {kit.colors.length > 0 && <Swatches colors={kit.colors} />}
      <div class="kit-body">
        <h2 style={font === undefined ? {} : { fontFamily: fontFamily(font) }}>{kit.name}</h2>
        {kit.logo !== null && <Logo logo={kit.logo} name={kit.name} />}
        {kit.fonts.length > 0 && <Type fonts={kit.fonts} />}
        {kit.voice !== null && <p class="kit-voice">{kit.voice}</p>}
        <Words kit={kit} />
        {remove.problem.value && <Failed problem={remove.problem.value} />}
      </div>
      <footer>
        <a class="button" href={to("create", [], { brand_kit: kit.id })}>
          Use in Create
        </a>
        {mayChange(kit) ? (
          <>
            <button type="button" class="button quiet push" onClick={() => (editing.value = kit)}>
              Edit
            </button>
            <button type="button" class="button quiet" disabled={remove.running.value} onClick={() => void remove.run()}>
              Delete
            </button>
          </>
        ) : (
          <span class="small muted push">Made by {person(kit.user_id)}</span>
        )}
      </footer>
    </article>
  );
}
