// The voices of a model: found by name and language, heard, and chosen.

import { useSignal } from "@preact/signals";
import type { Query, Voice } from "@creative-hub/client";

import { hub } from "../api/hub.js";
import { usePages } from "../api/pages.js";
import { Listen } from "../drive/listen.js";
import { Failed } from "../ui/failed.js";
import { Lines } from "../ui/loadable.js";
import { More } from "../ui/more.js";
import { walk } from "../ui/walk.js";
import type { Named } from "./form.js";

type Asked = Query<"/api/v1/creative-hub/voices", "get">;

export interface VoicesProps {
  provider: string;
  use: "tts" | "avatar";
  chosen: string | undefined;
  choose: (voice: Named) => void;
}

export function Voices({ provider, use, chosen, choose }: VoicesProps) {
  const search = useSignal("");
  const language = useSignal("");
  // The API knows which models have voices; ours are those of its catalog.
  const query = { provider, for: use, ...(search.value === "" ? {} : { q: search.value }) } as Asked;
  const voices = usePages((signal) => hub.listVoices(query, { signal }), [provider, use, search.value]);
  const found = voices.items.value;
  const languages = [...new Set(found.flatMap(({ language }) => (language === null ? [] : [language])))].sort((a, b) => languageName(a).localeCompare(languageName(b)));
  const shown = found.filter((voice) => language.value === "" || voice.language === language.value);
  return (
    <div class="voices">
      <div class="row voices-tools">
        <input class="input" aria-label="Find a voice" placeholder="Find a voice" value={search.value} onInput={({ currentTarget }) => (search.value = currentTarget.value)} />
        {languages.length > 1 && (
          <select class="input" aria-label="Language" value={language.value} onChange={({ currentTarget }) => (language.value = currentTarget.value)}>
            <option value="">All languages</option>
            {languages.map((code) => (
              <option key={code} value={code}>
                {languageName(code)}
              </option>
            ))}
          </select>
        )}
      </div>
      {voices.problem.value && <Failed problem={voices.problem.value} again={voices.again} />}
      {voices.state.value === "reading" && found.length === 0 && <Lines lines={3} />}
      <ul class="voice-list" aria-label="Voices" onKeyDown={(event) => walk(event, ".voice-choose")}>
        {shown.map((voice) => (
          <li key={voice.voice_id} class="voice">
            <button
              type="button"
              class="voice-choose"
              aria-pressed={voice.voice_id === chosen}
              onClick={() => choose({ id: voice.voice_id, name: capital(voice.name) })}
            >
              <span>{capital(voice.name)}</span>
              <small>{about(voice)}</small>
            </button>
            {voice.preview_url !== null && <Listen id={voice.voice_id} name={voice.name} link={async () => voice.preview_url ?? ""} />}
          </li>
        ))}
        {found.length > 0 && (
          <li class="rest">
            <More of={voices} />
          </li>
        )}
      </ul>
      {voices.state.value === "complete" && shown.length === 0 && <p class="small muted">No voice is called so.</p>}
    </div>
  );
}

const names = new Intl.DisplayNames("en", { type: "language" });

/** Vendors give codes or names. */
function languageName(language: string): string {
  try {
    return names.of(language) ?? language;
  } catch {
    return language;
  }
}

function about({ language, gender }: Voice): string {
  return [language === null ? "" : languageName(language), gender ?? ""].filter(Boolean).join(" · ");
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
