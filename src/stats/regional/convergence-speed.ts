import type { Refused } from './figure.ts';

/** A speed of convergence for each unit of time, and the time in which half of a gap closes. */
export interface Speed {
  speed: number;
  /** The standard error by the delta method, from that of beta. */
  error: number;
  halfLife: number | Refused;
}

/**
 * Speed of convergence that belongs to a regression of *average* growth, (1/T) ln(y_T / y_0) = α + β ln y_0 + u:
 * λ = −ln(1 + βT)/T, with error SE(β)/(1 + βT) and half-life ln 2 / λ. (For growth over the whole time, b = βT, it would
 * be −ln(1 + b)/T.) None where 1 + βT is not above zero, as then a region would overtake within the time; no half-life
 * where regions do not converge. Barro and Sala-i-Martin (1992), Journal of Political Economy 100(2).
 * @param time T, in the unit in which the speed is wanted, usually years
 */
export function convergenceSpeed(beta: number, betaError: number, time: number): Speed | Refused {
  const left = 1 + beta * time;
  if (left <= 0) return { reason: 'no-speed' };
  const speed = -Math.log1p(beta * time) / time;
  return {
    speed,
    error: betaError / left,
    halfLife: speed > 0 ? Math.LN2 / speed : { reason: 'not-converging' },
  };
}
