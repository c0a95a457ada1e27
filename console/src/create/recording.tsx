// The recording that an avatar speaks.

import { Listen } from "../drive/listen.js";
import { pickMedia } from "../drive/picker.js";
import { length } from "../words/time.js";
import { change, form } from "./form.js";
import { linkTo } from "./media.js";
import { Mistake } from "./mistake.js";
import { Section } from "./section.js";

export function Recording() {
  const { recording } = form.value;
  const pick = () => void pickMedia({ kinds: ["audio"], many: false, title: "Choose the recording" }).then(([media]) => media && change({ recording: media }));
  return (
    <Section name="Recording" hint={recording?.seconds === undefined ? undefined : length(recording.seconds)}>
      {recording ? (
        <div class="row recording">
          <Listen id={recording.source} name={recording.name} link={() => linkTo(recording)} />
          <span class="start-frame-name">{recording.name}</span>
          <button type="button" class="button push" onClick={pick}>
            Take another
          </button>
        </div>
      ) : (
        <button type="button" class="start-frame empty" onClick={pick}>
          <strong>No recording yet</strong>
          <span>Pick speech that you have made, or upload a sound</span>
        </button>
      )}
      <Mistake of={["audio_url"]} />
    </Section>
  );
}
