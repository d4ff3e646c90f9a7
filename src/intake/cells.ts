import { id, join, raw, type Sql, sql } from '../model/sql.ts';
import { type FastCell, readName } from './fast-cell.ts';
import { decimal, isNumber, limits, sentinelsFor } from './numbers.ts';
import { fastPeriod } from './periods.ts';
import type { ColumnSpec, TableSpec } from './tables.ts';

/** The SQL type of a column after intake. */
export function sqlType(column: ColumnSpec): Sql {
  switch (column.type) {
    case 'money':
    case 'number':
      return raw('DECIMAL(18,4)');
    case 'integer':
      return raw('BIGINT');
    case 'boolean':
      return raw('BOOLEAN');
    case 'period':
      return raw('INTEGER');
    case 'double':
      return raw('DOUBLE');
    default:
      return raw('VARCHAR');
  }
}

/** The value a blank cell stands for, typed. */
export function blankValue(column: ColumnSpec): Sql {
  return column.blank === undefined ? sql`NULL` : sql`CAST(${column.blank} AS ${sqlType(column)})`;
}

export function fastCell(column: ColumnSpec, n: number, cell: Sql, table: TableSpec): FastCell {
  const fast = byType(column, n, cell, table);
  if (column.blank === undefined) return fast;
  return { ...fast, value: sql`CASE WHEN ${cell} IS NULL THEN ${blankValue(column)} ELSE ${fast.value} END` };
}

function byType(column: ColumnSpec, n: number, cell: Sql, table: TableSpec): FastCell {
  switch (column.type) {
    case 'money':
    case 'number':
    case 'integer':
      return fastNumber(column, n, cell);
    case 'boolean':
      return fastBoolean(column, n, cell);
    case 'date':
      return {
        read: sql`CAST(TRY_CAST(${cell} AS DATE) AS VARCHAR)`,
        value: readName(n),
        doubt: sql`${isUnread(column, n, cell)} OR NOT regexp_full_match(${cell}, '[0-9]{4}-[0-9]{2}-[0-9]{2}')`,
      };
    case 'id':
    case 'member':
      return {
        pattern: `(?:${textPattern(ID)})`,
        value: cell,
        doubt: sql`${cell} IS NULL OR (strlen(${cell}) = 18 AND ends_with(${cell}, '000')) OR ${isMissing(column, cell)}`,
      };
    case 'period':
      return fastPeriod(column, n, cell, table.periodKind, isMissing(column, cell));
    case 'category':
    case 'code':
    case 'text':
      return fastText(column, n, cell);
    case 'double':
      return fastDouble(n, cell);
    case 'verbatim':
      return { value: cell };
  }
}

/** Neither blank nor a missing code, and yet without a value. */
function isUnread(column: ColumnSpec, n: number, cell: Sql): Sql {
  return sql`(${cell} IS NOT NULL AND ${readName(n)} IS NULL AND NOT ${isMissing(column, cell)})`;
}

/** ASCII, Latin letters, kana-free CJK and full-width marks: characters that NFC leaves alone, spaces inside only. */
const LETTERS = String.raw`\x{c0}-\x{24f}\x{3001}\x{3002}\x{3400}-\x{4dbf}\x{4e00}-\x{9fff}\x{ff01}-\x{ff5e}`;
const TEXT = { first: '!$-&(-<>-~', inner: ' -~', last: '!-~' };
/** Without +, so that a number in scientific form gets the careful look. */
const ID = { first: '!$-&(-*,-<>-~', inner: ' -*,-~', last: '!-*,-~' };

function textPattern({ first, inner, last }: typeof TEXT): string {
  return `[${first}${LETTERS}](?:[${inner}${LETTERS}]*[${last}${LETTERS}])?`;
}

/** A blank cell, a word declared to mean "unknown", or the given shape. */
function optional(shape: string, column: ColumnSpec): string {
  const words = column.missing.filter((word) => !isNumber(word) && word !== '').slice(0, 16);
  return `(?:${[...words.map(literal), shape].join('|')})?`;
}

const literal = (word: string): string => word.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');

export function isMissing(column: ColumnSpec, cell: Sql): Sql {
  return column.missing.length === 0 ? sql`false` : sql`${cell} IN (${texts(column.missing)})`;
}

export function texts(values: readonly string[]): Sql {
  return join(values.map((value) => sql`${value}`));
}

