import type { Line, NoFigure, Units } from './result.ts';
import { dot, sum } from './sum.ts';

/** Why these units carry no figure at all, if so. A unit of weight zero stands for nobody and does not count. */
export function refuseUnits({ weights }: Units): NoFigure | undefined {
  if (weights.length === 0) return { reason: 'no-units' };
  const first = weights.findIndex((weight) => weight > 0);
  if (first === -1) return { reason: 'zero-weights' };
  for (let i = first + 1; i < weights.length; i++) if ((weights[i] as number) > 0) return undefined;
  return { reason: 'one-unit' };
}

/** The same for measures of poverty: a gap is a share of the line, so the line must be above zero. */
export function refusePoverty(units: Units, line: Line): NoFigure | undefined {
  const refusal = refuseUnits(units);
  if (refusal) return refusal;
  if (typeof line === 'number') return line > 0 ? undefined : { reason: 'non-positive-line' };
  return line.every((one) => one > 0) ? undefined : { reason: 'non-positive-line' };
}

/** The smallest value that stands for anybody. */
export function smallest({ values, weights }: Units): number {
  let i = 0;
  while (weights[i] === 0) i++;
  return values[i] as number;
}

/** The largest value that stands for anybody. */
export function largest({ values, weights }: Units): number {
  let i = values.length - 1;
  while (weights[i] === 0) i--;
  return values[i] as number;
}

/** Sum of weights, weighted total and mean of units. */
export interface Totals {
  weight: number;
  total: number;
  mean: number;
}

/** A mean this small next to the mean of the absolute values is what rounding leaves of zero. */
const ROUNDING = 1e-13;

/** The totals that a measure of inequality divides by, or why it can't: it needs a mean above zero. */
export function totalsOf(units: Units): Totals | NoFigure {
  const refusal = refuseUnits(units);
  if (refusal) return refusal;
  const weight = sum(units.weights);
  const total = dot(units.values, units.weights);
  const size = smallest(units) < 0 ? dot(units.values.map(Math.abs), units.weights) : total;
  if (Math.abs(total) <= ROUNDING * size) return { reason: 'zero-mean' };
  if (total < 0) return { reason: 'negative-mean' };
  return { weight, total, mean: total / weight };
}
