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

function convergence({ overTime, source }: CvResult, words: Words): string {
  const trends = (overTime?.trends ?? [])
    .filter(({ entry }) => isAsked(entry, source))
    .map(({ entry, line }) => {
      const [weights] = entryCells(entry, words).slice(1);
      return isRefused(line)
        ? [
            'sigma-trend',
            entry.id,
            weights,
            undefined,
            undefined,
            undefined,
            undefined,
            undefined,
            undefined,
            undefined,
            undefined,
            undefined,
            undefined,
            line.reason,
          ]
        : [
            'sigma-trend',
            entry.id,
            weights,
            line.degrees + 2,
            undefined,
            line.slope,
            line.slopeError,
            undefined,
            undefined,
            line.intercept,
            line.rSquared,
          ];
    });
  const betas = (overTime?.beta ?? [])
    .filter((one) => isAsked(one, source))
    .map(({ weighting, result }) => {
      const weights = weighting === 'weight' ? source.weight : undefined;
      if (isRefused(result)) return ['beta', undefined, weights, ...new Array<undefined>(10), result.reason];
      const { degrees, time, beta, intercept, rSquared, speed } = result;
      const speeds = isRefused(speed)
        ? [undefined, undefined, speed.reason]
        : [speed.speed, isRefused(speed.halfLife) ? undefined : speed.halfLife, undefined];
      return [
        'beta',
        undefined,
        weights,
        degrees + 2,
        time,
        beta.value,
        beta.error,
        beta.low,
        beta.high,
        intercept,
        rSquared,
        ...speeds,
      ];
    });
  const columns = [
    'kind',
    'figure',
    'weights',
    'count',
    'time',
    'slope',
    'error',
    'low',
    'high',
    'intercept',
    'r_squared',
    'speed',
    'half_life',
    'reason',
  ];
  return toCsv(
    columns,
    [...trends, ...betas].map((row) => columns.map((_, n) => row[n])),
  );
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
