import type { Value } from '../rules/to-sql.ts';

/** Columns of a period that stand in the source under `name@period`. */
export interface GivenColumns {
  columns: readonly string[];
  /** What facts, criteria and parts of expressions among them are. */
  shapes: ReadonlyMap<string, Value>;
}

/** What a column of a period is called in a table of several periods. */
export function keptName(name: string, period: number): string {
  return `${name}@${period}`;
}
