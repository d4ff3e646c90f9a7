import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream, statSync, writeFileSync } from 'node:fs';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { readParquet } from '../engine/csv.ts';
import type { Engine } from '../engine/duckdb.ts';
import { Failure, failure } from '../model/problem.ts';
import { sql } from '../model/sql.ts';
import { headOf, refuseOtherContents } from './contents.ts';
import { type Encoding, sniffEncoding } from './encoding.ts';
import type { FoundFile } from './files.ts';
import { readOpening, refuseColumns } from './opening.ts';
import { PlainCheck } from './plain.ts';
import type { TableSpec } from './tables.ts';
import type { TempFolder } from './temp.ts';
import { isBinary } from './text.ts';

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
  /** The encoding as it was declared, right or wrong; undefined if it was found. */
  declared: string | undefined;
  delimiter: string;
  headerLine: number;
  /** Whether the headers fill exactly the first line. */
  headerFirst: boolean;
  /** Whether the cells at the beginning are plain by plain.ts, so that all may be. */
  plainStart: boolean;
}

/** How much of a file tells its encoding, and whether it may be plain. */
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
  const head = headOf(path, HEAD);
  refuseOtherContents(head, found.name);
  const encoding = declaredEncoding(spec, head) ?? sniffEncoding(head);
  const opening = readOpening(path, encoding, spec, found.name, temp);
  if (!opening) return source;
  const { headers, ...layout } = opening;
  const declared = spec.source?.encoding;
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
  refuseText(found);
  try {
    const columns = await engine.rows<{ column_name: string }>(
      sql`DESCRIBE SELECT * FROM ${readParquet(path)}`,
    );
    const headers = columns.map((column) => column.column_name).filter((name) => name !== 'file_row_number');
    refuseColumns(headers.length, found.name);
    return { ...common, kind: 'parquet', path, sha256: undefined, headers, text: undefined };
  } catch (cause) {
    if (cause instanceof Failure) throw cause;
    throw failure('usage', 'unreadable-parquet', { table: spec.name, file: found.name }, { cause });
  }
}

/** What ends in .parquet and reads as text all the same. */
function refuseText({ path, name }: FoundFile): void {
  const head = headOf(path, 4096);
  const isMarked = head.toString('latin1', 0, 4) === 'PAR1';
  if (head.length === 0 || isMarked || isBinary(head.toString('latin1'))) return;
  const renamed = `${name.slice(0, -'.parquet'.length)}.csv`;
  throw failure('usage', 'parquet-is-text', { file: name, renamed });
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
