import type { DynamicsQuery, LineSource } from '../decide/dynamics-sql.ts';
import type { WrittenColumn } from '../engine/export.ts';
import { closest } from '../model/closest.ts';
import { parsePeriod, periodLabel } from '../model/period.ts';
import { failure } from '../model/problem.ts';
import { fromDecimal, toDecimal } from '../rules/rational.ts';
import type { DynamicsOptions } from './dynamics.ts';
import type { OpenedRun } from './open-run.ts';

/** What is asked of a run, once its options are known to fit it. */
export interface DynamicsRequest {
  query: Omit<DynamicsQuery, 'weightFactor'>;
  chosen: 'named' | 'by-entry';
  population: 'households' | 'persons';
}

/**
 * Settles the options against the run: which states, which columns, which line.
 * @throws Failure with what does not fit
 */
export function settleRequest(
  options: DynamicsOptions,
  run: OpenedRun,
  columns: readonly WrittenColumn[],
): DynamicsRequest {
  const { weight, size, population = size === undefined ? 'households' : 'persons', by } = options;
  if (population === 'persons' && size === undefined)
    throw failure('usage', 'missing-option', { name: '--size', command: 'shuangdao dynamics' });
  if (population === 'households' && size !== undefined)
    throw failure('usage', 'conflicting-options', { name: '--population households', other: '--size' });
  const periods = decidedLabels(run);
  const find = (option: string, name: string): string => numberColumn(option, name, columns);
  return {
    population,
    chosen: options.state === undefined ? 'by-entry' : 'named',
    query: {
      decisions: run.decisions,
      periods,
      inside: insideStates(options.state, run),
      stateBeforeGiven: run.register,
      weights: [
        ...(weight === undefined ? [] : [find('--weight', weight)]),
        ...(size === undefined ? [] : [find('--size', size)]),
      ],
      by: by === undefined ? undefined : regionColumn(by, run),
      poverty: povertySource(options, run, periods, columns),
    },
  };
}

function decidedLabels({ statement, loaded }: OpenedRun): string[] {
  const { first, last } = statement.periods;
  const kind = loaded.pack.period;
  const [from, to] = [first, last].map((label) => parsePeriod(label, kind));
  if (from === undefined || to === undefined) throw new Error(`no period: ${first} or ${last}`);
  if (from === to) throw failure('usage', 'dynamics-one-period', { period: first });
  return Array.from({ length: to - from + 1 }, (_, index) => periodLabel(from + index, kind));
}

function insideStates(named: string | undefined, { loaded }: OpenedRun): string[] {
  const states = loaded.pack.states.map(({ id }) => id);
  if (named === undefined) {
    const entered = loaded.pack.transitions.flatMap(({ kind, to }) => (kind === 'entry' ? [to] : []));
    if (entered.length === 0) throw failure('usage', 'dynamics-no-entry', { states: states.join(', ') });
    return states.filter((state) => entered.includes(state));
  }
  const names = named.split(',').map((name) => name.trim());
  for (const name of names) {
    if (states.includes(name)) continue;
    const near = closest(name, states) ?? '';
    throw failure('usage', 'dynamics-no-state', { name, near, states: states.join(', ') });
  }
  return states.filter((state) => names.includes(state));
}

const NUMBERS = /^(DECIMAL|DOUBLE|FLOAT|U?(TINY|SMALL|BIG|HUGE)?INT)/;

function numberColumn(option: string, name: string, columns: readonly WrittenColumn[]): string {
  const numbers = columns.filter(({ type }) => NUMBERS.test(type)).map((column) => column.name);
  if (numbers.includes(name)) return name;
  const there = columns.some((column) => column.name === name);
  const given = { option, name, columns: numbers.join(', ') };
  if (there) throw failure('usage', 'dynamics-not-a-number', given);
  const near = closest(
    name,
    columns.map((column) => column.name),
  );
  throw failure('usage', 'dynamics-no-column', { ...given, near: near ?? '' });
}

function regionColumn(name: string, { loaded }: OpenedRun): string {
  const regions = loaded.pack.regions ?? [];
  if (regions.includes(name)) return name;
  const near = closest(name, regions) ?? '';
  throw failure('usage', 'dynamics-no-region', { name, near, regions: regions.join(', ') });
}

function povertySource(
  { income, line, poor }: DynamicsOptions,
  run: OpenedRun,
  periods: readonly string[],
  columns: readonly WrittenColumn[],
): DynamicsQuery['poverty'] {
  const missing = income === undefined ? '--income' : '--line';
  if (income === undefined && line === undefined && poor === undefined) return undefined;
  if (income === undefined || line === undefined)
    throw failure('usage', 'missing-option', { name: missing, command: 'shuangdao dynamics' });
  return {
    income: numberColumn('--income', income, columns),
    line: lineSource(line, run, periods, columns),
  };
}

/** A number, a parameter of the pack, or a column. */
function lineSource(
  line: string,
  { loaded, parameters }: OpenedRun,
  periods: readonly string[],
  columns: readonly WrittenColumn[],
): LineSource {
  if (/^[+-]?\d/.test(line)) {
    if (!/^\+?\d{1,18}(\.\d{1,6})?$/.test(line) || Number(line) === 0)
      throw failure('usage', 'dynamics-bad-line', { line });
    return { byPeriod: periods.map(() => toDecimal(fromDecimal(line))) };
  }
  if (!parameters.names.includes(line)) return { column: numberColumn('--line', line, columns) };
  const byPeriod = periods.map((label) => {
    const at = parameters.at(line, parsePeriod(label, loaded.pack.period) ?? 0);
    if (at.kind === 'value') return toDecimal(at.value);
    throw failure('usage', at.kind === 'outside' ? 'dynamics-line-outside' : 'dynamics-line-regional', {
      line,
      period: label,
    });
  });
  return { byPeriod };
}
