import type { Units } from '../result.ts';
import { sum } from '../sum.ts';
import { at, type Figure, figure, isRefused, prepare, type Refused } from './figure.ts';

/**
 * Gini over regions: ½ ΣΣ (p/P)(q/P)|y − x| / Y, half the mean difference between any two regions (people of two
 * regions, with population as weight) as a share of the mean. From 0 to (n − 1)/n with equal weights and values that
 * are not negative; there is no n/(n − 1) in it. Values and weights are sorted together.
 */
export function regionalGini(units: Units): Figure | Refused {
  const prepared = prepare(units, 'positive-mean');
  if (isRefused(prepared)) return prepared;
  const { values, shares, mean } = prepared;
  const ranks = rankDifferences(values, shares);
  const gini = sum(values.map((value, i) => (at(shares, i) * value * at(ranks, i)) / mean));
  return figure(gini, () => ranks.map((rank, i) => (at(shares, i) * (rank - gini)) / mean));
}

/** For each value, the share of those below it less the share of those above it; values ascend. */
function rankDifferences(values: Float64Array, shares: Float64Array): Float64Array {
  const ranks = new Float64Array(values.length);
  let below = 0;
  for (let from = 0; from < values.length; ) {
    let to = from;
    let tied = 0;
    while (to < values.length && at(values, to) === at(values, from)) tied += at(shares, to++);
    ranks.fill(below - (1 - below - tied), from, to);
    below += tied;
    from = to;
  }
  return ranks;
}
