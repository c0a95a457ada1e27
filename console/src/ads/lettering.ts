// Draws a text as the renderer does: the same letters, breaks, outline and box, cut to its ink.

import type { Ad, Words } from "./ad.js";
import { frameOf, roomAt, thirdsOf, type Size } from "./place.js";

const LINE_HEIGHT = 1.3;
const LINE_GAP = 0.14;
const OUTLINE = 0.08;
const BOX_REACH = 0.35;
const BOX_ROUND = 0.25;
const AIR = 2;
const SHRINK = 0.9;
const LEAST = 0.02;
const FAMILY = '"Noto Sans", sans-serif';
/** The box that the API draws without a colour: black, half seen through. */
const USUAL_BOX = "#00000099";

interface Line {
  text: string;
  left: number;
  right: number;
  up: number;
  down: number;
  advance: number;
}

interface Set {
  size: number;
  lines: readonly Line[];
  pitch: number;
  surround: number;
  box: Size;
}

/** Draws into the canvas, and gives the size it then has in pixels of the frame. */
export function letter(canvas: HTMLCanvasElement, ad: Ad, words: Words): Size {
  const context = canvas.getContext("2d");
  const set = context && fitted(context, ad, words);
  if (!context || !set) return { width: 0, height: 0 };
  canvas.width = set.box.width;
  canvas.height = set.box.height;
  paint(context, set, words);
  return set.box;
}

function fitted(context: CanvasRenderingContext2D, ad: Ad, words: Words): Set | undefined {
  const frame = frameOf(ad);
  const room = roomAt(ad, words.position);
  const least = LEAST * frame.height;
  let size = Math.max(least, Math.min(words.size * frame.height, room.height));
  for (;;) {
    const set = setAt(context, words, size, room.width);
    const fits = set && set.box.width <= room.width && set.box.height <= room.height;
    if (!set || fits || size <= least) return set;
    size = Math.max(least, size * SHRINK);
  }
}

function setAt(context: CanvasRenderingContext2D, words: Words, size: number, room: number): Set | undefined {
  context.font = `700 ${size}px ${FAMILY}`;
  const surround = Math.ceil(size * (hasBox(words) ? BOX_REACH : OUTLINE)) + AIR;
  const lines = broken(context, words.text, room - 2 * surround).map((text) => measured(context, text));
  if (lines.length === 0) return undefined;
  const gap = Math.ceil(size * LINE_GAP);
  const pitch = lines.slice(1).reduce((most, line, n) => Math.max(most, (lines[n]?.down ?? 0) + line.up + gap), Math.ceil(size * LINE_HEIGHT));
  const height = (lines[0]?.up ?? 0) + pitch * (lines.length - 1) + (lines.at(-1)?.down ?? 0);
  const width = Math.max(...lines.map((line) => line.right + line.left));
  return { size, lines, pitch, surround, box: { width: Math.ceil(width) + 2 * surround, height: Math.ceil(height) + 2 * surround } };
}

function measured(context: CanvasRenderingContext2D, text: string): Line {
  const metrics = context.measureText(text);
  return {
    text,
    left: metrics.actualBoundingBoxLeft,
    right: metrics.actualBoundingBoxRight,
    up: metrics.actualBoundingBoxAscent,
    down: metrics.actualBoundingBoxDescent,
    advance: metrics.width,
  };
}

/** Breaks between words, and within a word that is longer than a line. */
function broken(context: CanvasRenderingContext2D, text: string, room: number): string[] {
  const wide = (line: string) => context.measureText(line.trimEnd()).width > room;
  const lines: string[] = [];
  for (const paragraph of text.split(/\r?\n/)) {
    let line = "";
    for (const word of wordsOf(paragraph)) {
      if (line !== "" && wide(line + word)) {
        lines.push(line.trimEnd());
        line = word.trimStart();
      } else line += word;
      while (wide(line)) {
        const fits = [...line].findIndex((_, n) => n > 0 && wide([...line].slice(0, n + 1).join("")));
        if (fits < 1) break;
        lines.push([...line].slice(0, fits).join(""));
        line = [...line].slice(fits).join("");
      }
    }
    lines.push(line.trimEnd());
  }
  return lines.join("") === "" ? [] : lines;
}

const segmenter = new Intl.Segmenter(undefined, { granularity: "word" });
const UNSPACED = /\p{Script=Han}|\p{Script=Hiragana}|\p{Script=Katakana}/u;
const CLOSING = /^[\p{Pe}\p{Pf}\p{Po}]+$/u;

/** What a line may be broken behind: words with the spaces that follow, and each sign of Han and kana. */
function wordsOf(text: string): string[] {
  const words: string[] = [];
  let open = false;
  for (const { segment, isWordLike } of segmenter.segment(text)) {
    const parts = UNSPACED.test(segment) ? [...segment] : [segment];
    for (const part of parts) {
      const space = part.trim() === "";
      const joins = words.length > 0 && (space || CLOSING.test(part) || (open && !UNSPACED.test(part) && isSpaced(words.at(-1) ?? "")));
      if (joins) words[words.length - 1] += part;
      else words.push(part);
      open = !space && isWordLike !== undefined;
    }
  }
  return words;
}

/** Whether what follows without a space belongs to it. */
function isSpaced(word: string): boolean {
  return !/\s$/.test(word) && !/[\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u.test(word) && !UNSPACED.test(word);
}

function paint(context: CanvasRenderingContext2D, { size, lines, pitch, surround, box }: Set, words: Words): void {
  context.font = `700 ${size}px ${FAMILY}`;
  context.lineJoin = "round";
  context.textBaseline = "alphabetic";
  const color = words.color ?? "#ffffff";
  if (hasBox(words)) {
    context.fillStyle = typeof words.box === "string" ? words.box : USUAL_BOX;
    context.beginPath();
    context.roundRect(0, 0, box.width, box.height, size * BOX_ROUND);
    context.fill();
  }
  const inner = box.width - 2 * surround;
  const first = surround + (lines[0]?.up ?? 0);
  const align = words.align ?? usualAlign(words);
  lines.forEach((line, n) => {
    const free = inner - (line.right + line.left);
    const x = surround + line.left + (align === "left" ? 0 : align === "right" ? free : free / 2);
    const y = first + n * pitch;
    if (!hasBox(words)) {
      context.strokeStyle = isLight(color) ? "#000000" : "#ffffff";
      context.lineWidth = size * OUTLINE * 2;
      context.strokeText(line.text, x, y);
    }
    context.fillStyle = color;
    context.fillText(line.text, x, y);
  });
}

function usualAlign({ position }: Words): "left" | "center" | "right" {
  if (typeof position === "object") return "center";
  return (["left", "center", "right"] as const)[thirdsOf(position).across] ?? "center";
}

function hasBox({ box }: Words): boolean {
  return box !== null && box !== false;
}

function isLight(color: string): boolean {
  const part = (at: number) => Number.parseInt(color.slice(at, at + 2), 16);
  return 299 * part(1) + 587 * part(3) + 114 * part(5) > 128_000;
}
