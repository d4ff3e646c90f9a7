import { mean as meanOf } from 'simple-statistics';
import type { Units } from '../result.ts';
import { at, type Figure, figure, isRefused, listed, prepare, type Refused, unweighted } from './figure.ts';
import { type Divisor, regionalDeviation } from './standard-deviation.ts';

/**
 * Coefficient of variation of the regions' values, each region counted once: √(Σ(y − ȳ)² / d) / ȳ, d = n or n − 1.
 * No unit. With d = n it is at most √(n − 1), with d = n − 1 at most √n. None where the mean is not positive.
 */
export function coefficientOfVariation(units: Units, divisor: Divisor): Figure | Refused {
  const prepared = prepare(unweighted(units), 'positive-mean');
  if (isRefused(prepared)) return prepared;
  const deviation = regionalDeviation(units, divisor);
  if (isRefused(deviation)) return deviation;
  const mean = meanOf(listed(prepared.values));
  const cv = deviation.value / mean;
  return figure(cv, () =>
    deviation.slopes().map((slope, i) => slope / mean - (cv / mean) * at(prepared.shares, i)),
  );
}
