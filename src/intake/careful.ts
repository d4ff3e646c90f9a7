import { id, raw, type Sql, sql } from '../model/sql.ts';
import { blankValue, booleanTexts, isMissing, sqlType, texts, translated } from './cells.ts';
import { isDamaged } from './damage.ts';
import { decimal, isNumber, limits, SENTINEL_TEXT, sentinelsFor } from './numbers.ts';
import { carefulPeriod, isPlausible } from './periods.ts';
import type { ColumnSpec, TableSpec } from './tables.ts';
import { SPACE_CLASS } from './text.ts';

/** A named expression; a layer's expressions may use the names of the layers before. */
export interface Step {
  name: string;
  value: Sql;
}

/** The careful way to read one column of text cells: steps in layers, then the value and what is wrong with it. */
export interface CarefulColumn {
  layers: Step[][];
  /** The code of the issue, or NULL; it becomes `e<n>`. */
  code: Sql;
  /** The typed value, given that code. */
  value: Sql;
  /** A double, where a number has more decimals than fit. */
  double?: Sql | undefined;
}

/**
 * Steps over the whole list of a record's cells, `_raw`, so that each is planned once however many columns there are:
 * `_t` tidied, `_u` unwrapped (`_v` for free text), `_s` in narrow characters; and of the numeric cells alone, one
 * after the other, `_m` plain numbers and `_f` how many decimals they have.
 */
export function sharedLayers(columns: readonly ColumnSpec[]): Step[][] {
  const each = (name: string, list: Sql, value: (cell: Sql) => Sql): Step => ({
    name,
    value: sql`list_transform(${list}, lambda c: ${value(raw('c'))})`,
  });
  const freeText = columns.some(({ type }) => type === 'text');
  const numeric = columns.flatMap((column, n) => (isNumeric(column) ? [sql`_s[${n + 1}]`] : []));
  const guarded = (cell: Sql): Sql => sql`${cell} ^@ ''''`;
  const guardedFormula = (cell: Sql): Sql => sql`${guarded(cell)} AND ${cell}[2] IN ('=', '+', '-', '@')`;
  return [
    [each('_t', sql`_raw`, tidy)],
    [
      each('_u', sql`_t`, (cell) => unwrapped(cell, guarded(cell))),
      ...(freeText ? [each('_v', sql`_t`, (cell) => unwrapped(cell, guardedFormula(cell)))] : []),
    ],
    [each('_s', sql`_u`, narrowed)],
    numeric.length > 0 ? [each('_m', sql`[${numeric}]`, plainNumber)] : [],
    numeric.length > 0 ? [each('_f', sql`_m`, decimals)] : [],
  ];
}

/**
 * @param n number of the column, which is its place in the lists; all names it makes end in that number
 * @param mixed true of records of files that write decimal commas in this column, so that no comma can be trusted
 */
export function carefulColumn(
  column: ColumnSpec,
  n: number,
  table: TableSpec,
  mixed: Sql | undefined,
): CarefulColumn {
  const pick = (letter: string, list: string, place: number): Step => ({
    name: letter + n,
    value: sql`${id(list)}[${place + 1}]`,
  });
  const place = table.columns.slice(0, n).filter(isNumeric).length;
  const picked = [
    pick('r', '_raw', n),
    pick('x', column.type === 'text' ? '_v' : '_u', n),
    pick('s', '_s', n),
    ...(isNumeric(column) ? [pick('m', '_m', place), pick('f', '_f', place)] : []),
  ];
  const rest = byType(column, n, table, mixed);
  return { ...rest, layers: [picked, ...rest.layers] };
}

export const isNumeric = (column: ColumnSpec): boolean =>
  ['money', 'number', 'integer'].includes(column.type);

function byType(column: ColumnSpec, n: number, table: TableSpec, mixed: Sql | undefined): CarefulColumn {
  switch (column.type) {
    case 'money':
    case 'number':
    case 'integer':
      return number(column, n, mixed);
    case 'id':
    case 'member':
      return identifier(column, n);
    case 'period':
      return period(column, n, table);
    case 'boolean':
      return boolean(column, n);
    case 'date':
      return date(column, n);
    default:
      return textual(column, n);
  }
}

