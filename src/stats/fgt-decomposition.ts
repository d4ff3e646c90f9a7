import { gapPowers } from './fgt.ts';
import { refusePoverty } from './refuse.ts';
import type { Line, NoFigure, Poor, Units } from './result.ts';
import { sum } from './sum.ts';

/** One group's part in poverty. */
export interface PovertyPart {
  /** Share of the group in all weight. */
  populationShare: number;
  /** The measure within the group; 0 where the group has no weight. */
  value: number;
  /** populationShare · value. The contributions add up to the measure of the whole. */
  contribution: number;
}

/**
 * FGT by groups: the whole is the sum of what the groups contribute, each its share of the population times its own
 * measure. `groups` has the group of each unit, 0 … count − 1. A group may have one unit or none.
 * Foster, Greer and Thorbecke (1984), A class of decomposable poverty measures, Econometrica 52, 761-766.
 */
export function fgtDecomposition(
  units: Units,
  groups: Uint32Array,
  count: number,
  measure: { line: Line; alpha: number; poor: Poor },
): { value: number; parts: PovertyPart[] } | NoFigure {
  const refusal = refusePoverty(units, measure.line);
  if (refusal) return refusal;
  const weight = sum(units.weights);
  const powers = gapPowers(units, measure.line, measure.alpha, measure.poor);
  const weights = new Float64Array(count);
  const gaps = new Float64Array(count);
  for (let i = 0; i < powers.length; i++) {
    const g = groups[i] as number;
    const w = units.weights[i] as number;
    weights[g] = (weights[g] as number) + w;
    gaps[g] = (gaps[g] as number) + w * (powers[i] as number);
  }
  const parts = Array.from(weights, (own, g) => ({
    populationShare: own / weight,
    value: own > 0 ? (gaps[g] as number) / own : 0,
    contribution: (gaps[g] as number) / weight,
  }));
  return { value: sum(gaps) / weight, parts };
}
