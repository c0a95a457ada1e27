// Whether a font is on this machine. Browsers do not say, but a text in it is as wide as in no other.

const TEXT = "mmmmmmmmmmlliWÅ@";
const known = new Map<string, boolean>();

export function hasFont(name: string): boolean {
  const before = known.get(name);
  if (before !== undefined) return before;
  const pen = document.createElement("canvas").getContext("2d");
  const there = pen !== null && ["monospace", "serif"].some((other) => width(pen, `${quoted(name)}, ${other}`) !== width(pen, other));
  known.set(name, there);
  return there;
}

/** For `font-family`: the font, or the page's own where it is not there. */
export function fontFamily(name: string): string {
  return `${quoted(name)}, var(--font)`;
}

function width(pen: CanvasRenderingContext2D, family: string): number {
  pen.font = `72px ${family}`;
  return pen.measureText(TEXT).width;
}

function quoted(name: string): string {
  return JSON.stringify(name);
}
