// The picture that a film begins with, or none.

import { pickMedia } from "../drive/picker.js";
import { Icon } from "../ui/icon.js";
import { change, form } from "./form.js";
import { arriving } from "./media.js";
import { Mistake } from "./mistake.js";
import { Picture } from "./picture.js";
import { Section } from "./section.js";

export function StartFrame() {
  const { startFrame } = form.value;
  const pick = () => void pickMedia({ kinds: ["image"], many: false, title: "Choose the start frame" }).then(([media]) => media && change({ startFrame: media }));
  return (
    <Section name="Start frame" hint={startFrame ? undefined : "optional"}>
      {startFrame ? (
        <div class="start-frame">
          <Picture media={startFrame} />
          <div class="stack">
            <p class="start-frame-name">{startFrame.name}</p>
            <div class="row">
              <button type="button" class="button" onClick={pick}>
                Take another
              </button>
              <button type="button" class="button quiet" onClick={() => change({ startFrame: null })}>
                <Icon name="close" />
                Without
              </button>
            </div>
          </div>
        </div>
      ) : (
        <button type="button" class="start-frame empty" onClick={pick}>
          <strong>{arriving.value > 0 ? "Uploading…" : "No start frame: from text alone"}</strong>
          <span>Drop, paste or pick a picture that the film begins with</span>
        </button>
      )}
      <Mistake of={["image_url"]} />
    </Section>
  );
}
