import { density } from './density.ts';
import { countPoor, isPoor } from './poor.ts';
import { refusePoverty } from './refuse.ts';
import type { Line, NoFigure, Poor, PovertyEstimate, Units } from './result.ts';
import { dot, sum } from './sum.ts';

/**
 * Foster, Greer and Thorbecke (1984): Σ w·((z − y)/z)^α over the poor / Σ w over all. α = 0 is the share of the poor
 * (headcount ratio), 1 the poverty gap index, 2 the squared gap (severity); any α ≥ 0. Zero and negative values count
 * as they are: a debt makes a gap larger than 1. 0 where nobody is poor.
 *
 * `lineSlope` is the density of the values at the line for α = 0, and Σ w·α·((z − y)/z)^(α−1)·y/z² / Σ w otherwise;
 * 0 for lines given unit by unit, which are no estimates.
 */
export function fgt(units: Units, line: Line, alpha: number, poor: Poor): PovertyEstimate | NoFigure {
  const refusal = refusePoverty(units, line);
  if (refusal) return refusal;
  const weight = sum(units.weights);
  const influence = gapPowers(units, line, alpha, poor);
  const lineSlope = typeof line === 'number' ? slopeOf(units, line, alpha, influence) / weight : 0;
  const value = dot(influence, units.weights) / weight;
  if (!Number.isFinite(value)) return { reason: 'overflow' };
  for (let i = 0; i < influence.length; i++) influence[i] = ((influence[i] as number) - value) / weight;
  return { value, influence, lineSlope };
}

/** ((z − y)/z)^α of the poor, 0 for the others. */
export function gapPowers({ values }: Units, line: Line, alpha: number, poor: Poor): Float64Array {
  const powers = new Float64Array(values.length);
  const end = typeof line === 'number' ? countPoor(values, line, poor) : values.length;
  for (let i = 0; i < end; i++) {
    const z = typeof line === 'number' ? line : (line[i] as number);
    const y = values[i] as number;
    if (!isPoor(y, z, poor)) continue;
    const gap = (z - y) / z;
    powers[i] = alpha === 0 ? 1 : alpha === 1 ? gap : alpha === 2 ? gap * gap : gap ** alpha;
  }
  return powers;
}

function slopeOf(units: Units, line: number, alpha: number, powers: Float64Array): number {
  const { values, weights } = units;
  if (alpha === 0) return density(units, line) * sum(weights);
  let slope = 0;
  // α·gap^(α−1)·y/z² = α·gap^α·y / (z·(z − y)); on the line the gap is 0 and so is what it adds.
  for (let i = 0; (values[i] as number) < line; i++) {
    const y = values[i] as number;
    slope += ((weights[i] as number) * alpha * (powers[i] as number) * y) / (line * (line - y));
  }
  return slope;
}
