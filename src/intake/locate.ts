import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { readCsv, readParquet } from '../engine/csv.ts';
import type { Engine } from '../engine/duckdb.ts';
import { id, join, type Sql, sql } from '../model/sql.ts';
import { chunks, type Unit, unitOf } from './encoding.ts';
import { type Broken, delimiterOf, type Loaded, type Utf8Text } from './load.ts';
import { RecordReader } from './records.ts';
import type { Source } from './source.ts';
import type { TempFile, TempFolder } from './temp.ts';

/**
 * Finds where records stand in their files: only for the few that have an issue, by a second walk over the bytes.
 * Leaves `intake.located(file, record, first_line, last_line, byte_offset, text)`; the text only for rejects.
 * @param wanted SQL of a query `file, record, rejected`
 */
export async function locateRecords(
  engine: Engine,
  files: readonly Loaded[],
  wanted: Sql,
  temp: TempFolder,
): Promise<void> {
  await engine.run(sql`CREATE TABLE intake.wanted AS SELECT file, record, bool_or(rejected) AS rejected
    FROM (${wanted}) GROUP BY file, record`);
  await engine.run(`CREATE TABLE intake.located
    (file INTEGER, record BIGINT, first_line BIGINT, last_line BIGINT, byte_offset BIGINT, text VARCHAR)`);
  const list = temp.name('.csv');
  await engine.run(sql`COPY (SELECT file, record, rejected::INTEGER FROM intake.wanted ORDER BY file, record)
    TO ${list} (FORMAT csv, HEADER false)`);
  const places = temp.file('.csv');
  let walk: Walk | undefined;
  let current: number | undefined;
  try {
    for await (const line of createInterface({ input: createReadStream(list) })) {
      const [number, record, rejected] = line.split(',').map(Number);
      if (number !== current) {
        walk?.close();
        current = number;
        const file = files.find(({ source }) => source.number === number);
        walk = file?.utf8 && new Walk(file.source, file.utf8);
        if (file && !file.utf8) await locateInParquet(engine, file);
      }
      walk?.note(record ?? 0, rejected === 1, places);
    }
  } finally {
    walk?.close();
    places.close();
  }
  await engine.run(sql`INSERT INTO intake.located SELECT c0::INTEGER, c1::BIGINT, c2::BIGINT, c3::BIGINT, c4::BIGINT, c5
    FROM ${readCsv({ path: places.path, delimiter: ',', columns: 6, header: false, parallel: false })}`);
}

/** A walk over the records of a text file, in which they are asked for in their order. */
class Walk {
  readonly #number: number;
  readonly #reader: RecordReader;
  readonly #offsets: OffsetFinder;
  #record = -1;

  constructor(source: Source, utf8: Utf8Text) {
    this.#number = source.number;
    this.#offsets = new OffsetFinder(source);
    this.#reader = new RecordReader(utf8.path, { ...utf8, cells: undefined, delimiter: delimiterOf(source) });
    if (this.#reader.next()) this.#reader.expect(utf8.cells);
  }

  note(wanted: number, withText: boolean, to: TempFile): void {
    const reader = this.#reader;
    while (this.#record < wanted && reader.next()) if (!reader.fault) this.#record++;
    const text = withText ? reader.text() : undefined;
    to.record([this.#number, wanted, reader.firstLine, reader.lastLine, this.#offsets.of(reader), text]);
  }

  close(): void {
    this.#reader.close();
    this.#offsets.close();
  }
}

/** A Parquet file has rows, no lines: the number of the row, from 1, stands for the line. */
async function locateInParquet(engine: Engine, { source }: Loaded): Promise<void> {
  const cells = source.headers.map((name) => {
    const cell = sql`coalesce(CAST(${id('p', name)} AS VARCHAR), '')`;
    return sql`CASE WHEN regexp_matches(${cell}, '[",\n\r]')
      THEN '"' || replace(${cell}, '"', '""') || '"' ELSE ${cell} END`;
  });
  await engine.run(sql`INSERT INTO intake.located
    SELECT ${source.number}, w.record, w.record + 1, w.record + 1, NULL,
      CASE WHEN w.rejected THEN concat_ws(',', ${join(cells)}) END
    FROM ${readParquet(source.path)} AS p
    JOIN intake.wanted AS w ON w.record = p.file_row_number AND w.file = ${source.number}`);
}

/** The byte offset of a record in the file as it came, which may be in another encoding than the text walked. */
export class OffsetFinder {
  readonly #lines: Generator<[line: number, offset: number]> | undefined;
  #line = 0;
  #offset = 0;

  constructor(source: Source) {
    const encoding = source.text?.encoding ?? 'utf-8';
    this.#lines = encoding === 'utf-8' ? undefined : lineStarts(source.path, unitOf(encoding));
  }

  /** Records must be asked for in the order of the file. */
  of(record: Pick<Broken, 'firstLine' | 'offset'>): number {
    if (!this.#lines) return record.offset;
    while (this.#line < record.firstLine) {
      const next = this.#lines.next();
      if (next.done) break;
      [this.#line, this.#offset] = next.value;
    }
    return this.#offset;
  }

  close(): void {
    this.#lines?.return(undefined);
  }
}

const LF = 10;
const CR = 13;

/** Number and first byte of each physical line. */
function* lineStarts(path: string, unit: Unit): Generator<[number, number]> {
  const width = unit === 1 ? 1 : 2;
  const low = unit === 'utf-16be' ? 1 : 0;
  let line = 1;
  let position = 0;
  let afterCr = false;
  yield [line, 0];
  for (const chunk of chunks(path)) {
    for (let i = 0; i < chunk.length; i += width) {
      const mark = width === 1 || chunk[i + 1 - low] === 0 ? chunk[i + low] : undefined;
      const at = position + i;
      if (afterCr) yield [++line, mark === LF ? at + width : at];
      else if (mark === LF) yield [++line, at + width];
      afterCr = mark === CR;
    }
    position += chunk.length;
  }
}
