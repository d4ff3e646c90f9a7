import type { Units } from '../result.ts';
import { at, isRefused, type Measure, prepare, type Refused } from './figure.ts';
import { halfSquaredCv } from './half-squared-cv.ts';
import { regionalLogDeviation } from './mean-log-deviation.ts';
import { regionalTheil } from './theil-t.ts';

/** The measures that split exactly into a part between and a part within groups. */
export type Decomposable = 'theil-t' | 'mld' | 'half-squared-cv';

export interface GroupPart {
  group: string;
  regions: number;
  /** Share of the weight. */
  share: number;
  mean: number;
  /** What the differences between this group's mean and the whole add. */
  between: number;
  /** What the differences within this group add. */
  within: number;
}

export interface Decomposition {
  total: number;
  between: number;
  within: number;
  groups: GroupPart[];
}

/**
 * A measure as the sum of a part between groups (every region at its group's mean) and a part within them; the parts
 * sum to the whole. For group g with share of weight s_g, mean Y_g and r = Y_g/Y, the part between is Σ s_g·f(r), the
 * part within Σ s_g·c(r)·measure_g:
 *
 *     theil-t           f = r ln r        c = r
 *     mld               f = −ln r         c = 1
 *     half-squared-cv   f = (r − 1)²/2    c = r²
 *
 * Shorrocks (1980), Econometrica 48(3). A group of one region has no part within.
 * @param groups the group of each unit, in the order of the units
 */
export function decompose(
  units: Units,
  groups: readonly string[],
  measure: Decomposable,
): Decomposition | Refused {
  const prepared = prepare(units, measure === 'half-squared-cv' ? 'positive-mean' : 'positive-values');
  if (isRefused(prepared)) return prepared;
  const whole = MEASURES[measure](units);
  if (isRefused(whole)) return whole;
  const { values, shares, mean } = prepared;
  const part = PARTS[measure];
  const names = [...new Set(groups)].sort((a, b) => (a < b ? -1 : 1));
  const found = names.flatMap((group): GroupPart[] => {
    const members = [...values.keys()].filter((i) => groups[i] === group);
    const share = members.reduce((all, i) => all + at(shares, i), 0);
    if (share === 0) return [];
    const groupMean = members.reduce((all, i) => all + at(shares, i) * at(values, i), 0) / share;
    const within = members.reduce(
      (all, i) =>
        all + (at(shares, i) === 0 ? 0 : at(shares, i) * part.within(at(values, i), groupMean, mean)),
      0,
    );
    return [
      {
        group,
        regions: members.length,
        share,
        mean: groupMean,
        between: share * part.between(groupMean / mean),
        within,
      },
    ];
  });
  const between = found.reduce((all, one) => all + one.between, 0);
  const within = found.reduce((all, one) => all + one.within, 0);
  return { total: whole.value, between, within, groups: found };
}

interface Part {
  /** What a group or a region at r times the mean adds, for each unit of share. */
  between(ratio: number): number;
  /** What a region adds to the part within its group, for each unit of share. */
  within(value: number, groupMean: number, mean: number): number;
}

const MEASURES: Readonly<Record<Decomposable, Measure>> = {
  'theil-t': regionalTheil,
  mld: regionalLogDeviation,
  'half-squared-cv': halfSquaredCv,
};

const PARTS: Readonly<Record<Decomposable, Part>> = {
  'theil-t': {
    between: (ratio) => ratio * Math.log(ratio),
    within: (value, groupMean, mean) => (value / mean) * Math.log(value / groupMean),
  },
  mld: {
    between: (ratio) => -Math.log(ratio),
    within: (value, groupMean) => -Math.log(value / groupMean),
  },
  'half-squared-cv': {
    between: (ratio) => (ratio - 1) ** 2 / 2,
    within: (value, groupMean, mean) => ((value - groupMean) / mean) ** 2 / 2,
  },
};
