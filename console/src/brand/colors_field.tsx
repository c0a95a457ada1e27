// The colours of a kit: chosen or written, in their order, with how well text is read on each.

import { Icon } from "../ui/icon.js";
import { contrast, inkOn, isColor, READABLE, READABLE_LARGE } from "./contrast.js";
import { form, MOST_COLORS, write } from "./form.js";

const FIRST = "#3b5bdb";

export function ColorsField({ mistake }: { mistake: string | undefined }) {
  const { colors } = form.value;
  const set = (at: number, color: string) => write({ colors: colors.map((one, index) => (index === at ? color.toLowerCase() : one)) });
  return (
    <fieldset class="stack">
      <legend class="label">
        Colours <span>the most important first</span>
      </legend>
      {colors.map((color, at) => (
        <div key={at} class="color-row">
          <input
            type="color"
            aria-label={`Colour ${at + 1}`}
            value={isColor(color) ? color : "#000000"}
            onInput={({ currentTarget }) => set(at, currentTarget.value)}
          />
          <input
            class="input figures"
            aria-label={`Colour ${at + 1} in figures`}
            maxLength={7}
            value={color}
            aria-invalid={!isColor(color)}
            onInput={({ currentTarget }) => set(at, currentTarget.value)}
          />
          <span class="small muted">{isColor(color) ? ink(color) : "Six figures behind a #, such as #d4342c"}</span>
          <button
            type="button"
            class="button quiet icon"
            aria-label={`Take colour ${at + 1} away`}
            onClick={() => write({ colors: colors.filter((_, index) => index !== at) })}
          >
            <Icon name="close" />
          </button>
        </div>
      ))}
      <Pair colors={colors} />
      {colors.length < MOST_COLORS && (
        <button type="button" class="button add" onClick={() => write({ colors: [...colors, FIRST] })}>
          Add a colour
        </button>
      )}
      {mistake !== undefined && <p class="small bad">{mistake}</p>}
    </fieldset>
  );
}

function ink(color: string): string {
  const best = inkOn(color);
  return `${best === "#ffffff" ? "White" : "Black"} text on it: ${ratio(contrast(color, best))}`;
}

/** Whether the first two, which stand on each other most often, can. */
function Pair({ colors }: { colors: readonly string[] }) {
  const [first, second] = colors;
  if (first === undefined || second === undefined || !isColor(first) || !isColor(second)) return null;
  const between = contrast(first, second);
  return (
    <p class="small muted pair">
      <span class="pair-sample" style={{ background: first, color: second }} aria-hidden="true" />
      The first two on each other: {ratio(between)}, {judged(between)}
    </p>
  );
}

function judged(between: number): string {
  if (between >= READABLE) return "readable at every size.";
  if (between >= READABLE_LARGE) return "readable in large letters only.";
  return "hard to read. Set text in another colour.";
}

function ratio(between: number): string {
  return `${between.toFixed(1)} : 1`;
}
