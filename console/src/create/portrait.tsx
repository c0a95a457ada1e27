// The picture of who speaks, for models that animate one.

import { pickMedia } from "../drive/picker.js";
import { change, form } from "./form.js";
import { arriving } from "./media.js";
import { Mistake } from "./mistake.js";
import { Picture } from "./picture.js";
import { Section } from "./section.js";

export function Portrait() {
  const { portrait } = form.value;
  const pick = () => void pickMedia({ kinds: ["image"], many: false, title: "Choose who speaks" }).then(([media]) => media && change({ portrait: media }));
  return (
    <Section name="Who speaks">
      {portrait ? (
        <div class="start-frame">
          <Picture media={portrait} />
          <div class="stack">
            <p class="start-frame-name">{portrait.name}</p>
            <div class="row">
              <button type="button" class="button" onClick={pick}>
                Take another
              </button>
            </div>
          </div>
        </div>
      ) : (
        <button type="button" class="start-frame empty" onClick={pick}>
          <strong>{arriving.value > 0 ? "Uploading…" : "No picture yet"}</strong>
          <span>Drop, paste or pick a picture of a face</span>
        </button>
      )}
      <Mistake of={["image_url"]} />
    </Section>
  );
}
