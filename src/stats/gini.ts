import { totalsOf } from './refuse.ts';
import { isFigure, type Result, type Units } from './result.ts';
import { dot } from './sum.ts';

/**
 * Gini coefficient: twice the area between the diagonal and the Lorenz polygon (trapezoid), equal to
 * ΣΣ w·w'·|y − y'| / (2 W² ȳ). No small-sample factor. Above 1 is possible with negative values; 0 to 1 without.
 *
 * With A = ΣΣ w·w'·max(y, y'), G = A/(W·T) − 1; its derivative with respect to a weight is exact, ties included:
 * ∂A/∂w = 2 (y·Σ{y' ≤ y} w' + Σ{y' > y} w'·y'). The same linearisation as Langel and Tillé (2013), Variance
 * estimation of the Gini index, Journal of the Royal Statistical Society A 176, 521-540.
 */
export function gini(units: Units): Result {
  const totals = totalsOf(units);
  if (!isFigure(totals)) return totals;
  const { weight, total } = totals;
  const influence = pairwiseMaxima(units, total);
  const both = dot(influence, units.weights) / (weight * total);
  for (let i = 0; i < influence.length; i++) {
    const slope = (2 * (influence[i] as number)) / (weight * total);
    influence[i] = slope - both * (1 / weight + (units.values[i] as number) / total);
  }
  return { value: Math.max(0, both - 1), influence };
}

/** For each unit y·Σ{y' ≤ y} w' + Σ{y' > y} w'·y', the weighted sum of max(y, y') over all units. */
export function pairwiseMaxima({ values, weights }: Units, total: number): Float64Array {
  const maxima = new Float64Array(values.length);
  let below = 0;
  let belowLost = 0;
  let above = total;
  let aboveLost = 0;
  for (let i = 0; i < values.length; ) {
    const value = values[i] as number;
    let end = i;
    let group = 0;
    while (end < values.length && values[end] === value) group += weights[end++] as number;
    // Neumaier's compensation: a province has more units than a plain running sum should carry.
    const nextBelow = below + group;
    belowLost += below >= group ? below - nextBelow + group : group - nextBelow + below;
    below = nextBelow;
    const taken = -group * value;
    const nextAbove = above + taken;
    aboveLost += Math.abs(above) >= Math.abs(taken) ? above - nextAbove + taken : taken - nextAbove + above;
    above = nextAbove;
    maxima.fill(value * (below + belowLost) + (above + aboveLost), i, end);
    i = end;
  }
  return maxima;
}
