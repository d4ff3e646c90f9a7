import { z } from 'zod';
import { tidy } from './text.ts';

/** What a column of a table of regions is for. */
export type Role = 'region' | 'period' | 'group' | 'value' | 'per' | 'weight' | 'area';

const PLAIN = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d{1,3})?$/i;
/** Thousands in threes, or the last three and then twos (45,32,725), as in the households' tables. */
const THOUSANDS = /^[+-]?(?:\d{1,3}(?:,\d{3})+|\d{1,2}(?:,\d{2})*,\d{3})(?:\.\d*)?$/;

/** The number of a cell, full-width digits and thousands separators included; undefined if it is none. */
export function numberIn(cell: string): number | undefined {
  const text = cell.normalize('NFKC');
  const digits = PLAIN.test(text) ? text : THOUSANDS.test(text) ? text.replaceAll(',', '') : undefined;
  const value = Number(digits);
  return digits !== undefined && Number.isFinite(value) ? value : undefined;
}

/** A cell as it is read: without white space around it, or what a spreadsheet wrapped it in to keep it text. */
export function cellText(cell: string): string {
  const text = tidy(cell);
  return tidy(/^="(.*)"$/s.exec(text)?.[1] ?? text.replace(/^'/, ''));
}

/** What statistical programs write where there is no value. An empty cell says nothing: it may have been forgotten. */
export const isNoValue = (text: string): boolean => /^(NA|N\/A|#N\/A|NaN|NULL|\.)$/i.test(text);

/** A check that leaves the code of its complaint where the reader finds it. */
const refusal = (code: string): { error: string } => ({ error: code });

const Name = z.string().min(1, refusal('regions-no-region'));
const Label = z.string().min(1, refusal('regions-blank-cell'));
const Numeric = Label.transform((text, context) => {
  const value = text === '' ? 0 : numberIn(text);
  if (value !== undefined) return value;
  context.addIssue({ code: 'custom', message: 'regions-not-a-number' });
  return z.NEVER;
});
const Known = z.preprocess((text) => (isNoValue(String(text)) ? null : text), Numeric.nullable());
const Weight = Numeric.refine((value) => value >= 0, refusal('regions-negative-weight'));
const Divisor = Numeric.refine((value) => value > 0, refusal('regions-bad-divisor'));

/** One row: cells by role. A complaint's message is the code of a problem, its path the role. */
export const RegionRow = z.strictObject({
  region: Name,
  period: Label.optional(),
  group: Label.optional(),
  /** Null where the file says that there is no value. */
  value: Known,
  per: Divisor.optional(),
  weight: Weight.optional(),
  area: Weight.optional(),
});
export type RegionRow = z.infer<typeof RegionRow>;
