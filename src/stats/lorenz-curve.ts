import { cumulativeAt, evenShares } from './cumulative-at.ts';
import { totalsOf } from './refuse.ts';
import { isFigure, type NoFigure, type Units } from './result.ts';

/**
 * Lorenz curve: the share of the total that the poorest share of the population has, at `points` + 1 population shares
 * 0, 1/points … 1, on the polygon through all units. Starts at 0 and ends at 1; below 0 in between where values are
 * negative. Lorenz (1905).
 */
export function lorenzCurve(
  units: Units,
  points: number,
): { population: Float64Array; share: Float64Array } | NoFigure {
  const totals = totalsOf(units);
  if (!isFigure(totals)) return totals;
  const population = evenShares(points);
  const share = cumulativeAt(units.values, units.weights, population).map((part) => part / totals.total);
  share[points] = 1;
  return { population, share };
}
