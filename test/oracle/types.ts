import type { Pack } from '../../src/model/pack.ts';

/** A cell as a file would hold it: numbers as decimal text, blank as null. */
export type Cell = string | boolean | null;

/** A row of a table. Keys are `household`, `member` and `period` (a label such as 2009 or 2009-Q1). */
export type Row = Readonly<Record<string, Cell>>;

export interface OracleData {
  /** By table of the pack's `inputs`. A table that is absent was not given. */
  tables: Readonly<Record<string, readonly Row[]>>;
  /** `household, period, state` and `since` (a label or null). */
  register: readonly Row[];
  /** By parameter with `from`: rows of its key columns and its value column. */
  parameterTables: Readonly<Record<string, readonly Row[]>>;
}

export interface OracleOptions {
  from?: string | undefined;
  to?: string | undefined;
  carryForward?: boolean | undefined;
}

export interface OracleCase {
  pack: Pack;
  data: OracleData;
  options: OracleOptions;
}

export type Truth = 'true' | 'false' | 'unknown';

/** A fact's value: exact numbers as plain decimal text without needless zeros, doubles as numbers. */
export type FactValue = string | number | boolean | null;

export interface OracleDecision {
  household: string;
  period: string;
  state_before: string;
  state: string;
  outcome: string;
  /** Blank as an empty text. */
  code: string;
  missing: readonly string[];
  facts: Readonly<Record<string, FactValue>>;
  criteria: Readonly<Record<string, Truth>>;
}

/** Order of texts by code point, which is also their order by UTF-8 bytes (JavaScript's own is by UTF-16 unit). */
export function compareText(a: string, b: string): number {
  const left = Array.from(a);
  const right = Array.from(b);
  for (let i = 0; i < Math.min(left.length, right.length); i++) {
    const difference = (left[i]?.codePointAt(0) ?? 0) - (right[i]?.codePointAt(0) ?? 0);
    if (difference !== 0) return difference;
  }
  return left.length - right.length;
}
