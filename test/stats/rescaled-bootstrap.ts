import type { PreparedDesign } from '../../src/stats/prepare-design.ts';
import { random } from '../../src/stats/random.ts';

/**
 * Weights of replicate `b` of the rescaled bootstrap, over the whole sample. In a stratum with n sampling units, n − 1
 * are drawn with replacement; a unit's weight is multiplied by 1 + λ·(times drawn·n/(n − 1) − 1), λ = √(1 − n/N), so that
 * the variance over replicates is that of `variance`, finite population correction included. Replicates are the same
 * for the same seed, and differ by b. A stratum with one sampling unit keeps its weights.
 * Rao, Wu and Yue (1992), Some recent work on resampling methods for complex surveys, Survey Methodology 18, 209-217.
 */
export function rescaledBootstrapWeights(
  prepared: PreparedDesign,
  weights: Float64Array,
  seed: number,
  b: number,
): Float64Array {
  const { psu } = prepared;
  const factors = drawn(prepared, random(seed * 2 ** 20 + b));
  return weights.map((weight, i) => weight * (factors[psu ? (psu[i] as number) : i] as number));
}

/** What the weights of each sampling unit are multiplied by. */
function drawn(
  { psuCount, stratumOf, psusIn, correction }: PreparedDesign,
  next: () => number,
): Float64Array {
  const starts = new Uint32Array(psusIn.length);
  for (let h = 1; h < starts.length; h++) starts[h] = (starts[h - 1] as number) + (psusIn[h - 1] as number);
  const filled = starts.slice();
  const members = new Uint32Array(psuCount);
  for (let p = 0; p < psuCount; p++) {
    const h = stratumOf[p] as number;
    if (h < psusIn.length - 1) {
      members[filled[h] as number] = p;
      filled[h] = (filled[h] as number) + 1;
    }
  }
  const factors = new Float64Array(psuCount).fill(1);
  for (let h = 0; h < psusIn.length; h++) {
    const n = psusIn[h] as number;
    if (n < 2) continue;
    const start = starts[h] as number;
    const shrink = Math.sqrt(correction[h] as number);
    for (let k = 0; k < n; k++) factors[members[start + k] as number] = 1 - shrink;
    for (let draw = 1; draw < n; draw++) {
      const p = members[start + Math.floor(next() * n)] as number;
      factors[p] = (factors[p] as number) + (shrink * n) / (n - 1);
    }
  }
  return factors;
}
