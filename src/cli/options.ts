import type { LineChoice } from '../model/figures.ts';
import { failure } from '../model/problem.ts';
import type { IssueCount } from '../model/run.ts';

/** Readers of option values. Each takes the option's name for its message and returns a parser for commander. */
type Reader<T> = (value: string) => T;

export function period(option: string): Reader<string> {
  return (value) => {
    if (/^\d{4}(-Q[1-4]|-(0[1-9]|1[0-2]))?$/.test(value)) return value;
    throw failure('usage', 'bad-value-period', { option, value });
  };
}

/** An amount of memory as the engine takes it: `4GB`. */
export function memory(option: string): Reader<string> {
  return (value) => {
    const parts = /^(\d{1,6}(?:\.\d{1,3})?) ?([KMGT]i?B?)$/i.exec(value);
    if (!parts?.[1] || !parts[2] || Number(parts[1]) === 0)
      throw failure('usage', 'bad-value-memory', { option, value });
    const unit = parts[2].toUpperCase().replace('I', 'i');
    return parts[1] + (unit.endsWith('B') ? unit : `${unit}B`);
  };
}

export function count(option: string, min: number, max: number): Reader<number> {
  return (value) => {
    const number = /^\d{1,12}$/.test(value) ? Number(value) : Number.NaN;
    if (number >= min && number <= max) return number;
    throw failure('usage', 'bad-value-count', { option, value, min, max });
  };
}

export function language(value: string): string {
  if (value === 'en' || value === 'zh') return value;
  throw failure('usage', 'bad-value-lang', { value });
}

/** One of a few words, in capitals or not: `BRR` is `brr`. */
export function choice<T extends string>(option: string, words: readonly T[]): Reader<T> {
  return (value) => {
    const found = words.find((word) => word === value.toLowerCase());
    if (found !== undefined) return found;
    throw failure('usage', 'bad-value-choice', { option, value, words: words.join(', ') });
  };
}

/** A decimal number from `min` up to, not including, `end`. */
export function decimal(option: string, min: number, end: number): Reader<number> {
  return (value) => {
    const number = /^\d{1,9}(\.\d{1,9})?$/.test(value) ? Number(value) : Number.NaN;
    if (number >= min && number < end) return number;
    throw failure('usage', 'bad-value-decimal', { option, value, min, end });
  };
}

/** Names with commas between them. */
export function list(value: string): string[] {
  return value
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
}

/** A poverty line: an amount, a share of the median or mean, or else the name of a column, numbered later. */
export function line(value: string): LineChoice {
  const amount = /^(\d+\.?\d*|\.\d+)(e[+-]?\d{1,3})?$/i.test(value) ? Number(value) : undefined;
  if (amount !== undefined && amount > 0 && Number.isFinite(amount))
    return { text: value, kind: 'fixed', value: amount };
  const [, percent, of] = /^(\d{1,3}(?:\.\d{1,4})?) ?% ?(median|mean)$/.exec(value) ?? [];
  if (Number(percent) > 0)
    return {
      text: value,
      kind: 'relative',
      share: Number(percent) / 100,
      of: of === 'mean' ? 'mean' : 'median',
    };
  if (amount !== undefined || /^-?\d*[.,]?\d*$/.test(value) || value.includes('%'))
    throw failure('usage', 'bad-value-line', { value });
  return { text: value, kind: 'column', column: -1 };
}

/** Options that `check` and `classify` share, as commander gives them. */
export interface DatasetOptions {
  rules?: string;
  maxIssues?: number;
  strict?: boolean;
}

/** A pack must be named, and `--strict` is another way to say `--max-issues 0`. */
export function settle<T extends DatasetOptions>(
  { rules, strict, ...rest }: T,
  command: string,
): Omit<T, 'rules' | 'strict'> & { rules: string } {
  if (rules === undefined) throw failure('usage', 'missing-option', { name: '--rules', command });
  if (!strict) return { ...rest, rules };
  if (rest.maxIssues !== undefined)
    throw failure('usage', 'conflicting-options', { name: '--strict', other: '--max-issues' });
  return { ...rest, rules, maxIssues: 0 };
}

/** Two periods of one kind are compared as texts; others are found out when the rule pack is known. */
export function refuseReversed({ from, to }: { from?: string; to?: string }): void {
  if (from !== undefined && to !== undefined && from.length === to.length && from > to)
    throw failure('usage', 'periods-reversed', { from, to });
}

/** Where nothing is written without `--out`, `--force` alone is a mistake. */
export function refuseForceAlone({ out, force }: { out?: string; force?: boolean }): void {
  if (force && out === undefined) throw failure('usage', 'option-alone', { name: '--force', other: '--out' });
}

/** Whether the data has more errors than `--max-issues` allows. */
export function exceeds(issues: readonly IssueCount[], allowed: number | undefined): boolean {
  const errors = issues
    .filter(({ severity }) => severity === 'error')
    .reduce((sum, { count }) => sum + count, 0);
  return allowed !== undefined && errors > allowed;
}
