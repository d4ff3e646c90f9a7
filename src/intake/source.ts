import { createHash } from 'node:crypto';
import {
  closeSync,
  createReadStream,
  createWriteStream,
  openSync,
  readSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { readParquet } from '../engine/csv.ts';
import type { Engine } from '../engine/duckdb.ts';
import { DELIMITERS } from '../model/dataset.ts';
import { failure } from '../model/problem.ts';
import { sql } from '../model/sql.ts';
import { type Encoding, sniffEncoding, transcode, wholeCharacters } from './encoding.ts';
import type { FoundFile } from './files.ts';
import { PlainCheck } from './plain.ts';
import { RecordReader } from './records.ts';
import type { TableSpec } from './tables.ts';
import type { TempFolder } from './temp.ts';
import { headerKey, tidy } from './text.ts';

/** A file of a table, opened as far as its headers. */
export interface Source {
  /** Position among all files of the run. */
  number: number;
  name: string;
  kind: 'text' | 'parquet';
  /** Where its bytes are; decompressed if it was compressed. */
  path: string;
  bytes: number;
  sha256: string | undefined;
  headers: string[];
  /** undefined for an empty file */
  text: TextLayout | undefined;
}

export interface TextLayout {
  encoding: Encoding;
  /** The encoding is as declared, right or wrong. */
  declared: boolean;
  delimiter: string;
  headerLine: number;
  /** Whether the headers fill exactly the first line. */
  headerFirst: boolean;
  /** Whether the cells at the beginning are plain by plain.ts, so that all may be. */
  plainStart: boolean;
}

const HEAD = 256 << 10;

export async function openSource(
  engine: Engine,
  found: FoundFile,
  number: number,
  spec: TableSpec,
  temp: TempFolder,
): Promise<Source> {
  const bytes = statSync(found.path).size;
  const common = { number, name: found.name, bytes };
  if (found.name.toLowerCase().endsWith('.parquet')) return openParquet(engine, found, common, spec, temp);
  const packed = found.name.toLowerCase().endsWith('.gz');
  const { path, sha256 } = packed ? await unpack(found, spec, temp) : { path: found.path, sha256: undefined };
  const source: Source = { ...common, kind: 'text', path, sha256, headers: [], text: undefined };
  const head = headOf(path);
  const encoding = declaredEncoding(spec, head) ?? sniffEncoding(head);
  const opening = readOpening(head, encoding, spec, found.name, temp);
  if (!opening) return source;
  const { headers, ...layout } = opening;
  const declared = spec.source?.encoding !== undefined;
  const plainStart = encoding === 'utf-8' && isPlain(head, layout.delimiter, headers.length);
  return { ...source, headers, text: { encoding, declared, plainStart, ...layout } };
}

function isPlain(head: Buffer, delimiter: string, cells: number): boolean {
  const check = new PlainCheck(delimiter, cells);
  check.push(head);
  return check.plain;
}

async function openParquet(
  engine: Engine,
  found: FoundFile,
  common: Pick<Source, 'number' | 'name' | 'bytes'>,
  spec: TableSpec,
  temp: TempFolder,
): Promise<Source> {
  const path = temp.plainName(found.path);
  try {
    const columns = await engine.rows<{ column_name: string }>(
      sql`DESCRIBE SELECT * FROM ${readParquet(path)}`,
    );
    const headers = columns.map((column) => column.column_name).filter((name) => name !== 'file_row_number');
    return { ...common, kind: 'parquet', path, sha256: undefined, headers, text: undefined };
  } catch (cause) {
    throw failure('usage', 'unreadable-parquet', { table: spec.name, file: found.name }, { cause });
  }
}

/** Decompresses into the private folder, noting the digest of the compressed bytes. */
async function unpack(
  found: FoundFile,
  spec: TableSpec,
  temp: TempFolder,
): Promise<{ path: string; sha256: string }> {
  const path = temp.name('.txt');
  writeFileSync(path, '', { mode: 0o600 });
  const hash = createHash('sha256');
  const tap = new Transform({
    transform(chunk, _encoding, done) {
      hash.update(chunk);
      done(null, chunk);
    },
  });
  try {
    await pipeline(createReadStream(found.path), tap, createGunzip(), createWriteStream(path));
  } catch (cause) {
    // Only what zlib says is about the file; a full disk is another matter.
    if (!String((cause as NodeJS.ErrnoException).code).startsWith('Z_')) throw cause;
    throw failure('usage', 'unreadable-gzip', { table: spec.name, file: found.name }, { cause });
  }
  return { path, sha256: hash.digest('hex') };
}

function headOf(path: string): Buffer {
  const buffer = Buffer.alloc(HEAD);
  const fd = openSync(path, 'r');
  try {
    return buffer.subarray(0, readSync(fd, buffer, 0, HEAD, 0));
  } finally {
    closeSync(fd);
  }
}

function declaredEncoding(spec: TableSpec, head: Buffer): Encoding | undefined {
  const encoding = spec.source?.encoding;
  switch (encoding) {
    case undefined:
      return undefined;
    case 'utf-16': {
      const found = sniffEncoding(head);
      return found === 'utf-16be' ? found : 'utf-16le';
    }
    case 'gbk':
    case 'gb2312':
      return 'gb18030';
    default:
      return encoding;
  }
}

type Opening = Pick<TextLayout, 'delimiter' | 'headerLine' | 'headerFirst'> & { headers: string[] };

/** Reads the headers, trying each delimiter: the one that gives the most known headers, then the most cells. */
function readOpening(
  head: Buffer,
  encoding: Encoding,
  spec: TableSpec,
  name: string,
  temp: TempFolder,
): Opening | undefined {
  const sample = temp.name('.head');
  writeFileSync(sample, wholeCharacters(head), { mode: 0o600 });
  const utf8 = encoding === 'utf-8' ? sample : toUtf8(sample, encoding, temp);
  const known = new Set(spec.columns.flatMap((column) => column.headers.map(headerKey)));
  const usual = name.toLowerCase().includes('.tsv') ? '\t' : ',';
  const given = spec.source?.delimiter;
  const candidates = given === undefined ? [usual, ...DELIMITERS.filter((mark) => mark !== usual)] : [given];
  const openings = candidates.flatMap((delimiter) => headerRecord(utf8, delimiter) ?? []);
  const score = ({ headers }: Opening): number =>
    headers.filter((header) => known.has(headerKey(header))).length * 10_000 + headers.length;
  return openings.toSorted((a, b) => score(b) - score(a))[0];
}

function toUtf8(path: string, encoding: Encoding, temp: TempFolder): string {
  const file = temp.file('.txt');
  transcode(path, encoding, file);
  file.close();
  return file.path;
}

function headerRecord(path: string, delimiter: string): Opening | undefined {
  const reader = new RecordReader(path, { delimiter });
  try {
    if (!reader.next()) return undefined;
    const headers = (reader.fault ? reader.text().split(delimiter) : reader.cellTexts()).map(headerText);
    const { firstLine: headerLine, lastLine } = reader;
    return { delimiter, headers, headerLine, headerFirst: headerLine === 1 && lastLine === 1 };
  } finally {
    reader.close();
  }
}

/** NUL characters can stand in no name. */
const headerText = (cell: string): string => tidy(cell.replaceAll('\0', ''));
