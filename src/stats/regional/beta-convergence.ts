import { convergenceSpeed, type Speed } from './convergence-speed.ts';
import { at, isRefused, type Refused } from './figure.ts';
import { type Line, regression } from './regression.ts';
import { interval, type Uncertainty } from './uncertainty.ts';

export interface BetaConvergence extends Line {
  /** Years between the first and the last period. */
  time: number;
  /** β with its standard error and 95 % interval, n − 2 degrees of freedom. */
  beta: Uncertainty & { value: number };
  speed: Speed | Refused;
}

/**
 * Absolute beta convergence: average growth (1/T) ln(y_T / y_0) of each region regressed on ln y_0. Below zero, regions
 * that were behind grew faster. None with values that are not positive.
 * @param start each region's value in the first period
 * @param end the same regions' values in the last
 * @param weights all the same for regions, population for people
 * @param time T > 0 in years
 */
export function betaConvergence(
  start: Float64Array,
  end: Float64Array,
  weights: Float64Array,
  time: number,
): BetaConvergence | Refused {
  if ([...start, ...end].some((value) => value <= 0)) return { reason: 'non-positive-values' };
  const logs = start.map(Math.log);
  const growth = end.map((value, i) => Math.log(value / at(start, i)) / time);
  const line = regression(logs, growth, weights);
  if (isRefused(line)) return line;
  return {
    ...line,
    time,
    beta: { value: line.slope, ...interval(line.slope, line.slopeError, line.degrees) },
    speed: convergenceSpeed(line.slope, line.slopeError, time),
  };
}
