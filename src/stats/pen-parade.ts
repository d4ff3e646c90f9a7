import { refuseUnits } from './refuse.ts';
import type { NoFigure, Units } from './result.ts';
import { sum } from './sum.ts';
import { quantilesAt } from './weighted-quantile.ts';

/**
 * Pen's parade: the population walks by in order of income, each as tall as the income. The quantiles at the middles of
 * `points` equal parts of the population. Pen (1971), Income Distribution.
 */
export function penParade(
  units: Units,
  points: number,
): { population: Float64Array; income: Float64Array } | NoFigure {
  const refusal = refuseUnits(units);
  if (refusal) return refusal;
  const weight = sum(units.weights);
  const population = Float64Array.from({ length: points }, (_, k) => (k + 0.5) / points);
  const at = Array.from(population, (p) => p * weight);
  return { population, income: Float64Array.from(quantilesAt(units, at, weight)) };
}
