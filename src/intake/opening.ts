import { statSync, writeFileSync } from 'node:fs';
import { MAX_RECORD_BYTES } from '../engine/csv.ts';
import { DELIMITERS } from '../model/dataset.ts';
import { failure } from '../model/problem.ts';
import { headOf, refuseBinaryHeaders } from './contents.ts';
import { type Encoding, transcode, wholeCharacters } from './encoding.ts';
import { RecordReader } from './records.ts';
import type { TableSpec } from './tables.ts';
import type { TempFolder } from './temp.ts';
import { headerKey, tidy } from './text.ts';

/** How a text file begins. */
export interface Opening {
  delimiter: string;
  headers: string[];
  headerLine: number;
  /** Whether the headers fill exactly the first line. */
  headerFirst: boolean;
}

/**
 * Most columns of a file. Every one of them is split off, whether anything asks for it or not; a file with more is
 * hardly a table with a record on each line.
 */
export const MAX_COLUMNS = 10_000;

/** How much of a file is looked at for its headers: more only where they do not end before. */
const HEADS = [256 << 10, 4 << 20, 16 << 20] as const;

/** @throws Failure `too-many-columns` */
export function refuseColumns(found: number, file: string): void {
  if (found > MAX_COLUMNS) throw failure('usage', 'too-many-columns', { file, found, limit: MAX_COLUMNS });
}

/**
 * Reads the headers whole, trying each delimiter: the one that gives the most known headers, then the most cells.
 * @returns undefined if the file is empty
 * @throws Failure `no-text`, `too-many-columns`, or `header-too-long` for a line that is none of headers
 */
export function readOpening(
  path: string,
  encoding: Encoding,
  spec: TableSpec,
  name: string,
  temp: TempFolder,
): Opening | undefined {
  for (const length of HEADS) {
    const head = headOf(path, length);
    const whole = head.length < length;
    const found = openings(head, whole, encoding, candidates(spec, name), temp);
    const [best] = found.toSorted(byKnownHeaders(spec));
    if (best) refuseBinaryHeaders(best.opening.headers, name);
    if (!whole && (!best || found.some(({ cut }) => cut))) continue;
    if (best) refuseColumns(best.cells, name);
    if (best && best.bytes > MAX_RECORD_BYTES) break;
    return best?.opening;
  }
  throw failure('usage', 'header-too-long', { file: name, limit: MAX_RECORD_BYTES >> 10 });
}

function candidates({ source }: TableSpec, name: string): readonly string[] {
  if (source?.delimiter !== undefined) return [source.delimiter];
  const usual = name.toLowerCase().includes('.tsv') ? '\t' : ',';
  return [usual, ...DELIMITERS.filter((mark) => mark !== usual)];
}

/** The headers under one delimiter, with the number and length that they have in the file. */
interface Attempt {
  opening: Opening;
  cells: number;
  bytes: number;
  /** They may go on where the part that was looked at ends. */
  cut: boolean;
}

function byKnownHeaders(spec: TableSpec): (a: Attempt, b: Attempt) => number {
  const known = new Set(spec.columns.flatMap((column) => column.headers.map(headerKey)));
  const knownOf = ({ opening }: Attempt): number =>
    opening.headers.filter((header) => known.has(headerKey(header))).length;
  return (a, b) => knownOf(b) - knownOf(a) || b.cells - a.cells;
}

function openings(
  head: Buffer,
  whole: boolean,
  encoding: Encoding,
  delimiters: readonly string[],
  temp: TempFolder,
): Attempt[] {
  const sample = temp.name('.head');
  const text = whole ? head : wholeCharacters(head);
  writeFileSync(sample, text, { mode: 0o600 });
  const utf8 = encoding === 'utf-8' ? { path: sample, bytes: text.length } : toUtf8(sample, encoding, temp);
  return delimiters.flatMap((delimiter) => attempt(utf8, delimiter, whole) ?? []);
}

function toUtf8(path: string, encoding: Encoding, temp: TempFolder): { path: string; bytes: number } {
  const file = temp.file('.txt');
  transcode(path, encoding, file);
  file.close();
  return { path: file.path, bytes: statSync(file.path).size };
}

function attempt(
  utf8: { path: string; bytes: number },
  delimiter: string,
  whole: boolean,
): Attempt | undefined {
  const reader = new RecordReader(utf8.path, { delimiter });
  try {
    if (!reader.next()) return undefined;
    const texts = reader.fault ? reader.text().split(delimiter) : reader.cellTexts();
    const bytes = reader.end - reader.start;
    const { firstLine: headerLine, lastLine } = reader;
    const headerFirst = headerLine === 1 && lastLine === 1;
    return {
      opening: { delimiter, headers: texts.map(tidy), headerLine, headerFirst },
      cells: Math.max(reader.cells, texts.length),
      bytes,
      // A quote that seems never to be closed may be closed further on.
      cut: !whole && (reader.offset + bytes >= utf8.bytes || reader.fault === 'unterminated-quote'),
    };
  } finally {
    reader.close();
  }
}
