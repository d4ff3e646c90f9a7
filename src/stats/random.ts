/**
 * A seeded source of numbers in [0, 1), the same on every machine: the 32-bit generator "splitmix32" (a Weyl sequence
 * through the finaliser of MurmurHash3; Steele, Lea and Flood 2014). For resampling, not for secrets.
 */
export function random(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x9e3779b9) | 0;
    let mixed = state ^ (state >>> 16);
    mixed = Math.imul(mixed, 0x21f0aaad);
    mixed ^= mixed >>> 15;
    mixed = Math.imul(mixed, 0x735a2d97);
    mixed ^= mixed >>> 15;
    return (mixed >>> 0) / 4294967296;
  };
}
