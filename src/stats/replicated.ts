import type { LineChoice } from '../model/figures.ts';
import { degreesOfFreedom } from './prepare-design.ts';
import { type Replication, replicateVariance } from './replicate-variance.ts';
import { isFigure, type NoFigure } from './result.ts';
import { sum } from './sum.ts';
import type { Precision } from './survey-figures.ts';
import { evaluate, type PreparedSample, reweighted, type Sample, type Wanted } from './survey-sample.ts';

export interface ReplicateMethod {
  kind: Replication;
  fay: number | undefined;
}

/** Variances from replicate weights: every figure is computed again with each of them, its estimated line as well. */
export function replicated(lines: readonly LineChoice[], { kind, fay }: ReplicateMethod): Precision {
  const remade = new WeakMap<PreparedSample, PreparedSample[]>();
  const replicatesOf = (prepared: PreparedSample): PreparedSample[] => {
    const made =
      remade.get(prepared) ?? prepared.sample.replicates.map((w) => reweighted(prepared, lines, w));
    remade.set(prepared, made);
    return made;
  };
  const values = (prepared: PreparedSample, wanted: Wanted): Float64Array | NoFigure => {
    const found = replicatesOf(prepared).map((replicate) => evaluate(replicate, wanted));
    const none = found.find((estimate) => !isFigure(estimate));
    if (none && !isFigure(none)) return none;
    return Float64Array.from(found, (estimate) => (isFigure(estimate) ? estimate.value : Number.NaN));
  };
  const spread = (prepared: PreparedSample, estimates: Float64Array, full: number): number =>
    replicateVariance(kind, estimates, full, {
      ...(fay === undefined ? {} : { fay }),
      ...(kind === 'jkn' ? { factors: jackknifeFactors(prepared.sample) ?? new Float64Array() } : {}),
    });
  return {
    variance(prepared, wanted, { value }) {
      const found = values(prepared, wanted);
      return found instanceof Float64Array ? spread(prepared, found, value) : found;
    },
    ofChange(earlier, later) {
      const before = values(earlier.prepared, earlier.wanted);
      const now = values(later.prepared, later.wanted);
      if (!(before instanceof Float64Array)) return before;
      if (!(now instanceof Float64Array)) return now;
      const change = now.map((value, r) => value - (before[r] as number));
      return spread(later.prepared, change, later.estimate.value - earlier.estimate.value);
    },
    degreesOfFreedom: (prepared) => freedomOf(prepared, kind),
  };
}

/**
 * Replicates less one, or less the strata for a jackknife within them, where (n_h − 1)/n_h sums to n_h − 1: the rank of
 * the replicate weights less one, which R's survey counts. No more than the design has, if it was given.
 */
function freedomOf({ sample, design }: PreparedSample, kind: Replication): number {
  if (kind === 'jkn') return Math.round(sum(jackknifeFactors(sample) ?? new Float64Array()));
  const known = sample.strata || sample.psu ? degreesOfFreedom(design) : 0;
  const replicates = sample.replicates.length - 1;
  return known > 0 ? Math.min(known, replicates) : replicates;
}

/**
 * (n_h − 1)/n_h for each replicate of a stratified delete-one jackknife, h the stratum in which the replicate leaves
 * units out and n_h how many replicates do so there; without strata, as the weights of the others in it tell, which
 * are raised by n_h/(n_h − 1). Undefined where a replicate leaves out nobody or units of several strata, or raises
 * others unevenly, so that it is none of that kind.
 */
export function jackknifeFactors({ weights, replicates, strata }: Sample): Float64Array | undefined {
  if (!strata) {
    const factors = replicates.map((replicate) => factorOf(weights, replicate));
    return factors.includes(0) ? undefined : Float64Array.from(factors);
  }
  const left = replicates.map((replicate) => {
    const out = new Set<number>();
    replicate.forEach((weight, row) => {
      if (weight === 0 && (weights[row] as number) > 0) out.add(strata.codes[row] as number);
    });
    return out.size === 1 ? [...out][0] : undefined;
  });
  if (left.includes(undefined)) return undefined;
  const counts = new Map<number | undefined, number>();
  for (const stratum of left) counts.set(stratum, (counts.get(stratum) ?? 0) + 1);
  return Float64Array.from(left, (stratum) => 1 - 1 / (counts.get(stratum) ?? 1));
}

/** Weights are printed with some digits only. */
const SAME = 1e-5;

/** Weight over replicate weight where that is raised; 0 where none is left out, or they are raised unevenly. */
function factorOf(weights: Float64Array, replicate: Float64Array): number {
  const ratios = replicate.map((weight, row) => {
    const full = weights[row] as number;
    return full > 0 ? weight / full : 1;
  });
  const highest = ratios.reduce((most, ratio) => Math.max(most, ratio), 1);
  const near = (ratio: number, to: number): boolean => Math.abs(ratio - to) <= SAME * to;
  const even = ratios.every((ratio) => ratio === 0 || near(ratio, 1) || near(ratio, highest));
  return even && highest > 1 && ratios.includes(0) ? 1 / highest : 0;
}
