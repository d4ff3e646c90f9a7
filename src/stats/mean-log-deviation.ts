import { smallest, totalsOf } from './refuse.ts';
import { isFigure, type Result, type Units } from './result.ts';
import { dot } from './sum.ts';

/**
 * Mean log deviation, Theil's L, GE(0): Σ w·ln(ȳ/y) / Σ w. From 0 up, without bound. Undefined with zero or negative
 * values. Source: Cowell, Measuring Inequality (2011), table A.1; linearised as in Biewen and Jenkins (2006).
 */
export function meanLogDeviation(units: Units): Result {
  const totals = totalsOf(units);
  if (!isFigure(totals)) return totals;
  if (smallest(units) <= 0) return { reason: 'non-positive-values' };
  const { weight, mean } = totals;
  const { values, weights } = units;
  const influence = new Float64Array(values.length);
  for (let i = 0; i < values.length; i++) {
    const r = (values[i] as number) / mean;
    // r − 1 adds up to zero; with it no term is negative, and nothing cancels where all are nearly equal.
    influence[i] = (weights[i] as number) > 0 ? r - 1 - Math.log(r) : 0;
  }
  const value = Math.max(0, dot(influence, weights) / weight);
  for (let i = 0; i < values.length; i++) influence[i] = ((influence[i] as number) - value) / weight;
  return { value, influence };
}