/** NFC, without white space around; NULL if nothing is left. Most cells are plain ASCII and need nothing. */
function tidy(cell: Sql): Sql {
  const edges = `^[${SPACE_CLASS}]+|[${SPACE_CLASS}]+$`;
  return sql`CASE WHEN regexp_full_match(${cell}, '[!-~](?:[ -~]*[!-~])?') THEN ${cell}
    ELSE nullif(regexp_replace(nfc_normalize(${cell}), ${edges}, '', 'g'), '') END`;
}

/**
 * What a spreadsheet wrapped to keep it text: `="0102"` and a leading apostrophe. In free text an apostrophe counts
 * as wrapping only where it guards a formula character, as in files written by this program.
 */
function unwrapped(cell: Sql, isGuarded: Sql): Sql {
  return sql`CASE WHEN ${cell} ^@ '="' AND ends_with(${cell}, '"') AND length(${cell}) > 2
      THEN nullif(trim(replace(${cell}[3:-2], '""', '"')), '')
    WHEN ${isGuarded} THEN nullif(trim(${cell}[2:]), '') ELSE ${cell} END`;
}

const WIDE = '０１２３４５６７８９＋－−．，（）';
const NARROW = '0123456789+--.,()';

/** Digits, signs and brackets in full width become ordinary ones. */
const narrowed = (cell: Sql): Sql =>
  sql`CASE WHEN strlen(${cell}) = length(${cell}) THEN ${cell} ELSE translate(${cell}, ${WIDE}, ${NARROW}) END`;

const PLAIN = String.raw`[+-]?(?:\d+\.?\d*|\.\d+)`;
/** Thousands in threes, or the last three and then twos (45,32,725). */
const THOUSANDS = String.raw`(?:\d{1,3}(?:,\d{3})+|\d{1,2}(?:,\d{2})*,\d{3})(?:\.\d*)?`;
const SCIENTIFIC = String.raw`[+-]?(?:\d+\.?\d*|\.\d+)[eE][+-]?\d{1,3}`;
/** One comma and three digits after it: thousands, unless the column also has decimal commas. */
const ONE_COMMA = String.raw`[+-]?\d{1,3},\d{3}|\(\d{1,3},\d{3}\)`;
const DECIMAL_COMMA = String.raw`[\s(+-]*(?:\d+,(?:\d{1,2}|\d{4,})|\d{4,},\d{3}|\d{1,3}(?:\.\d{3})+,\d+)[\s)]*`;

/** A cell's number without separators and brackets; NULL if it is none. (1,234) is how ledgers write −1,234. */
function plainNumber(cell: Sql): Sql {
  return sql`CASE WHEN regexp_full_match(${cell}, ${`${PLAIN}|${SCIENTIFIC}`}) THEN ${cell}
    WHEN regexp_full_match(${cell}, ${`[+-]?${THOUSANDS}`}) THEN replace(${cell}, ',', '')
    WHEN regexp_full_match(${cell}, ${String.raw`\((?:\d+(?:\.\d*)?|${THOUSANDS})\)`})
      THEN '-' || replace(${cell}[2:-2], ',', '') END`;
}

/** Whether a raw cell can only be a decimal comma: `12,5`, `1.234,56`. */
export function hasDecimalComma(cell: Sql): Sql {
  return sql`regexp_full_match(${narrowed(cell)}, ${DECIMAL_COMMA})`;
}

/** How many decimals a plain number has, zeros at the end aside. */
function decimals(cell: Sql): Sql {
  return sql`CASE WHEN contains(${cell}, '.') THEN length(rtrim(${cell}[instr(${cell}, '.') + 1:], '0')) ELSE 0 END`;
}

const hasExponent = (text: Sql): Sql => sql`(contains(${text}, 'e') OR contains(${text}, 'E'))`;

/** How a number is computed: as it stands, or, where it is multiplied, with room for an exact product. */
const AS_IT_STANDS = { type: raw('DECIMAL(18,4)'), decimals: 4 };
const TO_BE_MULTIPLIED = { type: raw('DECIMAL(25,10)'), decimals: 10 };

