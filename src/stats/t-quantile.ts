import { gammaln } from 'simple-statistics';

/**
 * Quantile of Student's t with so many degrees of freedom, to about 1e-12; that of the normal distribution for
 * `Infinity`. `p` is above 0 and below 1, `df` at least 1. Inverts the distribution function by bisection, so that no
 * starting value can lead it astray.
 */
export function tQuantile(p: number, df: number): number {
  if (!(p > 0 && p < 1 && df >= 1))
    throw new RangeError(`no t quantile for p ${p}, ${df} degrees of freedom`);
  const half = Math.abs(p - 0.5);
  let low = 0;
  let high = 1;
  while (betweenZeroAnd(high, df) < half) {
    low = high;
    high *= 2;
  }
  for (let step = 0; step < 60; step++) {
    const middle = (low + high) / 2;
    if (betweenZeroAnd(middle, df) < half) low = middle;
    else high = middle;
  }
  return p < 0.5 ? -low : low;
}

/** P(0 < T < t). With t = √ν·tan φ the density becomes a power of cos φ, which is smooth up to the far tail. */
function betweenZeroAnd(t: number, df: number): number {
  if (df === Number.POSITIVE_INFINITY)
    return integral((x) => Math.exp(-0.5 * x * x), t) / Math.sqrt(2 * Math.PI);
  const area = integral((angle) => Math.cos(angle) ** (df - 1), Math.atan(t / Math.sqrt(df)));
  return (area / Math.sqrt(Math.PI)) * gammaRatio(df);
}

/** Γ((ν + 1)/2) / Γ(ν/2). For large ν the series in 1/ν, where the difference of two large logarithms is too coarse. */
function gammaRatio(df: number): number {
  if (df < 300) return Math.exp(gammaln((df + 1) / 2) - gammaln(df / 2));
  return Math.sqrt(df / 2) * Math.exp(-1 / (4 * df) + 1 / (24 * df ** 3));
}

const PANELS = 24;
/** Places and weights of Gauss and Legendre's rule with five points. */
const GAUSS = [
  [0, 0.5688888888888889],
  [-0.5384693101056831, 0.47862867049936647],
  [0.5384693101056831, 0.47862867049936647],
  [-0.906179845938664, 0.23692688505618908],
  [0.906179845938664, 0.23692688505618908],
] as const;

/** ∫ f from 0 to a bound. */
function integral(f: (x: number) => number, to: number): number {
  const half = to / PANELS / 2;
  let area = 0;
  for (let panel = 0; panel < PANELS; panel++)
    for (const [place, weight] of GAUSS) area += weight * f((2 * panel + 1 + place) * half);
  return area * half;
}
