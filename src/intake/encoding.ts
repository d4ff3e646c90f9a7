import { isUtf8 } from 'node:buffer';
import { closeSync, openSync, readSync } from 'node:fs';
import type { TempFile } from './temp.ts';

export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'gb18030';

const CHUNK = 1 << 20;
const LF = 10;
const CR = 13;

/** The encoding the first bytes of a file show; text that is neither marked nor UTF-8 is settled by its lines. */
export function sniffEncoding(head: Uint8Array): Encoding {
  const [a, b, c] = head;
  if (a === 0xef && b === 0xbb && c === 0xbf) return 'utf-8';
  if (a === 0xff && b === 0xfe) return 'utf-16le';
  if (a === 0xfe && b === 0xff) return 'utf-16be';
  const byZeros = utf16ByZeros(head.subarray(0, 4096));
  if (byZeros) return byZeros;
  if (isUtf8(wholeCharacters(head))) return 'utf-8';
  const votes = new Votes();
  votes.add(head);
  return votes.winner();
}

/** The encoding of a whole file that is not all UTF-8. */
export function encodingByLines(path: string): Encoding {
  const votes = new Votes();
  forEachLine(path, 1, (line) => votes.add(line));
  return votes.winner();
}

/** Without a mark, UTF-16 shows by the zero bytes of its delimiters and line breaks, all on one side. */
function utf16ByZeros(head: Uint8Array): Encoding | undefined {
  const zeros = [0, 0];
  head.forEach((byte, index) => {
    if (byte === 0) zeros[index % 2] = (zeros[index % 2] ?? 0) + 1;
  });
  const [even = 0, odd = 0] = zeros;
  if (odd * 20 > head.length && even === 0) return 'utf-16le';
  if (even * 20 > head.length && odd === 0) return 'utf-16be';
  return undefined;
}

/**
 * Lines that are not ASCII vote. Chinese text in GB18030 is hardly ever valid UTF-8, so a line that is valid UTF-8
 * counts for it; one that is only valid GB18030, mostly of the characters in everyday use, counts for that.
 */
class Votes {
  #utf8 = 0;
  #gb18030 = 0;

  add(bytes: Uint8Array): void {
    for (const line of linesOf(bytes)) {
      if (!line.some((byte) => byte > 127)) continue;
      if (isUtf8(line)) this.#utf8++;
      else if (isEverydayChinese(line)) this.#gb18030++;
    }
  }

  winner(): Encoding {
    return this.#gb18030 > this.#utf8 ? 'gb18030' : 'utf-8';
  }
}

function* linesOf(bytes: Uint8Array): Generator<Uint8Array> {
  let from = 0;
  while (from < bytes.length) {
    const found = bytes.indexOf(LF, from);
    const to = found < 0 ? bytes.length : found;
    yield bytes.subarray(from, to);
    from = to + 1;
  }
}

/** GB18030 of which at least half the two-byte characters are in the GB 2312 rows. */
function isEverydayChinese(line: Uint8Array): boolean {
  if (decoded(line, 'gb18030') === undefined) return false;
  let everyday = 0;
  let others = 0;
  for (let i = 0; i < line.length; i++) {
    if ((line[i] ?? 0) < 0x81) continue;
    if ((line[i + 1] ?? 0) >= 0xa1) everyday++;
    else others++;
    i++;
  }
  return everyday >= others;
}

