// The name and a line set in the kit's fonts. Where a font is not on this machine, that is said.

import { fontFamily, hasFont } from "./fonts.js";

export function Type({ fonts }: { fonts: readonly string[] }) {
  const missing = fonts.filter((font) => !hasFont(font));
  return (
    <div class="kit-fonts">
      {fonts.map((font) => (
        <p key={font} style={{ fontFamily: fontFamily(font) }}>
          <span aria-hidden="true" class="kit-letters">
            Aa
          </span>
          {font}
        </p>
      ))}
      {missing.length > 0 && (
        <p class="small muted">
          {missing.join(" and ")} {missing.length === 1 ? "is" : "are"} not on this computer, so the page’s own font stands in.
        </p>
      )}
    </div>
  );
}
