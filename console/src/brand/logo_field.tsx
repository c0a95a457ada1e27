// The logo of a kit: a picture of the library.

import { pickMedia } from "../drive/picker.js";
import { form, write } from "./form.js";
import { Logo } from "./logo.js";

export function LogoField({ mistake }: { mistake: string | undefined }) {
  const { logo, name } = form.value;
  const choose = async () => {
    const [picture] = await pickMedia({ kinds: ["image"], many: false, as: "files", title: "Choose a logo" });
    if (picture) write({ logo: picture.source });
  };
  return (
    <fieldset class="stack">
      <legend class="label">
        Logo <span>best with a transparent ground</span>
      </legend>
      {logo !== "" && <Logo logo={logo} name={name} />}
      <div class="row">
        <button type="button" class="button" onClick={() => void choose()}>
          {logo === "" ? "Choose a picture" : "Choose another"}
        </button>
        {logo !== "" && (
          <button type="button" class="button quiet" onClick={() => write({ logo: "" })}>
            Take it away
          </button>
        )}
      </div>
      {mistake !== undefined && <p class="small bad">{mistake}</p>}
    </fieldset>
  );
}
