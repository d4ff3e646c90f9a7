import { countPoor, isPoor } from './poor.ts';
import { refusePoverty, smallest } from './refuse.ts';
import type { Line, NoFigure, Poor, PovertyEstimate, Units } from './result.ts';
import { dot, sum } from './sum.ts';

/**
 * Watts's index (1968): Σ w·ln(z/y) over the poor / Σ w over all. 0 where nobody is poor. Undefined with zero or
 * negative values. `lineSlope` is the share of the poor / z; 0 for lines given unit by unit, which are no estimates.
 */
export function watts(units: Units, line: Line, poor: Poor): PovertyEstimate | NoFigure {
  const refusal = refusePoverty(units, line);
  if (refusal) return refusal;
  if (smallest(units) <= 0) return { reason: 'non-positive-values' };
  const { values, weights } = units;
  const influence = new Float64Array(values.length);
  const end = typeof line === 'number' ? countPoor(values, line, poor) : values.length;
  for (let i = 0; i < end; i++) {
    const z = typeof line === 'number' ? line : (line[i] as number);
    const y = values[i] as number;
    if ((weights[i] as number) > 0 && isPoor(y, z, poor)) influence[i] = Math.log(z / y);
  }
  const weight = sum(weights);
  const value = dot(influence, weights) / weight;
  for (let i = 0; i < influence.length; i++) influence[i] = ((influence[i] as number) - value) / weight;
  const lineSlope = typeof line === 'number' ? sum(weights.subarray(0, end)) / weight / line : 0;
  return { value, influence, lineSlope };
}
