// Where tiles stand: columns of one width, each tile in the column that is shortest so far. Reading order is the order of
// the tiles, and a tile never moves because of one behind it.

export interface Box {
  left: number;
  top: number;
  width: number;
  height: number;
}

export interface Placed {
  boxes: readonly Box[];
  height: number;
}

const GAP = 12;
const COLUMN = 210;
const NARROW = 480;
const NARROW_COLUMN = 150;

export function placed<T>(items: readonly T[], width: number, heightOf: (item: T, width: number) => number): Placed {
  const count = columns(width);
  const column = (width - GAP * (count - 1)) / count;
  const tops: number[] = Array.from({ length: count }, () => 0);
  const boxes = items.map((item) => {
    const at = shortest(tops);
    const top = tops[at] ?? 0;
    const height = heightOf(item, column);
    tops[at] = top + height + GAP;
    return { left: at * (column + GAP), top, width: column, height };
  });
  return { boxes, height: Math.max(0, Math.max(...tops) - GAP) };
}

function columns(width: number): number {
  const least = width < NARROW ? NARROW_COLUMN : COLUMN;
  return Math.max(1, Math.floor((width + GAP) / (least + GAP)));
}

function shortest(tops: readonly number[]): number {
  return tops.indexOf(Math.min(...tops));
}
