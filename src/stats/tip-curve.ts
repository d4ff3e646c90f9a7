import { cumulativeAt, evenShares } from './cumulative-at.ts';
import { refusePoverty } from './refuse.ts';
import { relativeIncomes } from './relative-incomes.ts';
import type { Line, NoFigure, Units } from './result.ts';
import { sum } from './sum.ts';

/**
 * TIP curve ("three I's of poverty": incidence, intensity, inequality): the gaps (z − y)/z added up from the poorest, per
 * head of the whole population, at `points` + 1 population shares. Flat from the share of the poor on, at the height of
 * FGT1. Jenkins and Lambert (1997), Three 'I's of poverty curves, Oxford Economic Papers 49, 317-327.
 */
export function tipCurve(
  units: Units,
  line: Line,
  points: number,
): { population: Float64Array; gap: Float64Array } | NoFigure {
  const refusal = refusePoverty(units, line);
  if (refusal) return refusal;
  const { values, weights } = relativeIncomes(units, line);
  const population = evenShares(points);
  const gaps = values.map((x) => Math.max(0, 1 - x));
  const weight = sum(weights);
  return { population, gap: cumulativeAt(gaps, weights, population).map((part) => part / weight) };
}