function decoded(bytes: Uint8Array, encoding: Encoding): string | undefined {
  try {
    return new TextDecoder(encoding, { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** Bytes without a UTF-8 character that is cut off at their end. */
export function wholeCharacters(bytes: Uint8Array): Uint8Array {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back] ?? 0;
    if (byte < 0x80) return bytes;
    if (byte < 0xc0) continue;
    const length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
    return back < length ? bytes.subarray(0, bytes.length - back) : bytes;
  }
  return bytes;
}

/** Tells chunk by chunk whether a stream is UTF-8. */
export class Utf8Check {
  valid = true;
  #rest: Uint8Array = new Uint8Array(0);

  push(chunk: Uint8Array): void {
    if (!this.valid) return;
    const bytes = this.#rest.length > 0 ? Buffer.concat([this.#rest, chunk]) : chunk;
    const whole = wholeCharacters(bytes);
    this.valid = isUtf8(whole);
    this.#rest = Uint8Array.from(bytes.subarray(whole.length));
  }

  end(): boolean {
    return this.valid && this.#rest.length === 0;
  }
}

/**
 * Rewrites a file in UTF-8.
 * @returns the lines, from 1, that could not be decoded; in them U+FFFD stands for what was lost
 */
export function transcode(path: string, encoding: Encoding, to: TempFile): Set<number> {
  const bad = new Set<number>();
  if (decodeStream(path, encoding, to)) return bad;
  to.restart();
  const lenient = new TextDecoder(encoding, { ignoreBOM: true });
  forEachLine(path, unitOf(encoding), (line, number, lineBreak) => {
    const text = decoded(line, encoding);
    if (text === undefined) bad.add(number);
    const shown = text ?? lenient.decode(line);
    to.write((number === 1 ? shown.replace(/^\ufeff/, '') : shown) + lineBreak);
  });
  return bad;
}

/** @returns false if some bytes mean nothing */
function decodeStream(path: string, encoding: Encoding, to: TempFile): boolean {
  const decoder = new TextDecoder(encoding, { fatal: true });
  try {
    for (const chunk of chunks(path)) to.write(decoder.decode(chunk, { stream: true }));
    to.write(decoder.decode());
    return true;
  } catch (error) {
    if (error instanceof TypeError) return false;
    throw error;
  }
}

export function* chunks(path: string): Generator<Uint8Array> {
  const fd = openSync(path, 'r');
  try {
    const buffer = Buffer.allocUnsafe(CHUNK);
    for (let read = readSync(fd, buffer); read > 0; read = readSync(fd, buffer))
      yield buffer.subarray(0, read);
  } finally {
    closeSync(fd);
  }
}

/** How wide the units are in which line breaks are looked for: bytes, or pairs in either order. */
export type Unit = 1 | 'utf-16le' | 'utf-16be';

export const unitOf = (encoding: Encoding): Unit =>
  encoding === 'utf-16le' || encoding === 'utf-16be' ? encoding : 1;

type OnLine = (line: Uint8Array, number: number, lineBreak: string, offset: number) => void;

/** Calls back with each physical line, its number, its line break, and where it begins. */
export function forEachLine(path: string, unit: Unit, onLine: OnLine): void {
  const width = unit === 1 ? 1 : 2;
  const shift = unit === 'utf-16be' ? 1 : 0;
  let rest: Uint8Array = new Uint8Array(0);
  let number = 1;
  let base = 0;
  const feed = (bytes: Uint8Array, last: boolean): void => {
    const code = (at: number): number =>
      width === 1 || bytes[at + 1 - shift] === 0 ? (bytes[at + shift] ?? 0) : 256;
    let from = 0;
    for (let i = 0; i + width <= bytes.length; i += width) {
      const mark = code(i);
      if (mark !== LF && mark !== CR) continue;
      if (mark === CR && i + 2 * width > bytes.length && !last) break;
      const pair = mark === CR && i + 2 * width <= bytes.length && code(i + width) === LF;
      onLine(bytes.subarray(from, i), number++, pair ? '\r\n' : mark === CR ? '\r' : '\n', base + from);
      if (pair) i += width;
      from = i + width;
    }
    if (last && from < bytes.length) onLine(bytes.subarray(from), number++, '', base + from);
    rest = Uint8Array.from(bytes.subarray(from));
    base += from;
  };
  for (const chunk of chunks(path)) feed(rest.length > 0 ? Buffer.concat([rest, chunk]) : chunk, false);
  feed(rest, true);
}
