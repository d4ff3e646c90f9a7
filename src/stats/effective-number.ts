import type { Tally } from '../model/dynamics.ts';

/**
 * Kish's effective number of units, (Σw)² / Σw²: how many units of equal weight would tell as much. It is their count
 * where all weights are equal, and smaller otherwise. It takes no account of strata or clusters.
 * @returns null if there is no weight at all
 * Source: Kish (1965), Survey Sampling, section 11.7
 */
export function effectiveNumber({ weight, squares }: Tally): number | null {
  return weight > 0 && squares > 0 ? (weight * weight) / squares : null;
}
