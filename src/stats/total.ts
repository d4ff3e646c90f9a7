import { refuseUnits } from './refuse.ts';
import type { Result, Units } from './result.ts';
import { dot } from './sum.ts';

/** Weighted total: Σ w·y, in the unit of the values. The one figure that grows with the scale of the weights. */
export function total(units: Units): Result {
  const refusal = refuseUnits(units);
  if (refusal) return refusal;
  return { value: dot(units.values, units.weights), influence: units.values.slice() };
}
