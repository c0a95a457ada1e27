// The fields of a film.

import { Extras } from "./extras.js";
import { durationOf, durationsOf, referencesTaken } from "./fit.js";
import { change, form } from "./form.js";
import { ModelCards } from "./model_cards.js";
import { modelFor } from "./models.js";
import { Prompt } from "./prompt.js";
import { References } from "./references.js";
import { Section } from "./section.js";
import { Shapes } from "./shapes.js";
import { StartFrame } from "./start_frame.js";

export function VideoFields() {
  const now = form.value;
  const model = modelFor(now);
  const takesReferences = referencesTaken(now, model) > 0 || now.videoReferences.length > 0;
  return (
    <>
      <Prompt label="Prompt" placeholder="What happens: slow push in, the headphone turns towards the light…" model={model} />
      <StartFrame />
      {takesReferences && !now.startFrame && <References />}
      <ModelCards />
      <Section name="Length">
        <div class="row">
          {durationsOf(now, model).map((seconds) => (
            <button key={seconds} type="button" class="chip figures" aria-pressed={seconds === durationOf(now, model)} onClick={() => change({ duration: seconds })}>
              {seconds} s
            </button>
          ))}
        </div>
      </Section>
      <Shapes />
      <Extras />
    </>
  );
}
