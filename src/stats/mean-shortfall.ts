import { density } from './density.ts';
import { isPoor } from './poor.ts';
import { refusePoverty } from './refuse.ts';
import type { Line, NoFigure, Poor, PovertyEstimate, Units } from './result.ts';
import { dot, sum } from './sum.ts';

/**
 * Mean shortfall of the poor: Σ w·(z − y) / Σ w, both over the poor, in the unit of the values. What the average poor
 * person lacks; no figure where nobody is poor. `lineSlope` is 1 − value·f(z)/H, f the density at the line and H the
 * share of the poor; 0 for lines given unit by unit, which are no estimates.
 */
export function meanShortfall(units: Units, line: Line, poor: Poor): PovertyEstimate | NoFigure {
  const refusal = refusePoverty(units, line);
  if (refusal) return refusal;
  const { values, weights } = units;
  const gaps = new Float64Array(values.length);
  const isOne = new Float64Array(values.length);
  for (let i = 0; i < values.length; i++) {
    const z = typeof line === 'number' ? line : (line[i] as number);
    if (!isPoor(values[i] as number, z, poor)) continue;
    gaps[i] = z - (values[i] as number);
    isOne[i] = 1;
  }
  const poorWeight = dot(isOne, weights);
  if (poorWeight === 0) return { reason: 'no-poor' };
  const value = dot(gaps, weights) / poorWeight;
  const influence = gaps.map((gap, i) => (gap - value * (isOne[i] as number)) / poorWeight);
  const atLine = typeof line === 'number' ? density(units, line) : 0;
  const lineSlope = typeof line === 'number' ? 1 - (value * atLine * sum(weights)) / poorWeight : 0;
  return { value, influence, lineSlope };
}
