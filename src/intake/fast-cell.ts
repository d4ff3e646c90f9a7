import { id, type Sql } from '../model/sql.ts';

/**
 * The quick way to read a cell. A record whose cells all match their `pattern` (or stand in a file that is plain by
 * plain.ts) and raise no `doubt` is read by these expressions alone; any other record is read again by careful.ts,
 * which gives the same values for these.
 */
export interface FastCell {
  /** A regular expression (RE2) for the whole cell, where a blank cell is the empty text; undefined takes any. */
  pattern?: string | undefined;
  /** What the cell holds by its type; `value` and `doubt` know it as `t<n>`. */
  read?: Sql | undefined;
  /** The typed value; NULL if the cell is blank or a declared missing code. */
  value: Sql;
  /** True if a matching cell needs the careful look. */
  doubt?: Sql | undefined;
  /** The same, asked only of records in which some number is negative. */
  doubtIfNegative?: Sql | undefined;
}

/** Name of what the cell of column n holds. */
export const readName = (n: number): Sql => id(`t${n}`);
