import { density } from './density.ts';
import { pairwiseMaxima } from './gini.ts';
import { countPoor } from './poor.ts';
import { refusePoverty } from './refuse.ts';
import { inOwnOrder, relativeIncomes } from './relative-incomes.ts';
import type { Line, NoFigure, Poor, PovertyEstimate, Units } from './result.ts';
import { dot, sum } from './sum.ts';

/**
 * Sen's index (1976) in the form that replication does not change: H·(I + (1 − I)·G), with H the share of the poor, I
 * their mean gap as a share of the line and G the Gini coefficient among them. Sen's own has q/(q + 1) before G, for q
 * poor. 0 where nobody is poor.
 *
 * With incomes as shares x of the line, W the sum of weights, P that of the poor, and M = ΣΣ w·w'·max(x, x') over pairs
 * of the poor: P/W − 2·Σ w·x/W + M/(W·P), smooth in each weight. `lineSlope` is 0 for lines given unit by unit.
 */
export function sen(units: Units, line: Line, poor: Poor): PovertyEstimate | NoFigure {
  const refusal = refusePoverty(units, line);
  if (refusal) return refusal;
  const { values, weights, order } = relativeIncomes(units, line);
  const end = countPoor(values, 1, poor);
  const own = { values: values.subarray(0, end), weights: weights.subarray(0, end) };
  const weight = sum(weights);
  const poorWeight = sum(own.weights);
  const influence = new Float64Array(values.length);
  const atLine = typeof line === 'number' ? density(units, line) : 0;
  if (poorWeight === 0) return { value: 0, influence, lineSlope: atLine };
  const total = dot(own.values, own.weights);
  const maxima = pairwiseMaxima(own, total);
  const meanMaximum = dot(maxima, own.weights) / (poorWeight * poorWeight);
  const value = (poorWeight - 2 * total + poorWeight * meanMaximum) / weight;
  for (let i = 0; i < values.length; i++) {
    const share =
      i < end ? 1 - 2 * (values[i] as number) + (2 * (maxima[i] as number)) / poorWeight - meanMaximum : 0;
    influence[i] = (share - value) / weight;
  }
  const inside = (2 * total - poorWeight * meanMaximum) / weight;
  const lineSlope = typeof line === 'number' ? inside / line + atLine * (1 - meanMaximum) : 0;
  return { value, influence: inOwnOrder(influence, order), lineSlope };
}
