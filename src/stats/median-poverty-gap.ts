import { density } from './density.ts';
import { countPoor } from './poor.ts';
import { refusePoverty } from './refuse.ts';
import { inOwnOrder, relativeIncomes } from './relative-incomes.ts';
import type { Line, NoFigure, Poor, PovertyEstimate, Units } from './result.ts';
import { firstAbove } from './search.ts';
import { sum } from './sum.ts';
import { densityAt, quantileAt } from './weighted-quantile.ts';

/**
 * Relative median poverty gap: 1 − median of the poor / line (Eurostat's relative median at-risk-of-poverty gap). With
 * a line a unit, the median of what the poor have as shares of their lines. No figure where nobody is poor.
 *
 * The median m of the poor solves F(m) = F(z)/2; with f the density, its influence is
 * −(1{y ≤ m} − 1{y < z}/2) / (f(m)·W) and its derivative with respect to the line f(z) / (2·f(m)). Osier (2009),
 * Variance estimation for complex indicators of poverty and inequality, Survey Research Methods 3, 167-195.
 */
export function medianPovertyGap(units: Units, line: Line, poor: Poor): PovertyEstimate | NoFigure {
  const refusal = refusePoverty(units, line);
  if (refusal) return refusal;
  const shares = relativeIncomes(units, line);
  const end = countPoor(shares.values, 1, poor);
  const own = { values: shares.values.subarray(0, end), weights: shares.weights.subarray(0, end) };
  const poorWeight = sum(own.weights);
  if (poorWeight === 0) return { reason: 'no-poor' };
  const median = quantileAt(own, poorWeight / 2, poorWeight);
  const height = densityAt(shares, median);
  const influence = new Float64Array(shares.values.length);
  let lineSlope = 0;
  if (height > 0) {
    const scale = height * sum(shares.weights);
    influence.fill(-0.5 / scale, 0, end);
    influence.fill(0.5 / scale, 0, firstAbove(own.values, median));
    if (typeof line === 'number') lineSlope = (median - (0.5 * density(shares, 1)) / height) / line;
  }
  return { value: 1 - median, influence: inOwnOrder(influence, shares.order), lineSlope };
}
