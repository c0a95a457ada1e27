// The exact words that a kit adds to a prompt, as the API says them: of a request that is only quoted, and makes nothing.

import type { BrandKit } from "@creative-hub/client";

import { hub } from "../api/hub.js";
import { useLoad } from "../api/load.js";
import { Lines, Loadable } from "../ui/loadable.js";

const PROMPT = "A product on a table";

export function Words({ kit }: { kit: BrandKit }) {
  const words = useLoad((signal) => readWords(kit.id, signal), [kit.id, kit.updated_at]);
  return (
    <div class="kit-words">
      <h3>What it adds to a prompt</h3>
      <Loadable of={words} skeleton={<Lines lines={1} />}>
        {(words) => <p class="muted">{words ?? "Nothing. Colours, fonts and a voice would become part of every prompt."}</p>}
      </Loadable>
      {kit.logo !== null && <p class="small muted">The logo goes along as the last reference picture, where the request has references and the model takes one more. In an ad it stands in the corner.</p>}
    </div>
  );
}

async function readWords(id: string, signal: AbortSignal): Promise<string | undefined> {
  const { settings } = await hub.imageStudio.quote({ prompt: PROMPT, brand_kit_id: id }, { signal });
  const whole = settings.applied.prompt;
  return whole?.startsWith(PROMPT) ? whole.slice(PROMPT.length).trim() : whole;
}
