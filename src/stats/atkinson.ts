import { refusePower } from './generalized-entropy.ts';
import { totalsOf } from './refuse.ts';
import { isFigure, type Result, type Units } from './result.ts';
import { dot } from './sum.ts';

/**
 * Atkinson's index (1970): 1 − (Σ w·(y/ȳ)^(1−ε) / Σ w)^(1/(1−ε)); for ε = 1, 1 − geometric mean / mean. From 0 to 1:
 * the share of all income that could go if the rest were shared equally, with aversion to inequality ε above 0.
 * ε ≥ 1 wants positive values, ε below 1 values that are not negative.
 * Linearised as in Biewen and Jenkins (2006), Oxford Bulletin of Economics and Statistics 68, 371-383.
 */
export function atkinson(units: Units, epsilon: number): Result {
  if (!(epsilon > 0)) throw new RangeError(`Atkinson's index wants an aversion above 0, not ${epsilon}`);
  const totals = totalsOf(units);
  if (!isFigure(totals)) return totals;
  const power = 1 - epsilon;
  const refusal = refusePower(units, power);
  if (refusal) return refusal;
  const { weight, mean } = totals;
  const { values, weights } = units;
  const influence = new Float64Array(values.length);
  for (let i = 0; i < values.length; i++) {
    const r = (values[i] as number) / mean;
    // r − 1 adds up to zero; without it, nearly equal values would leave little but rounding.
    const term = power === 0 ? Math.log(r) - (r - 1) : r ** power - 1 - power * (r - 1);
    influence[i] = (weights[i] as number) > 0 ? term : 0;
  }
  const average = dot(influence, weights) / weight;
  if (!Number.isFinite(average)) return { reason: 'overflow' };
  // Equally distributed equivalent income over mean income is 1 − the index.
  const value = Math.max(0, -Math.expm1(power === 0 ? average : Math.log1p(average) / power));
  const slope = power === 0 ? 1 - value : (1 - value) / (power * (1 + average));
  for (let i = 0; i < values.length; i++) {
    const ofMean = power * average * ((values[i] as number) / mean - 1);
    influence[i] = (-slope * ((influence[i] as number) - average - ofMean)) / weight;
  }
  return { value, influence };
}
