// The fields of speech.

import { Field } from "../ui/field.js";
import { Segments } from "../ui/segments.js";
import { Extras } from "./extras.js";
import { change, form } from "./form.js";
import { Mistake } from "./mistake.js";
import { ModelCards } from "./model_cards.js";
import { modelFor, speechOptions } from "./models.js";
import { Prompt } from "./prompt.js";
import { Section } from "./section.js";
import { Voices } from "./voices.js";

export function SpeechFields() {
  const now = form.value;
  const model = modelFor(now);
  const options = speechOptions(model);
  const [slowest, fastest] = options?.speed ?? [];
  return (
    <>
      <Prompt label="Text" placeholder="What is said" model={model} />
      <ModelCards />
      {model && options && (
        <Section name="Voice" hint={now.voiceOf === model.id ? now.voice?.name : (options.default_voice === null ? "required" : "the model's own")}>
          <Voices
            key={model.id}
            provider={model.id}
            use="tts"
            chosen={(now.voiceOf === model.id ? now.voice?.id : undefined) ?? options.default_voice ?? undefined}
            choose={(voice) => change({ voice, voiceOf: model.id })}
          />
          <Mistake of={["voice_id"]} />
        </Section>
      )}
      <div class="row speech-options">
        {slowest !== undefined && fastest !== undefined && (
          <Field label="Speed" hint={`× ${now.speed}`}>
            {(attributes) => (
              <input
                {...attributes}
                type="range"
                min={slowest}
                max={fastest}
                step={0.05}
                value={now.speed}
                onInput={({ currentTarget }) => change({ speed: currentTarget.valueAsNumber })}
              />
            )}
          </Field>
        )}
        {options && options.formats.length > 1 && (
          <Segments
            label="Format"
            options={options.formats.map((format) => ({ value: format, text: format.toUpperCase() }))}
            value={options.formats.find((format) => format === now.format) ?? options.formats[0] ?? "mp3"}
            onChange={(format) => change({ format })}
          />
        )}
      </div>
      <Extras />
    </>
  );
}
