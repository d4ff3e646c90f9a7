const BLOCK = 128;

/**
 * Σ a·b. Plain sums over blocks, the blocks' sums added with what each addition loses (Neumaier 1974): as exact as
 * compensated summation in practice, at the speed of a plain loop.
 */
export function dot(a: Float64Array, b: Float64Array): number {
  let total = 0;
  let lost = 0;
  for (let start = 0; start < a.length; start += BLOCK) {
    const end = Math.min(start + BLOCK, a.length);
    let part = 0;
    for (let i = start; i < end; i++) part += (a[i] as number) * (b[i] as number);
    const next = total + part;
    lost += Math.abs(total) >= Math.abs(part) ? total - next + part : part - next + total;
    total = next;
  }
  return total + lost;
}

/** Σ a, in the same way. */
export function sum(a: Float64Array): number {
  let total = 0;
  let lost = 0;
  for (let start = 0; start < a.length; start += BLOCK) {
    const end = Math.min(start + BLOCK, a.length);
    let part = 0;
    for (let i = start; i < end; i++) part += a[i] as number;
    const next = total + part;
    lost += Math.abs(total) >= Math.abs(part) ? total - next + part : part - next + total;
    total = next;
  }
  return total + lost;
}
