// The name of a voice or a face that a request names by its vendor's id.

import type { Query } from "@creative-hub/client";

import { hub } from "../api/hub.js";
import { useLoad } from "../api/load.js";
import type { Pick } from "../words/settings.js";

export function PickName({ pick }: { pick: Pick }) {
  const name = useLoad((signal) => nameOf(pick, signal), [pick.provider, pick.id]);
  const { value: loaded } = name.loaded;
  switch (loaded.state) {
    case "loading":
      return <>…</>;
    // One that was just cloned is on no list.
    case "failed":
      return <>{pick.id}</>;
    case "ready":
      return <>{loaded.value ?? pick.id}</>;
  }
}

type FaceProvider = NonNullable<Query<"/api/v1/creative-hub/avatars", "get">["provider"]>;
type VoiceProvider = NonNullable<Query<"/api/v1/creative-hub/voices", "get">["provider"]>;
const FACES: readonly FaceProvider[] = ["heygen"];
const VOICES: readonly VoiceProvider[] = ["openai_tts", "elevenlabs", "heygen", "kling_avatar"];

async function nameOf({ what, provider: named, id }: Pick, signal: AbortSignal): Promise<string | undefined> {
  if (what === "face") {
    const provider = FACES.find((known) => known === named);
    if (!provider) return undefined;
    const { items } = await hub.listAvatars({ provider, q: id }, { signal }).page();
    return items.find(({ avatar_id }) => avatar_id === id)?.name;
  }
  const provider = VOICES.find((known) => known === named);
  if (!provider) return undefined;
  const { items } = await hub.listVoices({ provider, q: id, for: what === "voice" ? "tts" : "avatar" }, { signal }).page();
  return items.find(({ voice_id }) => voice_id === id)?.name;
}
