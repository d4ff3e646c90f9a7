import { meanLogDeviation } from './mean-log-deviation.ts';
import { smallest, totalsOf } from './refuse.ts';
import { isFigure, type NoFigure, type Result, type Units } from './result.ts';
import { dot } from './sum.ts';
import { theilT } from './theil-t.ts';

/**
 * Generalised entropy: (Σ w·(y/ȳ)^α / Σ w − 1) / (α(α − 1)); Theil's T for α = 1, the mean log deviation for α = 0.
 * GE(2) is half the squared coefficient of variation (divisor n). The larger α, the more the top counts.
 * α ≤ 1 that are 0, 1 or below 0 want positive values; a fraction wants values that are not negative.
 * Source: Cowell, Measuring Inequality (2011), table A.1; linearised as in Biewen and Jenkins (2006), Variance
 * estimation for generalized entropy and Atkinson inequality indices, Oxford Bulletin of Economics and Statistics 68.
 */
export function generalizedEntropy(units: Units, alpha: number): Result {
  if (alpha === 0) return meanLogDeviation(units);
  if (alpha === 1) return theilT(units);
  const totals = totalsOf(units);
  if (!isFigure(totals)) return totals;
  const refusal = refusePower(units, alpha);
  if (refusal) return refusal;
  const { weight, mean } = totals;
  const { values, weights } = units;
  const influence = new Float64Array(values.length);
  for (let i = 0; i < values.length; i++) {
    const r = (values[i] as number) / mean;
    // r − 1 adds up to zero; without it, nearly equal values would leave little but rounding.
    influence[i] = (weights[i] as number) > 0 ? r ** alpha - 1 - alpha * (r - 1) : 0;
  }
  const excess = dot(influence, weights) / weight;
  if (!Number.isFinite(excess)) return { reason: 'overflow' };
  const scale = alpha * (alpha - 1);
  for (let i = 0; i < values.length; i++) {
    const ofMean = alpha * excess * ((values[i] as number) / mean - 1);
    influence[i] = ((influence[i] as number) - excess - ofMean) / (scale * weight);
  }
  return { value: Math.max(0, excess / scale), influence };
}

/** Why y^α is undefined for some value, if so. */
export function refusePower(units: Units, alpha: number): NoFigure | undefined {
  if (alpha <= 0) return smallest(units) <= 0 ? { reason: 'non-positive-values' } : undefined;
  return !Number.isInteger(alpha) && smallest(units) < 0 ? { reason: 'negative-values' } : undefined;
}
