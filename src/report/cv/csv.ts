import type { Language } from '../../model/words.ts';
import type { Entry } from '../../stats/regional/catalogue.ts';
import { isRefused, type Refused } from '../../stats/regional/figure.ts';
import type { Bootstrapped, Uncertainty } from '../../stats/regional/uncertainty.ts';
import { type Cell, toCsv } from '../csv.ts';
import { type CvResult, isAsked } from './result.ts';
import { type Words, wordsFor } from './words.ts';

/** The tables of a result as CSV files by name, with full precision; those that have nothing to say are left out. */
export function cvAsCsv(result: CvResult, language: Language): Record<string, string> {
  const words = wordsFor(language, result.source);
  return {
    'figures.csv': figures(result, words),
    'contributions.csv': contributions(result),
    ...(result.source.group === undefined ? {} : { 'groups.csv': groups(result) }),
    ...(result.overTime
      ? { 'changes.csv': changes(result, words), 'convergence.csv': convergence(result, words) }
      : {}),
    ...(result.closest ? { 'closest.csv': closest(result.closest, words) } : {}),
  };
}

const plain = (value: number | Refused): Cell => (isRefused(value) ? undefined : value);
const reasonOf = (value: object | number): Cell => (isRefused(value) ? value.reason : undefined);

const ERRORS = ['jackknife', 'bootstrap', 'survey'] as const;
const ERROR_COLUMNS = ERRORS.flatMap((name) => [`${name}_error`, `${name}_low`, `${name}_high`]);
type Errors = Partial<Record<(typeof ERRORS)[number], Uncertainty | Bootstrapped | Refused>>;

const errorCells = (row: Errors): Cell[] =>
  ERRORS.flatMap((name) => {
    const found = row[name];
    return found === undefined || isRefused(found)
      ? [undefined, undefined, undefined]
      : [found.error, found.low, found.high];
  });

const entryCells = (entry: Entry, words: Words): Cell[] => [
  entry.id,
  entry.weighting === 'none' ? undefined : words.weightsOf(entry.weighting),
  words.divisorOf(entry),
  words.definitionOf(entry.id),
];

function figures({ periods, source }: CvResult, words: Words): string {
  const rows = periods.flatMap(({ period, table, figures: found }) =>
    found
      .filter(({ entry }) => isAsked(entry, source))
      .map((row) => [
        period,
        table.names.length,
        ...entryCells(row.entry, words),
        plain(row.value),
        reasonOf(row.value),
        ...errorCells(row),
      ]),
  );
  const columns = ['period', 'regions', 'figure', 'weights', 'divisor', 'definition', 'value', 'reason'];
  return toCsv([...columns, ...ERROR_COLUMNS], rows);
}

function contributions({ periods, source }: CvResult): string {
  const shown = (periods[0]?.contributions ?? []).filter((one) => isAsked(one, source));
  const titles = shown.map(
    ({ measure, weighting }) => `${measure.replaceAll('-', '_')}${weighting === 'weight' ? '_weighted' : ''}`,
  );
  const rows = periods.flatMap(({ period, table, contributions: found }) =>
    table.names.map((name, row) => [
      period,
      name,
      table.groups?.[row],
      table.values[row],
      table.weights?.[row],
      table.areas?.[row],
      ...found
        .filter((one) => isAsked(one, source))
        .map(({ parts }) => (isRefused(parts) ? undefined : parts[row])),
    ]),
  );
  return toCsv(['period', 'region', 'group', 'value', 'weight', 'area', ...titles], rows);
}

