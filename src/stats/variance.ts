import { domainOf, weightsOf } from './domain.ts';
import type { PreparedDesign } from './prepare-design.ts';

/**
 * Variance of Σ w·z under the design, primary sampling units drawn with replacement within strata:
 * Σ_h (1 − n_h/N_h)·n_h/(n_h − 1)·Σ_p (t_hp − t̄_h)², t the weighted total of z in a sampling unit. With z the
 * influence of a figure this is the figure's linearised variance. Source: Wolter, Introduction to Variance
 * Estimation (2007), section 1.4; the same as survey::svyrecvar with one stage.
 *
 * Without `rows`, `influence` has one number a unit of the whole sample. With `rows`, it has one for each of these
 * rows of the whole sample and is zero elsewhere: a domain, whose sampling units outside it count as zeros.
 * `weights` are those of the whole sample.
 */
export function variance(
  prepared: PreparedDesign,
  weights: Float64Array,
  influence: Float64Array,
  rows?: Uint32Array,
): number {
  if (rows) {
    const domain = domainOf(prepared, rows);
    const own = weightsOf(domain, weights, rows);
    const totals = totalsBy(domain.numbers, domain.stratumOf.length, own, influence);
    return crossProduct(prepared, domain.stratumOf, totals, totals);
  }
  const totals = totalsBy(prepared.psu, prepared.psuCount, weights, influence);
  return crossProduct(prepared, prepared.stratumOf, totals, totals);
}

/** Covariance of Σ w·z and Σ w·z' under the design; both z over the whole sample. For change between periods. */
export function covariance(
  prepared: PreparedDesign,
  weights: Float64Array,
  first: Float64Array,
  second: Float64Array,
): number {
  const { psu, psuCount, stratumOf } = prepared;
  const totals = totalsBy(psu, psuCount, weights, first);
  return crossProduct(prepared, stratumOf, totals, totalsBy(psu, psuCount, weights, second));
}

/** Σ w·z of each sampling unit, by its number; each row its own if not given. */
function totalsBy(
  psu: PreparedDesign['psu'],
  psuCount: number,
  weights: Float64Array,
  influence: Float64Array,
): Float64Array {
  const totals = new Float64Array(psuCount);
  for (let i = 0; i < influence.length; i++) {
    const p = psu ? (psu[i] as number) : i;
    totals[p] = (totals[p] as number) + (weights[i] as number) * (influence[i] as number);
  }
  return totals;
}

/** Sums by stratum that a variance is made of. */
interface Strata {
  /** Sampling units with totals of their own; the others have zeros. */
  given: Float64Array;
  sumA: Float64Array;
  sumB: Float64Array;
}

/** Σ_h (1 − n/N)·n/(n − 1)·Σ_p (a − ā)(b − b̄); totals not given are zeros. `stratumOf` has each total's. */
function crossProduct(
  prepared: PreparedDesign,
  stratumOf: Uint32Array,
  a: Float64Array,
  b: Float64Array,
): number {
  const { psusIn } = prepared;
  const strata = sumsOf(prepared, stratumOf, a, b);
  const products = psusIn.map((n, h) => {
    const left = n - (strata.given[h] as number);
    return n > 1 ? (left * (strata.sumA[h] as number) * (strata.sumB[h] as number)) / (n * n) : 0;
  });
  for (let k = 0; k < a.length; k++) {
    const h = stratumOf[k] as number;
    const n = psusIn[h] as number;
    // A stratum with one sampling unit has no mean to differ from: the total itself counts, where it counts at all.
    const fromA = (a[k] as number) - (n > 1 ? (strata.sumA[h] as number) / n : 0);
    const fromB = (b[k] as number) - (n > 1 ? (strata.sumB[h] as number) / n : 0);
    products[h] = (products[h] as number) + fromA * fromB;
  }
  return overStrata(prepared, products);
}

function sumsOf(
  { psusIn }: PreparedDesign,
  stratumOf: Uint32Array,
  a: Float64Array,
  b: Float64Array,
): Strata {
  const given = new Float64Array(psusIn.length);
  const sumA = new Float64Array(psusIn.length);
  const sumB = new Float64Array(psusIn.length);
  for (let k = 0; k < a.length; k++) {
    const h = stratumOf[k] as number;
    sumA[h] = (sumA[h] as number) + (a[k] as number);
    sumB[h] = (sumB[h] as number) + (b[k] as number);
    given[h] = (given[h] as number) + 1;
  }
  return { given, sumA, sumB };
}

function overStrata({ psusIn, correction, singlePsu }: PreparedDesign, products: Float64Array): number {
  let total = 0;
  let counted = 0;
  let single = 0;
  for (let h = 0; h < psusIn.length; h++) {
    const n = psusIn[h] as number;
    const factor = correction[h] as number;
    if (n === 0) continue;
    if (n > 1) total += ((factor * n) / (n - 1)) * (products[h] as number);
    else if (singlePsu === 'adjust') total += factor * (products[h] as number);
    if (n > 1 || factor === 0) counted++;
    else single++;
  }
  return singlePsu === 'average' ? (total * (counted + single)) / counted : total;
}
