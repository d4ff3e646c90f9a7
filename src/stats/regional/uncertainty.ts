import { sampleStandardDeviation } from 'simple-statistics';
import { random } from '../random.ts';
import { tQuantile } from '../t-quantile.ts';
import { isRefused, type Refused, type RegionalReason } from './figure.ts';

/** A standard error and a 95 % interval. */
export interface Uncertainty {
  error: number;
  low: number;
  high: number;
}

/** A figure as a function of how often each region is counted. */
export type Statistic = (draws: Uint32Array) => number | Refused;

/**
 * Delete-one jackknife over n regions: √((n − 1)/n Σ(θ₍ᵢ₎ − θ̄)²), θ₍ᵢ₎ the figure without region i and θ̄ their mean; the
 * interval is the figure ± t(0.975, n − 1) errors. Efron and Stein (1981), Annals of Statistics 9(3). None where the
 * figure is not defined without one of the regions.
 */
export function jackknife(statistic: Statistic, n: number): Uncertainty | Refused {
  const whole = statistic(new Uint32Array(n).fill(1));
  if (isRefused(whole)) return whole;
  if (n < 3) return { reason: 'too-few-regions' };
  const replicates: number[] = [];
  for (let left = 0; left < n; left++) {
    const draws = new Uint32Array(n).fill(1);
    draws[left] = 0;
    const replicate = statistic(draws);
    if (isRefused(replicate))
      return replicate.reason === 'one-unit' ? { reason: 'too-few-regions' } : replicate;
    replicates.push(replicate);
  }
  const error = ((n - 1) / Math.sqrt(n)) * sampleStandardDeviation(replicates);
  return interval(whole, error, n - 1);
}

/** A figure with its standard error as a 95 % interval of Student's t. */
export function interval(value: number, error: number, degrees: number): Uncertainty {
  const reach = tQuantile(0.975, degrees) * error;
  return { error, low: value - reach, high: value + reach };
}

export interface BootstrapPlan {
  replicates: number;
  seed: number;
}

export interface Bootstrapped extends Uncertainty {
  /** Replicates in which the figure was not defined, as when only regions without weight were drawn. */
  undefined: number;
}

/**
 * Bootstrap over n regions: so many times n regions are drawn with replacement. The error is the standard deviation of
 * the replicates, the interval goes from their 2.5 % to their 97.5 % quantile. The same seed draws the same regions for
 * every figure. Efron and Tibshirani (1993), An Introduction to the Bootstrap, chapters 6 and 13.
 */
export function bootstrap(
  statistic: Statistic,
  n: number,
  { replicates, seed }: BootstrapPlan,
): Bootstrapped | Refused {
  const whole = statistic(new Uint32Array(n).fill(1));
  if (isRefused(whole)) return whole;
  const next = random(seed);
  const found: number[] = [];
  let reason: RegionalReason = 'no-replicates';
  for (let replicate = 0; replicate < replicates; replicate++) {
    const draws = new Uint32Array(n);
    for (let k = 0; k < n; k++) {
      const drawn = Math.floor(next() * n);
      draws[drawn] = (draws[drawn] as number) + 1;
    }
    const value = statistic(draws);
    if (isRefused(value)) reason = value.reason;
    else found.push(value);
  }
  if (found.length < 2) return { reason };
  found.sort((a, b) => a - b);
  return {
    error: sampleStandardDeviation(found),
    low: quantile(found, 0.025),
    high: quantile(found, 0.975),
    undefined: replicates - found.length,
  };
}

/** The quantile that R calls type 7: between neighbours in proportion. */
function quantile(sorted: readonly number[], p: number): number {
  const place = p * (sorted.length - 1);
  const low = Math.floor(place);
  const [below, above] = [sorted[low] as number, sorted[Math.min(low + 1, sorted.length - 1)] as number];
  return below + (place - low) * (above - below);
}
