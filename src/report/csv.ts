import { stringify } from 'csv-stringify/sync';

export type Cell = string | number | bigint | boolean | null | undefined;

/** A small table as CSV: a header line, `\n` line ends, no formula that a spreadsheet would run. */
export function toCsv(columns: readonly string[], rows: readonly (readonly Cell[])[]): string {
  return stringify([columns, ...rows] as unknown[][], {
    escape_formulas: true,
    cast: { boolean: String },
  });
}
