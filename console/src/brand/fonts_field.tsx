// The names of a kit's fonts.

import { Icon } from "../ui/icon.js";
import { fontFamily, hasFont } from "./fonts.js";
import { form, MOST_FONTS, write } from "./form.js";

export function FontsField({ mistake }: { mistake: string | undefined }) {
  const { fonts } = form.value;
  const set = (at: number, font: string) => write({ fonts: fonts.map((one, index) => (index === at ? font : one)) });
  return (
    <fieldset class="stack">
      <legend class="label">
        Fonts <span>by name, for any text in a picture</span>
      </legend>
      {fonts.map((font, at) => (
        <div key={at} class="font-row">
          <input
            class="input"
            aria-label={`Font ${at + 1}`}
            maxLength={64}
            placeholder="Inter"
            value={font}
            style={{ fontFamily: fontFamily(font) }}
            onInput={({ currentTarget }) => set(at, currentTarget.value)}
          />
          <span class="small muted">{font === "" || hasFont(font) ? "" : "not on this computer"}</span>
          <button
            type="button"
            class="button quiet icon"
            aria-label={`Take font ${at + 1} away`}
            onClick={() => write({ fonts: fonts.filter((_, index) => index !== at) })}
          >
            <Icon name="close" />
          </button>
        </div>
      ))}
      {fonts.length < MOST_FONTS && (
        <button type="button" class="button add" onClick={() => write({ fonts: [...fonts, ""] })}>
          Add a font
        </button>
      )}
      {mistake !== undefined && <p class="small bad">{mistake}</p>}
    </fieldset>
  );
}
