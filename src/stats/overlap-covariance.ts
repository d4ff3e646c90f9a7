import { type PreparedDesign, prepareDesign } from './prepare-design.ts';
import { isFigure } from './result.ts';
import type { Located, PreparedSample } from './survey-sample.ts';
import { covariance } from './variance.ts';

/** The sampling units that two samples share. */
export interface Overlap {
  /** Their codes, which are the same in both. */
  psus: Uint32Array;
  /** Their strata; undefined where too few are shared to estimate anything from. */
  design: PreparedDesign | undefined;
}

/** Finds the shared sampling units. A unit that is its own sampling unit has no name by which to know it again. */
export function overlapOf(first: PreparedSample, second: PreparedSample): Overlap | undefined {
  const [before, now] = [first.sample.psu, second.sample.psu];
  if (!before || !now) return undefined;
  const seen = new Set(before);
  const psus = Uint32Array.from(new Set(now.filter((psu) => seen.has(psu)))).sort();
  const strata = psus.map((psu) => second.design.stratumOf[psu] as number);
  const design = prepareDesign({ size: psus.length, strata, singlePsu: 'certainty' });
  if (!isFigure(design)) return { psus, design: undefined };
  const correction = design.psusIn.map((shared, h) =>
    shared === 0 ? 1 : 1 - expectedOverlap(first.design, second.design, h) / shared,
  );
  return { psus, design: { ...design, correction } };
}

/** n·n'/N: how many units two independent samples of a stratum would share; 0 without a finite population. */
function expectedOverlap(first: PreparedDesign, second: PreparedDesign, stratum: number): number {
  return (first.psusIn[stratum] as number) * (1 - (second.correction[stratum] as number));
}

/**
 * Covariance of the same figure in two samples: that of the weighted totals of the influence over the sampling units
 * they share, by stratum Σ_h (c_h − n_h·n'_h/N_h)/(c_h − 1)·Σ_p (t − t̄)(t' − t̄'), with c_h shared ones of n_h and n'_h
 * and N_h, if it is finite, the population in the later period. For a full panel this makes var + var' − 2·cov the
 * variance of the difference of the totals. It is below zero where two samples share less than chance would have them
 * share. A stratum with one shared unit, or none, adds nothing. Source: Tam (1984), On covariances from overlapping
 * samples, The American Statistician 38, 288-289.
 */
export function overlapCovariance(
  { psus, design }: Overlap,
  first: { prepared: PreparedSample; estimate: Located },
  second: { prepared: PreparedSample; estimate: Located },
): number {
  if (!design) return 0;
  const [before, now] = [first, second].map(({ prepared, estimate }) => {
    const totals = totalsByPsu(prepared, estimate);
    return Float64Array.from(psus, (psu) => totals[psu] as number);
  });
  const ones = new Float64Array(psus.length).fill(1);
  return covariance(design, ones, before as Float64Array, now as Float64Array);
}

/** Σ w·z of each sampling unit, by its code. */
function totalsByPsu({ sample, design }: PreparedSample, { influence, rows }: Located): Float64Array {
  const { psu, weights } = sample;
  const totals = new Float64Array(design.psuCount);
  if (!psu) return totals;
  for (let i = 0; i < influence.length; i++) {
    const row = rows ? (rows[i] as number) : i;
    const code = psu[row] as number;
    totals[code] = (totals[code] as number) + (weights[row] as number) * (influence[i] as number);
  }
  return totals;
}
