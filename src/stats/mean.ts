import { refuseUnits } from './refuse.ts';
import type { Result, Units } from './result.ts';
import { dot, sum } from './sum.ts';

/** Weighted mean: Σ w·y / Σ w, in the unit of the values. Zero and negative values count as they are. */
export function mean(units: Units): Result {
  const refusal = refuseUnits(units);
  if (refusal) return refusal;
  const weight = sum(units.weights);
  const value = dot(units.values, units.weights) / weight;
  return { value, influence: units.values.map((y) => (y - value) / weight) };
}