function number(column: ColumnSpec, n: number, mixed: Sql | undefined): CarefulColumn {
  const name = (letter: string): Sql => id(letter + n);
  const [x, text, count, exact, product] = [name('x'), name('m'), name('f'), name('d'), name('p')];
  const [missing, long, double] = [name('z'), name('l'), name('g')];
  const isFloat = column.type === 'number';
  const unit = column.unit === undefined ? undefined : raw(column.unit);
  const room = unit ? TO_BE_MULTIPLIED : AS_IT_STANDS;
  const places = column.type === 'integer' ? 0 : 4;
  const layers: Step[][] = [
    [
      {
        name: `d${n}`,
        value: sql`CASE WHEN ${count} <= ${room.decimals} AND NOT ${hasExponent(text)}
          THEN TRY_CAST(${text} AS ${room.type}) END`,
      },
    ],
    [
      { name: `p${n}`, value: unit ? sql`${exact} * ${unit}` : exact },
      { name: `z${n}`, value: sql`coalesce(${isMissing(column, x)}${missingNumbers(column, exact)}, false)` },
    ],
    [
      {
        name: `l${n}`,
        value: unit
          ? sql`coalesce(${product} <> round(${product}, ${places}), true)`
          : sql`${count} > ${places} OR ${hasExponent(text)}`,
      },
    ],
  ];
  if (isFloat) {
    const asDouble = sql`TRY_CAST(${text} AS DOUBLE)`;
    const nearest = unit
      ? sql`coalesce(TRY_CAST(CAST(${product} AS VARCHAR) AS DOUBLE), ${asDouble} * ${unit}::DOUBLE)`
      : asDouble;
    layers.push([{ name: `g${n}`, value: sql`CASE WHEN ${long} THEN ${nearest} END` }]);
  }
  const fits = sql`TRY_CAST(${product} AS ${sqlType(column)})`;
  const usable = sql`${name('e')} IS NULL AND NOT ${missing}`;
  return {
    layers,
    code: numberCode(column, n, mixed, fits),
    value: sql`CASE WHEN ${x} IS NULL THEN ${blankValue(column)} WHEN ${usable} AND NOT ${long} THEN ${fits} END`,
    double: isFloat
      ? sql`CASE WHEN ${x} IS NOT NULL AND ${usable} AND ${long} THEN ${double} END`
      : undefined,
  };
}

function numberCode(column: ColumnSpec, n: number, mixed: Sql | undefined, fits: Sql): Sql {
  const name = (letter: string): Sql => id(letter + n);
  const [x, text, exact, double] = [name('x'), name('m'), name('d'), name('g')];
  const { low, high } = limits(column);
  const [from, to] = column.range ?? [low, high];
  const isFloat = column.type === 'number';
  const isPower = isFloat ? sql`` : sql` OR ${hasExponent(text)}`;
  const isDoubtful = mixed ? sql` OR (${mixed} AND regexp_full_match(${name('s')}, ${ONE_COMMA}))` : sql``;
  const room = column.unit === undefined ? AS_IT_STANDS : TO_BE_MULTIPLIED;
  const tooManyDigits = sql`${exact} IS NULL AND ${name('f')} <= ${room.decimals} AND NOT ${hasExponent(text)}`;
  const isOutside = sql`NOT coalesce(isfinite(${double}) AND ${double} BETWEEN ${from}::DOUBLE AND ${to}::DOUBLE, false)`;
  return sql`CASE WHEN ${x} IS NULL OR ${name('z')} THEN NULL
    WHEN ${x} = ${SENTINEL_TEXT} THEN 'undeclared-sentinel'
    WHEN ${text} IS NULL${isPower}${isDoubtful} THEN 'type-error'
    WHEN ${exact} IN (${sentinelsFor(column).map(raw)}) THEN 'undeclared-sentinel'
    WHEN ${tooManyDigits} THEN 'out-of-range'
    WHEN ${name('l')} THEN ${isFloat ? sql`CASE WHEN ${isOutside} THEN 'out-of-range' END` : sql`'type-error'`}
    WHEN NOT coalesce(${fits} BETWEEN ${raw(low)} AND ${raw(high)}, false) THEN 'out-of-range' END`;
}

function missingNumbers(column: ColumnSpec, value: Sql): Sql {
  const numbers = column.missing.filter(isNumber).map((word) => raw(decimal(word)));
  return numbers.length > 0 ? sql` OR coalesce(${value} IN (${numbers}), false)` : sql``;
}

