import { generalizedEntropy } from './generalized-entropy.ts';
import { isFigure, type Result, type Units } from './result.ts';

/**
 * Weighted coefficient of variation, divisor n: √(Σ w·(y − ȳ)² / Σ w) / ȳ = √(2·GE(2)). Needs a mean above zero.
 * Where all values are equal it is 0, and so is its influence.
 */
export function coefficientOfVariation(units: Units): Result {
  const entropy = generalizedEntropy(units, 2);
  if (!isFigure(entropy)) return entropy;
  // Rounding may leave a variance of zero a hair below it.
  const value = Math.sqrt(2 * Math.max(0, entropy.value));
  return { value, influence: entropy.influence.map((z) => (value === 0 ? 0 : z / value)) };
}
