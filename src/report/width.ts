import { LAYOUT, UNPRINTABLE } from '../model/unprintable.ts';

// biome-ignore lint/suspicious/noControlCharactersInRegex: colours are control characters
const COLOURS = /\u001b\[[0-9;]*m/g;
const NO_WIDTH = /[\p{Mn}\p{Me}\p{Cf}]/u;

/** Code points that take two columns in a terminal: East Asian Width W and F (Unicode annex 11), by blocks. */
const WIDE: readonly (readonly [number, number])[] = [
  [0x1100, 0x115f],
  [0x231a, 0x231b],
  [0x2e80, 0x303e],
  [0x3041, 0x33ff],
  [0x3400, 0x4dbf],
  [0x4e00, 0xa4cf],
  [0xa960, 0xa97c],
  [0xac00, 0xd7a3],
  [0xf900, 0xfaff],
  [0xfe10, 0xfe19],
  [0xfe30, 0xfe6f],
  [0xff00, 0xff60],
  [0xffe0, 0xffe6],
  [0x1f300, 0x1f64f],
  [0x1f680, 0x1f6ff],
  [0x1f900, 0x1f9ff],
  [0x20000, 0x3fffd],
];

/** How many columns a text takes in a terminal; colours take none. */
export function widthOf(text: string): number {
  let width = 0;
  for (const character of text.replace(COLOURS, '')) {
    const point = character.codePointAt(0) as number;
    if (point < 0x300) width += 1;
    else if (WIDE.some(([from, to]) => point >= from && point <= to)) width += 2;
    else if (!NO_WIDTH.test(character)) width += 1;
  }
  return width;
}

const SHORT: Record<string, string> = { '\t': '\\t', '\n': '\\n', '\r': '\\r' };

/** A text from outside, fit for a terminal: what can't be seen is spelled out. */
export function printable(text: string): string {
  return text.replace(UNPRINTABLE, spelled);
}

/** The same for a text that may have several lines. */
export function printableText(text: string): string {
  return text.replace(UNPRINTABLE, (found) => (LAYOUT.has(found) ? found : spelled(found)));
}

function spelled(found: string): string {
  return SHORT[found] ?? `\\u${found.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

/** The same, column by column, for a line under which a place is to be underlined. */
export function printableLine(line: string): string {
  return line.replace(UNPRINTABLE, (found) => (found === '\t' ? ' ' : '\uFFFD'));
}

/** A text cut to so many characters, with an ellipsis. */
export function shorten(text: string, length: number): string {
  const characters = [...text];
  return characters.length <= length ? text : `${characters.slice(0, length - 1).join('')}…`;
}
