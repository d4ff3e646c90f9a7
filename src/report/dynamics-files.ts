import type { Dynamics, Tally } from '../model/dynamics.ts';
import type { EndingRate } from '../stats/hazards.ts';
import { isFigure } from '../stats/result.ts';
import { type Cell, toCsv } from './csv.ts';
import { dynamicsFigures, type ScopeFigures } from './dynamics-figures.ts';

type Row = Record<string, Cell>;

/** All files that `dynamics` may write. */
export const DYNAMICS_FILES = [
  ...['transitions.csv', 'spells.csv', 'hazards.csv', 'chronic.csv', 'dynamics.json'],
];

/** The files of `--out`, by name. */
export function dynamicsFiles(dynamics: Dynamics): Record<string, string> {
  const { transitions, spells, hazards, chronic } = dynamicsTables(dynamics);
  return {
    'transitions.csv': csv(dynamics, 'transitions', transitions),
    'spells.csv': csv(dynamics, 'spells', spells),
    'hazards.csv': csv(dynamics, 'hazards', hazards),
    ...(dynamics.poverty && { 'chronic.csv': csv(dynamics, 'chronic', chronic) }),
    'dynamics.json': `${JSON.stringify(dynamicsJson(dynamics), null, 2)}\n`,
  };
}

/** Everything as one object: what was asked, who is in the figures, and the rows of the tables. */
export function dynamicsJson(dynamics: Dynamics): object {
  const { format, pack, dataset, periods, inside, chosen, population, weight, size, by, register, poverty } =
    dynamics;
  const asked = poverty && {
    income: poverty.income,
    line: poverty.line,
    values: poverty.values,
    poor: poverty.poor,
  };
  return {
    ...{ format, pack, dataset, periods, states: inside, chosen, population, weight, size, by, register },
    poverty: asked,
    ...dynamicsTables(dynamics),
  };
}

function dynamicsTables(dynamics: Dynamics): Record<Table, Row[]> {
  const tables: Record<Table, Row[]> = {
    ...{
      coverage: [],
      histories: [],
      transitions: [],
      spells: [],
      hazards: [],
      chronic: [],
      poor_periods: [],
    },
  };
  for (const figures of dynamicsFigures(dynamics)) {
    const { scope, domain } = figures;
    const head = dynamics.by === null ? {} : { scope, domain };
    for (const [name, rows] of Object.entries(scopeTables(dynamics, figures)))
      tables[name as Table].push(...rows.map((row) => ({ ...head, ...row })));
  }
  return tables;
}

type Table = 'coverage' | 'histories' | 'transitions' | 'spells' | 'hazards' | 'chronic' | 'poor_periods';

function scopeTables(dynamics: Dynamics, figures: ScopeFigures): Record<Table, Row[]> {
  const { periods } = dynamics;
  const { scope: _, domain: __, ...history } = figures.history;
  return {
    coverage: figures.coverage.map(({ scope: _, domain: __, at, inside, ...row }) => ({
      ...{ period: periods[at], ...row, in_state: inside },
    })),
    histories: [history],
    transitions: transitionRows(dynamics, figures),
    spells: figures.spells.map(({ inside, start, length, begins, ends, count, weight }) => ({
      ...{ in_state: inside, first_period: periods[start], length },
      ...{ begins, ends, left_censored: begins !== 'known', right_censored: ends !== 'ended' },
      ...{ spells: count, weight },
    })),
    hazards: hazardRows(figures),
    chronic: chronicRows(dynamics, figures),
    poor_periods: (figures.poverty?.poorPeriods ?? []).map(({ scope: _, domain: __, ...row }) => row),
  };
}

function transitionRows({ periods }: Dynamics, { transitions, matrices }: ScopeFigures): Row[] {
  return transitions.map(({ at, from, from_status, to, to_status, count, weight }) => {
    const row = matrices
      .find((matrix) => matrix.at === at)
      ?.rows.find((candidate) => candidate.from === from);
    const known = from_status === 'determined' && to_status === 'determined';
    return {
      ...{
        from_period: periods[at],
        to_period: periods[at + 1],
        from_state: from,
        from_status,
        to_state: to,
        to_status,
      },
      households: count,
      weight: from_status === 'determined' ? weight : null,
      of_households: known ? (row?.base.count ?? null) : null,
      of_weight: known ? (row?.base.weight ?? null) : null,
      rate: known ? (row?.to.find(({ state }) => state === to)?.rate ?? null) : null,
    };
  });
}

function hazardRows({ hazards }: ScopeFigures): Row[] {
  return hazards.flatMap(({ of, begins, rows, overall }) => [
    ...rows.map(({ duration, survival, ...rate }) => ({
      of,
      begins,
      duration,
      ...rateCells(rate),
      survival,
    })),
    ...(rows.length === 0 ? [] : [{ of, begins, duration: 'all', ...rateCells(overall), survival: null }]),
  ]);
}

function rateCells({ atRisk, ended, hazard, low, high }: EndingRate): Row {
  const cells = (name: string, { count, weight }: Tally): Row => ({
    [name]: count,
    [`${name}_weight`]: weight,
  });
  return { ...cells('at_risk', atRisk), ...cells('ended', ended), hazard, low, high };
}

function chronicRows({ periods }: Dynamics, { poverty }: ScopeFigures): Row[] {
  if (poverty === null) return [];
  const { households, leftOut, measures } = poverty;
  const who = { households, left_out: leftOut };
  if (!isFigure(measures)) return [{ alpha: null, ...who, reason: measures.reason }];
  return measures.map(({ alpha, total, chronic, transient, transientShare, periods: series }) => ({
    ...{ alpha, ...who, total, chronic, transient, transient_share: transientShare },
    ...Object.fromEntries(periods.map((label, at) => [label, series[at]])),
  }));
}

/** The columns of the files, also where there is nothing to put in them. */
const COLUMNS = {
  transitions: [
    ...['from_period', 'to_period', 'from_state', 'from_status', 'to_state', 'to_status'],
    ...['households', 'weight', 'of_households', 'of_weight', 'rate'],
  ],
  spells: [
    ...['in_state', 'first_period', 'length', 'begins', 'ends', 'left_censored', 'right_censored'],
    ...['spells', 'weight'],
  ],
  hazards: [
    ...['of', 'begins', 'duration', 'at_risk', 'at_risk_weight', 'ended', 'ended_weight'],
    ...['hazard', 'low', 'high', 'survival'],
  ],
  chronic: [
    ...['alpha', 'households', 'left_out', 'reason', 'total', 'chronic', 'transient', 'transient_share'],
  ],
} as const;

function csv({ by, periods }: Dynamics, table: keyof typeof COLUMNS, rows: readonly Row[]): string {
  const columns = [
    ...(by === null ? [] : ['scope', 'domain']),
    ...COLUMNS[table],
    ...(table === 'chronic' ? periods : []),
  ];
  return toCsv(
    columns,
    rows.map((row) => columns.map((column) => row[column])),
  );
}
