import type { ColumnSpec } from './tables.ts';

/**
 * Values that questionnaires and survey programs write where there is no number. One that is not declared under
 * `missing` is an issue. −99, −999999999 and 9999 are named in the data rules; −88 and −77 are their companions in
 * household surveys, −999, −9999 and 999999999 other lengths of the same habit.
 */
export const SENTINEL_NUMBERS = [
  '-77',
  '-88',
  '-99',
  '-999',
  '-9999',
  '-999999999',
  '9999',
  '999999999',
] as const;
/** What Survey Solutions writes for a text question that was not answered. */
export const SENTINEL_TEXT = '##N/A##';

/** Largest magnitude without a declared range. */
const LARGEST = 999_999_999_999n;
const SCALE = 10_000n;
/** What DECIMAL(18,4) holds, in ten-thousandths. */
const ROOM = 10n ** 18n - 1n;

export const isNumber = (text: string): boolean => /^[+-]?\d{1,14}(\.\d{1,4})?$/.test(text.trim());

/** A number as SQL text. */
export const decimal = (text: string): string => text.trim().replace(/^\+/, '');

/** The sentinels of a column that are not declared to be missing codes. */
export function sentinelsFor(column: ColumnSpec): string[] {
  const declared = new Set(column.missing.filter(isNumber).map(Number));
  return SENTINEL_NUMBERS.filter((sentinel) => !declared.has(Number(sentinel)));
}

/** Smallest and largest value of a numeric column as SQL text, both inclusive, at the precision of its type. */
export function limits(column: ColumnSpec): { low: string; high: string } {
  const step = column.type === 'integer' ? SCALE : 1n;
  const [from, to] = column.range ?? [String(-LARGEST), String(LARGEST)];
  const low = clip(-floorTo(negate(from), step));
  const high = clip(floorTo(to, step));
  return { low: written(low, step), high: written(high, step) };
}

const negate = (text: string): string =>
  text.startsWith('-') ? text.slice(1) : `-${text.replace(/^\+/, '')}`;
const clip = (units: bigint): bigint => (units > ROOM ? ROOM : units < -ROOM ? -ROOM : units);

/** The largest multiple of `step` ten-thousandths that is not above a decimal. */
function floorTo(text: string, step: bigint): bigint {
  const [, sign = '', whole = '0', fraction = ''] = /^([+-]?)(\d+)(?:\.(\d+))?$/.exec(text) ?? [];
  const digits = fraction.padEnd(4, '0');
  const magnitude = BigInt(whole) * SCALE + BigInt(digits.slice(0, 4));
  const more = /[1-9]/.test(digits.slice(4));
  if (sign !== '-') return (magnitude / step) * step;
  const up = more ? magnitude + 1n : magnitude;
  return -(((up + step - 1n) / step) * step);
}

function written(units: bigint, step: bigint): string {
  if (step === SCALE) return String(units / SCALE);
  const magnitude = units < 0n ? -units : units;
  const text = `${magnitude / SCALE}.${String(magnitude % SCALE).padStart(4, '0')}`;
  return units < 0n ? `-${text}` : text;
}
