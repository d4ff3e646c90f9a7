import type { Units } from '../result.ts';
import { at, type Figure, figure, isRefused, prepare, type Refused } from './figure.ts';
import { type Divisor, regionalDeviation, weightedDeviation } from './standard-deviation.ts';

/**
 * Standard deviation of the logarithms of the regions' values, what sigma convergence is about: √(Σ(ln y − m)² / d),
 * d = n or n − 1, m the mean of the logarithms. None with values that are not positive.
 * Barro and Sala-i-Martin (2004), Economic Growth, chapter 11.
 */
export function deviationOfLogs(units: Units, divisor: Divisor): Figure | Refused {
  const prepared = prepare({ values: units.values, weights: units.values.map(() => 1) }, 'positive-values');
  if (isRefused(prepared)) return prepared;
  return onLogs(units, (logs) => regionalDeviation(logs, divisor));
}

/** The same weighted: √(Σ p(ln y − m)² / Σ p), m the weighted mean of the logarithms. */
export function weightedDeviationOfLogs(units: Units): Figure | Refused {
  const prepared = prepare(units, 'positive-values');
  return isRefused(prepared) ? prepared : onLogs(units, weightedDeviation);
}

function onLogs(units: Units, measure: (logs: Units) => Figure | Refused): Figure | Refused {
  // A region that has no logarithm has no weight here, or the measure would have been refused.
  const values = units.values.map((value) => (value > 0 ? Math.log(value) : 0));
  const result = measure({ values, weights: units.weights });
  if (isRefused(result)) return result;
  return figure(result.value, () =>
    result.slopes().map((slope, i) => (at(units.values, i) > 0 ? slope / at(units.values, i) : 0)),
  );
}
