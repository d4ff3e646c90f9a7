import { generalizedEntropy } from './generalized-entropy.ts';
import { type Estimate, isFigure, type NoFigure, type Units } from './result.ts';
import { sum } from './sum.ts';

/** One group's part in inequality. */
export interface EntropyPart {
  /** Share of the group in all weight. */
  populationShare: number;
  /** Share of the group in the weighted total of the values. */
  totalShare: number;
  /** GE(α) within the group. 0 where the group has one unit or no weight. */
  value: number;
  /** What the group adds to the inequality within groups. */
  contribution: number;
}

export interface EntropyDecomposition {
  total: Estimate;
  within: Estimate;
  between: Estimate;
  parts: EntropyPart[];
}

/**
 * Generalised entropy by groups: total = within + between, exactly. Between is the entropy that is left when everyone has
 * the mean of the group; within is Σ v_g·(ȳ_g/ȳ)^α·GE_g, with v_g the population share. `groups` has the group of each
 * unit, 0 … count − 1. Shorrocks (1984), Inequality decomposition by population subgroups, Econometrica 52, 1369-1385.
 */
export function entropyDecomposition(
  units: Units,
  groups: Uint32Array,
  count: number,
  alpha: number,
): EntropyDecomposition | NoFigure {
  const total = generalizedEntropy(units, alpha);
  if (!isFigure(total)) return total;
  const sums = groupSums(units, groups, count);
  const without = sums.find(({ weight, mean }) => weight > 0 && mean <= 0);
  if (without) return { reason: without.mean === 0 ? 'zero-mean' : 'negative-mean' };
  addWithin(sums, units, groups, alpha);
  const weight = sum(units.weights);
  const all = sums.reduce((added, group) => added + group.weight * group.mean, 0);
  const parts = sums.map((group) => {
    const populationShare = group.weight / weight;
    const relative = (group.mean * weight) / all;
    const contribution = group.weight > 0 ? populationShare * relative ** alpha * group.value : 0;
    return { populationShare, totalShare: populationShare * relative, value: group.value, contribution };
  });
  const between = betweenGroups(units, groups, sums, alpha);
  const within = {
    value: parts.reduce((added, { contribution }) => added + contribution, 0),
    influence: total.influence.map((z, i) => z - (between.influence[i] as number)),
  };
  return { total, within, between, parts };
}

interface GroupSums {
  weight: number;
  mean: number;
  value: number;
}

function groupSums({ values, weights }: Units, groups: Uint32Array, count: number): GroupSums[] {
  const sums = Array.from({ length: count }, () => ({ weight: 0, mean: 0, value: 0 }));
  for (let i = 0; i < values.length; i++) {
    const group = sums[groups[i] as number] as GroupSums;
    group.weight += weights[i] as number;
    group.mean += (weights[i] as number) * (values[i] as number);
  }
  for (const group of sums) if (group.weight > 0) group.mean /= group.weight;
  return sums;
}

function addWithin(sums: GroupSums[], { values, weights }: Units, groups: Uint32Array, alpha: number): void {
  for (let i = 0; i < values.length; i++) {
    const group = sums[groups[i] as number] as GroupSums;
    if ((weights[i] as number) === 0) continue;
    group.value += (weights[i] as number) * entropyTerm((values[i] as number) / group.mean, alpha);
  }
  for (const group of sums) if (group.weight > 0) group.value /= group.weight;
}

/** What a unit with r times the mean adds to GE(α), per weight; less its part linear in r, which adds up to zero. */
function entropyTerm(r: number, alpha: number): number {
  if (alpha === 0) return r - 1 - Math.log(r);
  if (alpha === 1) return r * Math.log(r) - (r - 1);
  return (r ** alpha - 1 - alpha * (r - 1)) / (alpha * (alpha - 1));
}

/** The entropy of the groups' means, smooth in each unit's weight through weight and total of its group and of all. */
function betweenGroups(
  { values }: Units,
  groups: Uint32Array,
  sums: readonly GroupSums[],
  alpha: number,
): Estimate {
  const weight = sums.reduce((added, group) => added + group.weight, 0);
  const mean = sums.reduce((added, group) => added + group.weight * group.mean, 0) / weight;
  const held = sums.filter((group) => group.weight > 0);
  const value =
    held.reduce((added, own) => added + own.weight * entropyTerm(own.mean / mean, alpha), 0) / weight;
  const influence = values.map((y, i) => {
    const group = sums[groups[i] as number] as GroupSums;
    if (group.weight === 0) return 0;
    return slopeBetween(y / mean, group.mean / mean, alpha, value) / weight;
  });
  return { value, influence };
}

/** Derivative of the entropy between groups by the weight of a unit with r times the mean, in a group with so many times it. */
function slopeBetween(r: number, group: number, alpha: number, value: number): number {
  if (alpha === 0) return r - r / group - Math.log(group) - value;
  if (alpha === 1) return r * Math.log(group) - value * r - group + 1;
  const scale = alpha * (alpha - 1);
  const ofGroup = group ** alpha * (1 + alpha * (r / group - 1));
  return (ofGroup - (1 + scale * value) * (1 + alpha * (r - 1))) / scale;
}
