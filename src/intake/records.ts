import { isUtf8 } from 'node:buffer';
import { closeSync, openSync, readSync } from 'node:fs';
import { MAX_RECORD_BYTES } from '../engine/csv.ts';
import { tidy } from './text.ts';

export type Fault = 'encoding-error' | 'unterminated-quote' | 'wrong-cell-count';

export interface RecordOptions {
  delimiter: string;
  /** Number of cells a record must have; undefined takes any. */
  cells?: number | undefined;
  /** Lines whose bytes mean nothing in the file's encoding, from 1. */
  badLines?: ReadonlySet<number> | undefined;
  /** Check that each record is UTF-8. */
  checkUtf8?: boolean | undefined;
}

const CHUNK = 1 << 20;
/** A quoted cell of more lines than this is a quote that someone forgot to close. */
const MAX_LINES = 1000;
const LF = 10;
const CR = 13;
const SPACE = 32;
const QUOTE = 34;

/**
 * Splits a UTF-8 file into records, as the engine does it where the file is well-formed; elsewhere by rules that
 * lose as little as possible. Blank lines are no records. A quote opens a cell only at its start. A quote that is
 * never closed, or closed by one that is followed by text, spoils its first line only.
 *
 * After `next()` the fields describe the record; they are overwritten by the following call.
 */
export class RecordReader {
  /** The record's bytes lie in `buffer` from `start` to `end`, without its line break. */
  buffer: Buffer = Buffer.allocUnsafe(CHUNK);
  start = 0;
  end = 0;
  /** Place of the first byte in the file. */
  offset = 0;
  firstLine = 0;
  lastLine = 0;
  /** Number of cells found. */
  cells = 0;
  /** Whether a quote occurs in it; if so, the ends of its cells are known. */
  quoted = false;
  fault: Fault | undefined;

  #options: RecordOptions;
  readonly #fd: number;
  readonly #delimiter: number;
  readonly #bounds: number[] = [];
  #pos = 0;
  #length = 0;
  #base = 0;
  #line = 1;
  #atEnd = false;