function groups({ periods, source }: CvResult): string {
  const rows = periods.flatMap(({ period, decompositions }) =>
    decompositions
      .filter((one) => isAsked(one, source))
      .flatMap(({ measure, weighting, result }): Cell[][] => {
        const start = [period, measure, weighting === 'weight' ? source.weight : undefined];
        if (isRefused(result))
          return [
            [...start, undefined, undefined, undefined, undefined, undefined, undefined, result.reason],
          ];
        const { total, between, within, groups: parts } = result;
        return [
          [...start, undefined, undefined, 1, undefined, between, within, undefined, total],
          ...parts.map((part) => [
            ...start,
            part.group,
            part.regions,
            part.share,
            part.mean,
            part.between,
            part.within,
          ]),
        ];
      }),
  );
  const columns = [
    'period',
    'measure',
    'weights',
    'group',
    'regions',
    'share',
    'mean',
    'between',
    'within',
    'reason',
    'total',
  ];
  return toCsv(
    columns,
    rows.map((row) => columns.map((_, n) => row[n])),
  );
}

function changes({ overTime, source }: CvResult, words: Words): string {
  const rows = (overTime?.changes ?? []).flatMap(({ from, to, regions, rows: found }) =>
    found
      .filter(({ entry }) => isAsked(entry, source))
      .map((row) => [
        from,
        to,
        regions,
        ...entryCells(row.entry, words),
        plain(row.before),
        plain(row.after),
        plain(row.change),
        reasonOf(row.change),
        ...errorCells(row),
      ]),
  );
  const columns = [
    'from',
    'to',
    'regions',
    'figure',
    'weights',
    'divisor',
    'definition',
    'before',
    'after',
    'change',
    'reason',
  ];
  return toCsv([...columns, ...ERROR_COLUMNS], rows);
}

const CONVERGENCE_COLUMNS = [
  ...(['kind', 'figure', 'weights', 'count', 'time', 'slope', 'error', 'low', 'high'] as const),
  ...(['intercept', 'r_squared', 'speed', 'half_life', 'reason'] as const),
] as const;
type ConvergenceRow = Partial<Record<(typeof CONVERGENCE_COLUMNS)[number], Cell>>;
type OverTime = NonNullable<CvResult['overTime']>;

function convergence({ overTime, source }: CvResult, words: Words): string {
  const trends = (overTime?.trends ?? []).filter(({ entry }) => isAsked(entry, source));
  const betas = (overTime?.beta ?? []).filter((one) => isAsked(one, source));
  const rows = [
    ...trends.map((trend) => trendRow(trend, words)),
    ...betas.map((beta) => betaRow(beta, source.weight)),
  ];
  return toCsv(
    CONVERGENCE_COLUMNS,
    rows.map((row) => CONVERGENCE_COLUMNS.map((column) => row[column])),
  );
}

function trendRow({ entry, line }: OverTime['trends'][number], words: Words): ConvergenceRow {
  const [, weights] = entryCells(entry, words);
  const head = { kind: 'sigma-trend', figure: entry.id, weights };
  if (isRefused(line)) return { ...head, reason: line.reason };
  const { degrees, slope, slopeError: error, intercept, rSquared } = line;
  return { ...head, count: degrees + 2, slope, error, intercept, r_squared: rSquared };
}

function betaRow(
  { weighting, result }: OverTime['beta'][number],
  weight: string | undefined,
): ConvergenceRow {
  const head = { kind: 'beta', weights: weighting === 'weight' ? weight : undefined };
  if (isRefused(result)) return { ...head, reason: result.reason };
  const { degrees, time, beta, intercept, rSquared, speed } = result;
  const { value: slope, error, low, high } = beta;
  return {
    ...{ ...head, count: degrees + 2, time, slope, error, low, high, intercept, r_squared: rSquared },
    ...(isRefused(speed)
      ? { reason: speed.reason }
      : { speed: speed.speed, half_life: isRefused(speed.halfLife) ? undefined : speed.halfLife }),
  };
}

function closest({ figure, matches }: NonNullable<CvResult['closest']>, words: Words): string {
  return toCsv(
    ['published', 'period', 'figure', 'value', 'off', 'rounds', 'definition'],
    matches.map(({ id, period, value, off, rounds }) => [
      figure,
      period,
      id,
      value,
      off,
      rounds,
      words.definitionOf(id),
    ]),
  );
}
