import type { PreparedDesign } from './prepare-design.ts';

/** Σ w·z of every sampling unit. */
export function totalsOfAll(
  { psu, psuCount }: PreparedDesign,
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

/** Σ w·z of the sampling units that have any of the rows, in the order of their codes. */
export function totalsOfRows(
  { psu, psuCount, scratch }: PreparedDesign,
  weights: Float64Array,
  influence: Float64Array,
  rows: Uint32Array,
): { codes: Uint32Array; totals: Float64Array } {
  const found = new Uint32Array(rows.length);
  let count = 0;
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i] as number;
    const p = psu ? (psu[row] as number) : row;
    if (scratch.seen[p] === 0) {
      scratch.seen[p] = 1;
      found[count++] = p;
    }
    scratch.totals[p] = (scratch.totals[p] as number) + (weights[row] as number) * (influence[i] as number);
  }
  const codes = found.subarray(0, count);
  inOrder(codes, scratch.seen, psuCount);
  const totals = Float64Array.from(codes, (p) => scratch.totals[p] as number);
  for (const p of codes) {
    scratch.totals[p] = 0;
    scratch.seen[p] = 0;
  }
  return { codes, totals };
}

/** Sorts the codes that were seen: one look at all of them where they are many, which costs less than sorting. */
function inOrder(codes: Uint32Array, seen: Uint8Array, psuCount: number): void {
  if (codes.length * 32 < psuCount) codes.sort();
  else for (let p = 0, k = 0; p < psuCount; p++) if (seen[p] === 1) codes[k++] = p;
}
