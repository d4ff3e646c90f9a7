import { sampleStandardDeviation } from 'simple-statistics';
import { random } from '../random.ts';
import { tQuantile } from '../t-quantile.ts';
import { isRefused, listed, type Refused, type RegionalReason } from './figure.ts';

/** A standard error and a 95 % interval. */
export interface Uncertainty {
  error: number;
  low: number;
  high: number;
}

/** Figures as a function of how often each region is counted. */
export type Statistics = (draws: Uint32Array) => (number | Refused)[];

/**
 * Delete-one jackknife over n regions: √((n − 1)/n Σ(θ₍ᵢ₎ − θ̄)²), θ₍ᵢ₎ the figure without region i and θ̄ their mean; the
 * interval is the figure ± t(0.975, n − 1) errors. Efron and Stein (1981), Annals of Statistics 9(3). None where the
 * figure is not defined without one of the regions.
 */
export function jackknife(statistics: Statistics, n: number): (Uncertainty | Refused)[] {
  const draws = new Uint32Array(n).fill(1);
  const wholes = statistics(draws);
  if (n < 3) return wholes.map((whole) => (isRefused(whole) ? whole : { reason: 'too-few-regions' }));
  const replicates = wholes.map(() => new Float64Array(n));
  const reasons: (RegionalReason | undefined)[] = wholes.map(() => undefined);
  for (let left = 0; left < n; left++) {
    draws[left] = 0;
    statistics(draws).forEach((replicate, figure) => {
      if (isRefused(replicate)) reasons[figure] ??= replicate.reason;
      else (replicates[figure] as Float64Array)[left] = replicate;
    });
    draws[left] = 1;
  }
  return wholes.map((whole, figure) => {
    if (isRefused(whole)) return whole;
    const reason = reasons[figure];
    if (reason !== undefined) return { reason: reason === 'one-unit' ? 'too-few-regions' : reason };
    const spread = sampleStandardDeviation(listed(replicates[figure] as Float64Array));
    if (!Number.isFinite(spread)) return { reason: 'not-finite' };
    return interval(whole, ((n - 1) / Math.sqrt(n)) * spread, n - 1);
  });
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
 * the replicates, the interval goes from their 2.5 % to their 97.5 % quantile. The same draws serve every
 * figure. Efron and Tibshirani (1993), An Introduction to the Bootstrap, chapters 6 and 13.
 */
export function bootstrap(
  statistics: Statistics,
  n: number,
  { replicates, seed }: BootstrapPlan,
): (Bootstrapped | Refused)[] {
  const wholes = statistics(new Uint32Array(n).fill(1));
  const next = random(seed);
  const found: number[][] = wholes.map(() => []);
  const reasons: RegionalReason[] = wholes.map(() => 'no-replicates');
  for (let replicate = 0; replicate < replicates; replicate++) {
    const draws = new Uint32Array(n);
    for (let k = 0; k < n; k++) {
      const drawn = Math.floor(next() * n);
      draws[drawn] = (draws[drawn] as number) + 1;
    }
    statistics(draws).forEach((value, figure) => {
      if (isRefused(value)) reasons[figure] = value.reason;
      else found[figure]?.push(value);
    });
  }
  return wholes.map((whole, figure) => {
    const values = (found[figure] as number[]).sort((a, b) => a - b);
    if (isRefused(whole)) return whole;
    if (values.length < 2) return { reason: reasons[figure] as RegionalReason };
    return {
      error: sampleStandardDeviation(values),
      low: quantile(values, 0.025),
      high: quantile(values, 0.975),
      undefined: replicates - values.length,
    };
  });
}

/** The quantile that R calls type 7: between neighbours in proportion. */
function quantile(sorted: readonly number[], p: number): number {
  const place = p * (sorted.length - 1);
  const low = Math.floor(place);
  const [below, above] = [sorted[low] as number, sorted[Math.min(low + 1, sorted.length - 1)] as number];
  return below + (place - low) * (above - below);
}
