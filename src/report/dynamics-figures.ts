import type {
  Dynamics,
  HistoryCoverage,
  PeriodCoverage,
  PoorPeriods,
  Scoped,
  SpellCount,
  TransitionCount,
} from '../model/dynamics.ts';
import { type ChronicPoverty, chronicPoverty } from '../stats/chronic-poverty.ts';
import { type EndingRate, type Hazard, hazards, overallHazard } from '../stats/hazards.ts';
import type { NoFigure } from '../stats/result.ts';
import { type TransitionMatrix, transitionMatrices } from '../stats/transitions.ts';

/** Exits are endings of spells inside the chosen states, entries of spells outside. */
export interface HazardTable {
  of: 'exit' | 'entry';
  begins: 'known' | 'not_known';
  rows: readonly Hazard[];
  overall: EndingRate;
}

export interface PovertyFigures {
  /** Households in the figures, and those left out since something of them is not known in every period. */
  households: number;
  leftOut: number;
  measures: readonly ChronicPoverty[] | NoFigure;
  poorPeriods: readonly PoorPeriods[];
}

/** Every figure for all, or for one domain. */
export interface ScopeFigures extends Scoped {
  coverage: readonly PeriodCoverage[];
  history: HistoryCoverage;
  transitions: readonly TransitionCount[];
  matrices: readonly TransitionMatrix[];
  spells: readonly SpellCount[];
  hazards: readonly HazardTable[];
  /** Over all spells and durations. */
  exits: EndingRate;
  entries: EndingRate;
  poverty: PovertyFigures | null;
}

/** The figures for all, then those of each domain. */
export function dynamicsFigures(dynamics: Dynamics): ScopeFigures[] {
  const states = dynamics.states.map(({ id }) => id);
  return dynamics.histories.map((history) => {
    const { scope, domain } = history;
    const own = <T extends Scoped>(rows: readonly T[]): T[] =>
      rows.filter((row) => row.scope === scope && row.domain === domain);
    const transitions = own(dynamics.transitions);
    const spells = own(dynamics.spells);
    const tables = hazardTables(spells);
    const overall = (of: HazardTable['of']): EndingRate =>
      overallHazard(tables.filter((table) => table.of === of).flatMap(({ rows }) => rows));
    return {
      ...{ scope, domain, history, transitions, spells, hazards: tables },
      ...{ exits: overall('exit'), entries: overall('entry') },
      coverage: own(dynamics.coverage),
      matrices: transitionMatrices(transitions, states),
      poverty: povertyFigures(dynamics, history.households, own),
    };
  });
}

function hazardTables(spells: readonly SpellCount[]): HazardTable[] {
  return ([true, false] as const).flatMap((inside) =>
    (['known', 'not_known'] as const).map((begins) => {
      const rows = hazards(
        spells.filter(
          (spell) => spell.inside === inside && (spell.begins === 'known') === (begins === 'known'),
        ),
      );
      return {
        of: inside ? ('exit' as const) : ('entry' as const),
        begins,
        rows,
        overall: overallHazard(rows),
      };
    }),
  );
}

function povertyFigures(
  { poverty, periods }: Dynamics,
  all: number,
  own: <T extends Scoped>(rows: readonly T[]) => T[],
): PovertyFigures | null {
  if (poverty === null) return null;
  const sums = own(poverty.sums);
  const households = sums.find(({ at }) => at === null)?.households ?? 0;
  return {
    households,
    leftOut: all - households,
    measures: chronicPoverty(sums, periods.length),
    poorPeriods: own(poverty.poorPeriods),
  };
}