function fastNumber(column: ColumnSpec, n: number, cell: Sql): FastCell {
  const whole = column.type === 'integer';
  const type = sqlType(column);
  const number = readName(n);
  const { low, high } = limits(column);
  const product =
    column.unit && sql`${whole ? sql`CAST(${number} AS DECIMAL(18,0))` : number} * ${raw(column.unit)}`;
  const value = product ? sql`TRY_CAST(${product} AS ${type})` : number;
  const special = specialNumbers(column);
  const isOneOf = (words: readonly string[]): Sql[] => words.map((word) => sql`${number} = ${raw(word)}`);
  const positive = isOneOf(special.filter((word) => !word.startsWith('-')));
  const negative = isOneOf(special.filter((word) => word.startsWith('-')));
  const outside = [sql`${value} < ${raw(low)}`, sql`${value} > ${raw(high)}`];
  // The engine rounds what it casts to a whole number.
  const fraction = whole ? [sql`contains(${cell}, '.')`] : [];
  const inexact = product
    ? [sql`(${number} IS NOT NULL AND ${value} IS NULL)`, sql`${value} <> ${product}`]
    : [];
  return {
    pattern: optional(whole ? '-?[0-9]{1,15}' : String.raw`-?[0-9]{1,12}(?:\.[0-9]{1,4})?`, column),
    read: sql`CASE WHEN NOT ${isMissing(column, cell)} THEN TRY_CAST(${cell} AS ${type}) END`,
    value,
    doubt: join([isUnread(column, n, cell), ...fraction, ...outside, ...positive, ...inexact], ' OR '),
    doubtIfNegative: negative.length > 0 ? join(negative, ' OR ') : undefined,
  };
}

/** A decimal point, nothing between thousands. Whatever is no number, or below zero, is worth another look. */
function fastDouble(n: number, cell: Sql): FastCell {
  const number = readName(n);
  const value = sql`CASE WHEN isfinite(${number}) AND NOT contains(${cell}, '_') THEN ${number} END`;
  return {
    read: sql`TRY_CAST(${cell} AS DOUBLE)`,
    value,
    doubt: sql`NOT coalesce(${value} >= 0, false)`,
  };
}

/** Numbers that stand for something else, however they are written; those out of range are in doubt anyway. */
function specialNumbers(column: ColumnSpec): string[] {
  const { low, high } = limits(column);
  const inLimits = (word: string): boolean => Number(word) >= Number(low) && Number(word) <= Number(high);
  const words = new Set([...sentinelsFor(column), ...column.missing.filter(isNumber).map(decimal)]);
  return [...words].filter((word) => column.unit !== undefined || inLimits(word));
}

export const TRUE_TEXTS = ['true', 'yes', 'y', '1', '是'] as const;
export const FALSE_TEXTS = ['false', 'no', 'n', '0', '否'] as const;

/** The texts a boolean column takes for true and for false: as declared, otherwise the usual ones. */
export function booleanTexts(column: ColumnSpec): { yes: readonly string[]; no: readonly string[] } {
  if (!column.trueTexts && !column.falseTexts) return { yes: TRUE_TEXTS, no: FALSE_TEXTS };
  return { yes: column.trueTexts ?? [], no: column.falseTexts ?? [] };
}

function fastBoolean(column: ColumnSpec, n: number, cell: Sql): FastCell {
  const { yes, no } = booleanTexts(column);
  return {
    read: sql`CASE WHEN ${isMissing(column, cell)} THEN NULL
      WHEN ${oneOf(cell, yes)} THEN true WHEN ${oneOf(cell, no)} THEN false END`,
    value: readName(n),
    doubt: isUnread(column, n, cell),
  };
}

function oneOf(cell: Sql, words: readonly string[]): Sql {
  if (words.length === 0) return sql`false`;
  const cases = words.flatMap((word) => [word, word.toLowerCase(), word.toUpperCase(), titled(word)]);
  return sql`${cell} IN (${texts([...new Set(cases)])})`;
}

const titled = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1).toLowerCase();

function fastText(column: ColumnSpec, n: number, cell: Sql): FastCell {
  const value = translated(column, cell);
  const read =
    column.missing.length > 0 ? sql`CASE WHEN NOT ${isMissing(column, cell)} THEN ${value} END` : value;
  const known = column.codes && sql`${readName(n)} NOT IN (${texts(column.codes)})`;
  return {
    pattern: known ? undefined : optional(textPattern(TEXT), column),
    read,
    value: readName(n),
    doubt: known,
  };
}

/** The pack's code for a text of the file. */
export function translated(column: ColumnSpec, cell: Sql): Sql {
  const pairs = Object.entries(column.codeFor ?? {});
  if (pairs.length === 0) return cell;
  const branches = pairs.map(([from, to]) => sql`WHEN ${from} THEN ${to}`);
  return sql`CASE ${cell} ${join(branches, ' ')} ELSE ${cell} END`;
}

export const cellName = (index: number): Sql => id(`c${index}`);
