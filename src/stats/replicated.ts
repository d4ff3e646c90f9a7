import type { LineChoice } from '../model/figures.ts';
import { degreesOfFreedom } from './prepare-design.ts';
import { type Replication, replicateVariance } from './replicate-variance.ts';
import { isFigure, type NoFigure } from './result.ts';
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
    degreesOfFreedom: (prepared) =>
      prepared.sample.strata ? degreesOfFreedom(prepared.design) : prepared.sample.replicates.length - 1,
  };
}

/**
 * (n_h − 1)/n_h for each replicate of a stratified delete-one jackknife, h the stratum in which the replicate leaves
 * units out and n_h how many replicates do so there. Undefined where a replicate leaves out nobody or units of
 * several strata, so that it is none of that kind.
 */
export function jackknifeFactors({ weights, replicates, strata }: Sample): Float64Array | undefined {
  const left = replicates.map((replicate) => {
    const out = new Set<number>();
    replicate.forEach((weight, row) => {
      if (weight === 0 && (weights[row] as number) > 0) out.add(strata?.codes[row] ?? 0);
    });
    return out.size === 1 ? [...out][0] : undefined;
  });
  if (left.includes(undefined)) return undefined;
  const counts = new Map<number | undefined, number>();
  for (const stratum of left) counts.set(stratum, (counts.get(stratum) ?? 0) + 1);
  return Float64Array.from(left, (stratum) => 1 - 1 / (counts.get(stratum) ?? 1));
}
