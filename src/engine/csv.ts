import { id, join, type Sql, sql } from '../model/sql.ts';

export interface CsvSource {
  path: string;
  delimiter: string;
  /** Number of columns; they are called c0, c1, … and are all text. */
  columns: number;
  /** Whether the first line holds the headers. A file without is one of our own, each record of which ends in a line feed. */
  header: boolean;
  /** False where cells hold line breaks, which make it hard to start reading in the middle. */
  parallel: boolean;
}

/** Longest record that is taken for one. */
export const MAX_RECORD_BYTES = 1 << 20;
/** Room for such a record with every quote in it doubled. */
const MAX_LINE_BYTES = 2 * MAX_RECORD_BYTES + 65_536;

/** A table function that reads a UTF-8 file of comma-separated values as text, strictly. A blank cell is NULL. */
export function readCsv(source: CsvSource): Sql {
  const columns = Array.from({ length: source.columns }, (_, index) => sql`${`c${index}`}: 'VARCHAR'`);
  // Left to itself, the engine takes the first line break it meets for the end of a record, even one inside of quotes.
  const lineEnd = source.header ? sql`` : sql`, new_line = '\\n'`;
  return sql`read_csv(${source.path}, auto_detect = false, header = ${source.header}, delim = ${source.delimiter},
    quote = '"', escape = '"', columns = {${join(columns)}}, compression = 'none',
    parallel = ${source.parallel}, max_line_size = ${MAX_LINE_BYTES}${lineEnd})`;
}

/** A table function over a Parquet file, with the ordinal of each row as `file_row_number`. */
export function readParquet(path: string): Sql {
  return sql`read_parquet(${path}, file_row_number = true)`;
}

/** The columns of a Parquet file as text, called c0, c1, …; a blank cell is NULL, as in readCsv. */
export function parquetAsText(path: string, names: readonly string[]): Sql {
  const columns = names.map(
    (name, index) => sql`nullif(CAST(${id(name)} AS VARCHAR), '') AS ${id(`c${index}`)}`,
  );
  return sql`(SELECT ${columns} FROM ${readParquet(path)})`;
}

/** Whether an error says that a file is not well-formed, as against that the engine could not work. */
export function isCsvFault(error: unknown): boolean {
  return error instanceof Error && error.message.startsWith('Invalid Input Error');
}
