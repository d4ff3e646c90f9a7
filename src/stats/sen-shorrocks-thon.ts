import { refusePoverty } from './refuse.ts';
import { inOwnOrder, relativeIncomes } from './relative-incomes.ts';
import type { Line, NoFigure, Poor, PovertyEstimate, Units } from './result.ts';
import { dot, sum } from './sum.ts';

/**
 * Sen–Shorrocks–Thon index: FGT1·(1 + G), with G the Gini coefficient of the gaps (z − y)/z of all units, 0 for those
 * who are not poor; ΣΣ w·w'·max(gap, gap') / W². Shorrocks (1995), Revisiting the Sen poverty index, Econometrica 63;
 * Osberg and Xu (2000). Who stands exactly on the line has no gap, so `poor` makes no difference.
 * `lineSlope` is 0 for lines given unit by unit.
 */
export function senShorrocksThon(units: Units, line: Line, _poor: Poor): PovertyEstimate | NoFigure {
  const refusal = refusePoverty(units, line);
  if (refusal) return refusal;
  const { values, weights, order } = relativeIncomes(units, line);
  const weight = sum(weights);
  const influence = new Float64Array(values.length);
  let passed = 0;
  let poorer = 0;
  let slope = 0;
  for (let i = 0; i < values.length; ) {
    const x = values[i] as number;
    const gap = Math.max(0, 1 - x);
    let end = i;
    let group = 0;
    while (end < values.length && (values[end] === x || (gap === 0 && i < end)))
      group += weights[end++] as number;
    poorer += group * gap;
    passed += group;
    influence.fill(gap * (weight - passed) + poorer, i, end);
    if (gap > 0) slope += group * x * (2 * (weight - passed) + group);
    i = end;
  }
  const value = dot(influence, weights) / (weight * weight);
  for (let i = 0; i < influence.length; i++)
    influence[i] = (2 * ((influence[i] as number) / weight - value)) / weight;
  const lineSlope = typeof line === 'number' ? slope / (weight * weight * line) : 0;
  return { value, influence: inOwnOrder(influence, order), lineSlope };
}
