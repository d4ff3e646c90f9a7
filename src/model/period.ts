/** Whether a pack counts in years, quarters or months. */
export type PeriodKind = 'year' | 'quarter' | 'month';

const PER_YEAR = { year: 1, quarter: 4, month: 12 } as const;
const SHAPES = {
  year: /^(\d{4})$/,
  quarter: /^(\d{4})-Q([1-4])$/,
  month: /^(\d{4})-(0[1-9]|1[0-2])$/,
} as const;

/**
 * A period as one integer: the year, year × 4 + quarter − 1, or year × 12 + month − 1,
 * so that consecutive periods are consecutive integers.
 * @returns undefined if the text is not a period of this kind
 */
export function parsePeriod(text: string, kind: PeriodKind): number | undefined {
  const parts = SHAPES[kind].exec(text);
  if (!parts) return undefined;
  return Number(parts[1]) * PER_YEAR[kind] + (kind === 'year' ? 0 : Number(parts[2]) - 1);
}

/** The text of a period: 2009, 2009-Q1 or 2009-01. */
export function periodLabel(period: number, kind: PeriodKind): string {
  const year = Math.floor(period / PER_YEAR[kind]);
  const part = (period % PER_YEAR[kind]) + 1;
  if (kind === 'year') return String(year);
  return kind === 'quarter' ? `${year}-Q${part}` : `${year}-${String(part).padStart(2, '0')}`;
}
