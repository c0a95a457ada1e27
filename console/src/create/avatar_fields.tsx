// The fields of an avatar: who speaks, what, and with which voice.

import { useSignal } from "@preact/signals";

import { Segments } from "../ui/segments.js";
import { length } from "../words/time.js";
import { Extras } from "./extras.js";
import { Faces } from "./faces.js";
import { speaksOf } from "./fit.js";
import { change, form } from "./form.js";
import { Mistake } from "./mistake.js";
import { ModelCards } from "./model_cards.js";
import { avatarOptions, modelFor } from "./models.js";
import { Portrait } from "./portrait.js";
import { Prompt } from "./prompt.js";
import { Recording } from "./recording.js";
import { Section } from "./section.js";
import { Shapes } from "./shapes.js";
import { Voices } from "./voices.js";

/** How fast people speak, for an estimate; the price does not follow from it. */
const CHARACTERS_A_SECOND = 15;

const SPEAKS = [
  { value: "script", text: "Script" },
  { value: "recording", text: "Recording" },
] as const;

export function AvatarFields() {
  const now = form.value;
  const model = modelFor(now);
  const options = avatarOptions(model);
  const choosesVoice = useSignal(false);
  const speaks = speaksOf(now, model);
  const seconds = [...now.script].length / CHARACTERS_A_SECOND;
  const voice = model && now.faceVoiceOf === model.id ? now.faceVoice : null;
  const hasVoices = model && speaks === "script";
  return (
    <>
      <ModelCards />
      {options?.look === "picture" ? <Portrait /> : <Faces />}
      <div class="row">
        {options?.script_max_characters === null ? (
          <p class="small muted">This model speaks a recording.</p>
        ) : (
          <Segments label="What it speaks" options={SPEAKS} value={speaks} onChange={(speaks) => change({ speaks })} />
        )}
        {speaks === "script" && now.script.trim() !== "" && <span class="small muted figures push">about {length(seconds)} of speech</span>}
      </div>
      {speaks === "script" ? (
        <Prompt label="Script" placeholder="What the avatar says" model={model} />
      ) : (
        <Recording />
      )}
      {hasVoices && (
        <Section name="Voice" hint={voice?.name ?? (options?.avatar_has_voice ? "the face's own" : "the model's own")}>
          <button type="button" class="link small" aria-expanded={choosesVoice.value} onClick={() => (choosesVoice.value = !choosesVoice.value)}>
            {choosesVoice.value ? "Close the voices" : "Choose another voice"}
          </button>
          {choosesVoice.value && (
            <Voices
              key={model.id}
              provider={model.id}
              use="avatar"
              chosen={voice?.id}
              choose={(faceVoice) => change({ faceVoice, faceVoiceOf: model.id })}
            />
          )}
          <Mistake of={["voice_id"]} />
        </Section>
      )}
      {options && options.aspect_ratios.length > 0 && <Shapes />}
      {options && options.resolutions.length > 1 && (
        <Segments
          label="Resolution"
          options={options.resolutions.map((resolution) => ({ value: resolution, text: resolution }))}
          value={now.avatarResolution}
          onChange={(resolution) => change({ avatarResolution: resolution === "1080p" ? "1080p" : "720p" })}
        />
      )}
      <Extras />
    </>
  );
}