function textual(column: ColumnSpec, n: number): CarefulColumn {
  const x = id(`x${n}`);
  const value = translated(column, x);
  const unknown = column.codes
    ? sql`WHEN ${value} NOT IN (${texts(column.codes)}) THEN 'unknown-code'`
    : sql`WHEN false THEN NULL`;
  const code = sql`CASE WHEN ${x} IS NULL OR ${isMissing(column, x)} THEN NULL
    WHEN ${x} = ${SENTINEL_TEXT} THEN 'undeclared-sentinel' ${unknown} END`;
  return { layers: [], code, value: known(column, n, value) };
}

/** The value of a cell that is neither blank nor missing nor an issue. */
function known(column: ColumnSpec, n: number, value: Sql): Sql {
  const x = id(`x${n}`);
  return sql`CASE WHEN ${x} IS NULL THEN ${blankValue(column)}
    WHEN NOT ${isMissing(column, x)} AND ${id(`e${n}`)} IS NULL THEN ${value} END`;
}

function boolean(column: ColumnSpec, n: number): CarefulColumn {
  const { yes, no } = booleanTexts(column);
  const folded = sql`lower(${id(`s${n}`)})`;
  const within = (words: readonly string[]): Sql =>
    words.length === 0 ? sql`false` : sql`${folded} IN (${texts(words.map((word) => word.toLowerCase()))})`;
  return typed(column, n, [], sql`CASE WHEN ${within(yes)} THEN true WHEN ${within(no)} THEN false END`);
}

const DATE = [
  '^([0-9]{4})(?:([-/.])([0-9]{1,2})[-/.]([0-9]{1,2})|年([0-9]{1,2})月([0-9]{1,2})日)',
  '(?:[ T]0?0:00(?::00)?)?$',
].join('');

function date(column: ColumnSpec, n: number): CarefulColumn {
  const s = id(`s${n}`);
  const part = (group: number): Sql => sql`regexp_extract(${s}, ${DATE}, ${group})`;
  const digits = (a: number, b: number): Sql => sql`lpad(${part(a)} || ${part(b)}, 2, '0')`;
  const iso = sql`CASE WHEN regexp_full_match(${s}, '[0-9]{8}') THEN ${s}[1:4] || '-' || ${s}[5:6] || '-' || ${s}[7:8]
    WHEN regexp_matches(${s}, ${DATE}) THEN ${part(1)} || '-' || ${digits(3, 5)} || '-' || ${digits(4, 6)} END`;
  const layers = [[{ name: `m${n}`, value: iso }]];
  return typed(column, n, layers, sql`CAST(TRY_CAST(${id(`m${n}`)} AS DATE) AS VARCHAR)`);
}

/** A column whose cells either read as a value or are a type error. */
function typed(column: ColumnSpec, n: number, before: Step[][], read: Sql): CarefulColumn {
  const x = id(`x${n}`);
  const value = id(`y${n}`);
  const code = sql`CASE WHEN ${x} IS NULL OR ${isMissing(column, x)} THEN NULL
    WHEN ${x} = ${SENTINEL_TEXT} THEN 'undeclared-sentinel' WHEN ${value} IS NULL THEN 'type-error' END`;
  return { layers: [...before, [{ name: `y${n}`, value: read }]], code, value: known(column, n, value) };
}

function period(column: ColumnSpec, n: number, table: TableSpec): CarefulColumn {
  const x = id(`x${n}`);
  const p = id(`p${n}`);
  const missing = isMissing(column, x);
  const code = sql`CASE WHEN ${x} IS NULL OR ${missing} THEN ${column.key ? sql`'missing-key'` : sql`NULL`}
    WHEN ${p} IS NULL THEN 'type-error' WHEN NOT (${isPlausible(p, table.periodKind)}) THEN 'out-of-range' END`;
  return {
    layers: [[{ name: `p${n}`, value: carefulPeriod(id(`s${n}`), table.periodKind) }]],
    code,
    value: sql`CASE WHEN NOT ${missing} AND ${id(`e${n}`)} IS NULL THEN ${p} END`,
  };
}

function identifier(column: ColumnSpec, n: number): CarefulColumn {
  const x = id(`x${n}`);
  const code = sql`CASE WHEN ${x} IS NULL OR ${isMissing(column, x)} THEN 'missing-key'
    WHEN ${isDamaged(x)} THEN 'damaged-id' END`;
  return { layers: [], code, value: sql`CASE WHEN NOT ${isMissing(column, x)} THEN ${x} END` };
}