  constructor(path: string, options: RecordOptions) {
    this.#options = options;
    this.#delimiter = options.delimiter.charCodeAt(0);
    this.#fd = openSync(path, 'r');
    this.#fill();
    if (this.#length >= 3 && this.buffer.readUIntBE(0, 3) === 0xefbbbf) this.#pos = 3;
  }

  /** From here on records must have this many cells. */
  expect(cells: number): void {
    this.#options = { ...this.#options, cells };
  }

  close(): void {
    closeSync(this.#fd);
  }

  /** Moves to the next record. @returns false at the end of the file */
  next(): boolean {
    for (;;) {
      if (this.#pos >= this.#length && !this.#fill()) return false;
      const step = this.#plainLine();
      if (step === 'record') return true;
      if (step === 'more') this.#fill();
    }
  }

  /** The record's text; of one too long to be a record, its beginning. */
  text(): string {
    return this.buffer.toString('utf8', this.start, Math.min(this.end, this.start + MAX_RECORD_BYTES));
  }

  /** The texts of the record's cells. */
  cellTexts(): string[] {
    if (!this.quoted) return this.text().split(this.#options.delimiter);
    return Array.from({ length: this.#bounds.length / 3 }, (_, index) => {
      const [from, to, quoted] = this.#bounds.slice(index * 3, index * 3 + 3) as [number, number, number];
      const cell = this.buffer.toString('utf8', this.start + from, this.start + to);
      return quoted ? cell.replaceAll('""', '"') : cell;
    });
  }

  /** Reads on, keeping what is not yet used. */
  #fill(): boolean {
    if (this.#atEnd) return false;
    const kept = this.#length - this.#pos;
    const room = kept + CHUNK;
    const target = room > this.buffer.length ? Buffer.allocUnsafe(room) : this.buffer;
    this.buffer.copy(target, 0, this.#pos, this.#length);
    this.#base += this.#pos;
    this.buffer = target;
    const read = readSync(this.#fd, target, kept, CHUNK, null);
    this.#pos = 0;
    this.#length = kept + read;
    if (read === 0) this.#atEnd = true;
    return read > 0;
  }

  #plainLine(): 'record' | 'blank' | 'more' {
    const { buffer } = this;
    const length = this.#length;
    const delimiter = this.#delimiter;
    let cells = 1;
    let quotes = false;
    let i = this.#pos;
    for (; i < length; i++) {
      const byte = buffer[i];
      if (byte === delimiter) cells++;
      else if (byte === LF || byte === CR) break;
      else if (byte === QUOTE) quotes = true;
    }
    if (this.#needsMore(i)) return 'more';
    if (quotes) return this.#quotedRecord(i);
    this.quoted = false;
    return this.#finish(i, this.#line, cells, undefined);
  }

  /** Whether the bytes at hand end before one can tell where a line ends. */
  #needsMore(lineEnd: number): boolean {
    if (this.#atEnd) return false;
    return lineEnd >= this.#length || (this.buffer[lineEnd] === CR && lineEnd + 1 >= this.#length);
  }

  /** Position after the line break that begins at `at`. */
  #afterBreak(at: number): number {
    if (at >= this.#length) return at;
    return this.buffer[at] === CR && this.buffer[at + 1] === LF ? at + 2 : at + 1;
  }

  #finish(end: number, lastLine: number, cells: number, fault: Fault | undefined): 'record' | 'blank' {
    this.start = this.#pos;
    this.end = end;
    this.offset = this.#base + this.#pos;
    this.firstLine = this.#line;
    this.lastLine = lastLine;
    this.cells = cells;
    this.#pos = this.#afterBreak(end);
    this.#line = lastLine + 1;
    if (cells === 1 && !this.quoted && this.#isBlank()) return 'blank';
    this.fault = this.#isBadlyEncoded() ? 'encoding-error' : (fault ?? this.#countFault());
    return 'record';
  }

  #countFault(): Fault | undefined {
    const { cells } = this.#options;
    if (this.end - this.start > MAX_RECORD_BYTES)
      return this.quoted ? 'unterminated-quote' : 'wrong-cell-count';
    return cells === undefined || cells === this.cells ? undefined : 'wrong-cell-count';
  }

  #isBlank(): boolean {
    if (this.start === this.end) return true;
    const first = this.buffer[this.start] ?? 0;
    return (first <= SPACE || first > 127) && tidy(this.text()) === '';
  }

  #isBadlyEncoded(): boolean {
    const { badLines, checkUtf8 } = this.#options;
    if (checkUtf8 && !isUtf8(this.buffer.subarray(this.start, this.end))) return true;
    if (!badLines || badLines.size === 0) return false;
    for (let line = this.firstLine; line <= this.lastLine; line++) if (badLines.has(line)) return true;
    return false;
  }

  /** @param lineEnd where the first physical line of the record ends */
  #quotedRecord(lineEnd: number): 'record' | 'blank' | 'more' {
    this.quoted = true;
    const end = this.#walkCells();
    if (end === 'more') return 'more';
    if (end === 'fault') return this.#finish(lineEnd, this.#line, 0, 'unterminated-quote');
    const lines = this.#line + this.#breaksWithin(end);
    const cells = this.#bounds.length / 3;
    const wrong = this.#options.cells !== undefined && cells !== this.#options.cells;
    if (wrong && lines > this.#line && this.#swallowsRecords(lineEnd, end))
      return this.#finish(lineEnd, this.#line, 0, 'unterminated-quote');
    return this.#finish(end, lines, cells, undefined);
  }

  /** Finds the cells of the record at hand, as triples from, to, quoted. @returns where it ends */
  #walkCells(): number | 'more' | 'fault' {
    const { buffer } = this;
    const begin = this.#pos;
    this.#bounds.length = 0;
    let i = begin;
    for (;;) {
      let at = i;
      while (buffer[at] === SPACE && at < this.#length) at++;
      if (at < this.#length && buffer[at] === QUOTE) {
        const close = this.#closingQuote(at + 1);
        if (typeof close !== 'number') return close;
        this.#bounds.push(at + 1 - begin, close - begin, 1);
        i = close + 1;
        while (i < this.#length && buffer[i] === SPACE) i++;
      } else {
        const from = i;
        while (i < this.#length && !this.#endsCell(i)) i++;
        this.#bounds.push(from - begin, i - begin, 0);
      }
      if (this.#needsMore(i)) return 'more';
      if (i >= this.#length || buffer[i] === LF || buffer[i] === CR) return i;
      if (buffer[i] !== this.#delimiter) return 'fault';
      i++;
    }
  }

  #endsCell(at: number): boolean {
    const byte = this.buffer[at];
    return byte === this.#delimiter || byte === LF || byte === CR;
  }

  #closingQuote(from: number): number | 'more' | 'fault' {
    let lines = 0;
    for (let i = from; i < this.#length; i++) {
      const byte = this.buffer[i];
      if (byte === LF && ++lines > MAX_LINES) return 'fault';
      if (i - from > MAX_RECORD_BYTES) return 'fault';
      if (byte !== QUOTE) continue;
      if (i + 1 >= this.#length && !this.#atEnd) return 'more';
      if (this.buffer[i + 1] !== QUOTE || i + 1 >= this.#length) return i;
      i++;
    }
    return this.#atEnd ? 'fault' : 'more';
  }

  #breaksWithin(end: number): number {
    let breaks = 0;
    for (let i = this.#pos; i < end; i = this.#afterBreak(i)) {
      while (i < end && this.buffer[i] !== LF && this.buffer[i] !== CR) i++;
      if (i < end) breaks++;
    }
    return breaks;
  }

  /** Whether a line inside a record with the wrong number of cells is a record of its own, without any quote. */
  #swallowsRecords(firstEnd: number, end: number): boolean {
    for (let from = this.#afterBreak(firstEnd); from < end; ) {
      let cells = 1;
      let i = from;
      for (; i < end && this.buffer[i] !== LF && this.buffer[i] !== CR; i++) {
        if (this.buffer[i] === this.#delimiter) cells++;
        else if (this.buffer[i] === QUOTE) cells = Number.NaN;
      }
      if (cells === this.#options.cells) return true;
      from = this.#afterBreak(i);
    }
    return false;
  }
}
