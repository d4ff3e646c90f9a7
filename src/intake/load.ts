import { createHash } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import { isCsvFault } from '../engine/csv.ts';
import type { Engine, OnProgress } from '../engine/duckdb.ts';
import { failure } from '../model/problem.ts';
import { type Sql, sql } from '../model/sql.ts';
import { chunks, encodingByLines, transcode, Utf8Check } from './encoding.ts';
import { PlainCheck } from './plain.ts';
import { type Fault, RecordReader } from './records.ts';
import type { Source } from './source.ts';
import { fastSql, fastTable, type Staged } from './stage.ts';
import { quoted, type TempFile, type TempFolder } from './temp.ts';

/** A file whose records are in the engine. */
export interface Loaded extends Staged {
  sha256: string;
  /** Records in the stage; those whose structure is broken are not. */
  records: number;
  /** Records that needed the careful look. */
  careful: number;
  /** The UTF-8 text the records were split from, with what is needed to split it again. */
  utf8: Utf8Text | undefined;
}

export interface Utf8Text {
  path: string;
  cells: number;
  badLines: ReadonlySet<number>;
  checkUtf8: boolean;
}

/** Told about each record whose structure is broken, in the order of the file. */
export type OnBroken = (broken: Broken) => void;
export interface Broken {
  source: Source;
  code: Fault;
  firstLine: number;
  lastLine: number;
  /** In the UTF-8 text. */
  offset: number;
  text: string;
  cells: number;
}

export interface LoadContext {
  engine: Engine;
  temp: TempFolder;
  onBroken: OnBroken;
  onProgress?: OnProgress | undefined;
}

/** Reads a file into the engine: the quick way, and where that finds a fault in its structure, record by record. */
export async function loadFile(staged: Staged, context: LoadContext): Promise<Loaded> {
  return staged.source.kind === 'parquet' ? loadParquet(staged, context) : loadText(staged, context);
}

async function loadParquet(staged: Staged, context: LoadContext): Promise<Loaded> {
  const { source, spec } = staged;
  const hash = createHash('sha256');
  const loading = read(fastSql(staged, undefined), staged, context);
  for (const chunk of chunks(source.path)) hash.update(chunk);
  try {
    await loading;
  } catch (cause) {
    if (!isCsvFault(cause)) throw cause;
    throw failure('usage', 'unreadable-parquet', { table: spec.name, file: source.name }, { cause });
  }
  const counts = await countRecords(staged, context.engine);
  return { ...staged, ...counts, sha256: hash.digest('hex'), utf8: undefined };
}

async function loadText(staged: Staged, context: LoadContext): Promise<Loaded> {
  const { source } = staged;
  const layout = source.text;
  if (!layout) throw new Error(`${source.name} was not opened`);
  const isUtf8 = layout.encoding === 'utf-8';
  const utf8: Utf8Text = isUtf8
    ? { path: source.path, cells: source.headers.length, badLines: new Set(), checkUtf8: false }
    : decode(source, context.temp);
  const needsMending = !layout.headerFirst || source.headers.length < 2 || utf8.badLines.size > 0;
  const [look, quick] = await Promise.all([
    inspect(source, utf8, layout.plainStart),
    needsMending ? undefined : quickly(staged, utf8, layout.plainStart, context),
  ]);
  const sha256 = source.sha256 ?? look.sha256 ?? digest(source.path);
  if (!look.utf8 && !layout.declared && encodingByLines(utf8.path) === 'gb18030') {
    await drop(staged, context.engine);
    const text = { ...layout, encoding: 'gb18030' as const };
    return loadText({ ...staged, source: { ...source, sha256, text } }, context);
  }
  if (quick?.records === look.records && !look.faulty && look.utf8) {
    if (look.plain || !layout.plainStart) return { ...staged, ...quick, sha256, utf8 };
    await drop(staged, context.engine);
    const again = await quickly(staged, utf8, false, context);
    if (again) return { ...staged, ...again, sha256, utf8 };
  }
  await drop(staged, context.engine);
  const checked = { ...utf8, checkUtf8: !look.utf8 };
  return { ...staged, ...(await mend(staged, checked, context)), sha256, utf8: checked };
}

function decode(source: Source, temp: TempFolder): Utf8Text {
  const file = temp.file('.txt');
  const badLines = transcode(source.path, source.text?.encoding ?? 'utf-8', file);
  file.close();
  return { path: file.path, cells: source.headers.length, badLines, checkUtf8: false };
}

