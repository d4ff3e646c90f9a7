/** How replicate weights were made; it decides how squared differences are scaled. */
export type Replication = 'brr' | 'fay' | 'jk1' | 'jk2' | 'jkn' | 'sdr' | 'bootstrap';

export interface ReplicateScale {
  /** Fay's coefficient, from 0 (plain BRR) up to, not including, 1. */
  fay?: number;
  /** Instead of the scale that belongs to the kind, as a data provider states it. */
  scale?: number;
  /** One factor a replicate, as jackknife weights of strata have them: (n_h − 1)/n_h. */
  factors?: Float64Array;
}

/**
 * Variance of a figure from the same figure under each set of replicate weights: scale·Σ factor_r·(θ_r − θ)², about the
 * figure of the full sample, not about the replicates' mean. Scales for R replicates: BRR 1/R, Fay 1/(R(1 − k)²), JK1
 * (R − 1)/R, JK2 and JKn 1 (JKn wants factors), successive differences 4/R, bootstrap 1/R.
 * Source: Wolter, Introduction to Variance Estimation (2007), chapters 3 to 5; survey::svrVar with mse = TRUE.
 * At least one replicate.
 */
export function replicateVariance(
  kind: Replication,
  estimates: Float64Array,
  full: number,
  { fay = 0, scale, factors }: ReplicateScale = {},
): number {
  if (kind === 'jkn' && !factors) throw new RangeError('JKn wants a factor for each replicate');
  let squares = 0;
  for (let r = 0; r < estimates.length; r++)
    squares += (factors?.[r] ?? 1) * ((estimates[r] as number) - full) ** 2;
  return squares * (scale ?? scaleOf(kind, estimates.length, fay));
}

function scaleOf(kind: Replication, replicates: number, fay: number): number {
  switch (kind) {
    case 'brr':
    case 'bootstrap':
      return 1 / replicates;
    case 'fay':
      return 1 / (replicates * (1 - fay) ** 2);
    case 'jk1':
      return (replicates - 1) / replicates;
    case 'sdr':
      return 4 / replicates;
    case 'jk2':
    case 'jkn':
      return 1;
  }
}