/** @returns undefined if the engine found the file broken */
async function quickly(
  staged: Staged,
  utf8: Utf8Text,
  plain: boolean,
  context: LoadContext,
): Promise<Counts | undefined> {
  try {
    const path = context.temp.plainName(utf8.path);
    await read(fastSql(staged, { path, header: true, parallel: true, plain }), staged, context);
    return await countRecords(staged, context.engine);
  } catch (error) {
    if (isCsvFault(error)) return undefined;
    throw error;
  }
}

async function read(statement: Sql, { source }: Staged, { engine, onProgress }: LoadContext): Promise<void> {
  await engine.runPlan([{ name: `read ${source.name}`, sql: String(statement) }], onProgress);
}

type Counts = Pick<Loaded, 'records' | 'careful'>;

async function countRecords(staged: Staged, engine: Engine): Promise<Counts> {
  return engine.one<Counts>(
    sql`SELECT count(*) AS records, count(_raw) AS careful FROM ${fastTable(staged)}`,
  );
}

async function drop(staged: Staged, engine: Engine): Promise<void> {
  await engine.run(sql`DROP TABLE IF EXISTS ${fastTable(staged)}`);
}

const RECORDS_PER_TURN = 50_000;

interface Look {
  /** Of the file as it came, if it was not rewritten. */
  sha256: string | undefined;
  utf8: boolean;
  faulty: boolean;
  plain: boolean;
  records: number;
}

/** A look at every byte while the engine reads: is all of it UTF-8, have all records the same number of cells? */
async function inspect(source: Source, utf8: Utf8Text, plainStart: boolean): Promise<Look> {
  const check = new Utf8Check();
  const plain = new PlainCheck(delimiterOf(source), source.headers.length);
  const hash = createHash('sha256');
  for (const bytes of chunks(utf8.path)) {
    check.push(bytes);
    hash.update(bytes);
    if (plainStart && plain.plain) plain.push(bytes);
    await setImmediate();
  }
  const sha256 = utf8.path === source.path ? hash.digest('hex') : undefined;
  const look = { sha256, utf8: check.end() };
  if (plainStart && plain.end()) return { ...look, plain: true, faulty: false, records: plain.records };
  return { ...look, plain: false, ...(await countRecordsIn(source, utf8)) };
}

async function countRecordsIn(source: Source, utf8: Utf8Text): Promise<{ faulty: boolean; records: number }> {
  const reader = new RecordReader(utf8.path, { delimiter: delimiterOf(source) });
  let records = -1;
  let faulty = false;
  try {
    while (reader.next()) {
      if (records++ < 0) reader.expect(utf8.cells);
      if (reader.fault) faulty = true;
      if (records % RECORDS_PER_TURN === 0) await setImmediate();
    }
  } finally {
    reader.close();
  }
  return { faulty, records };
}

function digest(path: string): string {
  const hash = createHash('sha256');
  for (const chunk of chunks(path)) hash.update(chunk);
  return hash.digest('hex');
}

export const delimiterOf = (source: Source): string => source.text?.delimiter ?? ',';

/** Writes the sound records to a file the engine can read, sets the broken ones aside, and reads it. */
async function mend(staged: Staged, utf8: Utf8Text, context: LoadContext): Promise<Counts> {
  const { source } = staged;
  const reader = new RecordReader(utf8.path, { ...utf8, cells: undefined, delimiter: delimiterOf(source) });
  const clean = context.temp.file('.csv');
  let parallel = true;
  try {
    if (reader.next()) reader.expect(utf8.cells);
    while (reader.next()) {
      if (reader.fault) context.onBroken(brokenRecord(source, reader, reader.fault));
      else {
        parallel = parallel && reader.firstLine === reader.lastLine;
        writeRecord(reader, clean, delimiterOf(source));
      }
    }
  } finally {
    reader.close();
    clean.close();
  }
  await read(fastSql(staged, { path: clean.path, header: false, parallel, plain: false }), staged, context);
  return countRecords(staged, context.engine);
}

function brokenRecord(source: Source, reader: RecordReader, code: Fault): Broken {
  const { firstLine, lastLine, offset, cells } = reader;
  return { source, code, firstLine, lastLine, offset, text: reader.text(), cells };
}

const LINE_END = '\n';

function writeRecord(reader: RecordReader, to: TempFile, delimiter: string): void {
  if (!reader.quoted && reader.start < reader.end) {
    to.write(reader.buffer.subarray(reader.start, reader.end));
    to.write(LINE_END);
  } else to.write(reader.cellTexts().map(quoted).join(delimiter) + LINE_END);
}
