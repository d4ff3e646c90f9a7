import type { PreparedDesign } from './prepare-design.ts';

/** The sampling units that some rows of the sample belong to, numbered 0, 1 … in the order of their codes. */
export interface Domain {
  /** For each row, the number of its sampling unit. */
  numbers: Uint32Array;
  /** For each number, the stratum of the sampling unit. */
  stratumOf: Uint32Array;
  /** The rows' own weights, by the weights of the whole sample: looked up once, since rows lie far apart. */
  weights: WeakMap<Float64Array, Float64Array>;
}

/**
 * The domain of some rows. Several figures of one domain ask for it with the same array of rows, so it is kept as long
 * as that array is; nobody may write to it in between. Costs what the rows cost, not what the sample costs.
 */
export function domainOf(prepared: PreparedDesign, rows: Uint32Array): Domain {
  const known = prepared.domains.get(rows);
  if (known) return known;
  const domain = count(prepared, rows);
  prepared.domains.set(rows, domain);
  return domain;
}

/** The weights of a domain's rows out of those of the whole sample; neither may be written to in between. */
export function weightsOf(domain: Domain, weights: Float64Array, rows: Uint32Array): Float64Array {
  const known = domain.weights.get(weights);
  if (known) return known;
  const own = new Float64Array(rows.length);
  for (let i = 0; i < rows.length; i++) own[i] = weights[rows[i] as number] as number;
  domain.weights.set(weights, own);
  return own;
}

function count({ psu, psuCount, stratumOf, scratch }: PreparedDesign, rows: Uint32Array): Domain {
  const numbers = new Uint32Array(rows.length);
  const found = new Uint32Array(rows.length);
  let many = 0;
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i] as number;
    const p = psu ? (psu[row] as number) : row;
    numbers[i] = p;
    if (scratch[p] === 0) {
      scratch[p] = 1;
      found[many++] = p;
    }
  }
  const codes = found.subarray(0, many);
  // Many are put in order by one look at all codes, which costs less than sorting.
  if (many * 32 < psuCount) codes.sort();
  else for (let p = 0, k = 0; p < psuCount; p++) if (scratch[p] === 1) codes[k++] = p;
  const strata = new Uint32Array(many);
  for (let k = 0; k < many; k++) {
    const p = codes[k] as number;
    scratch[p] = k;
    strata[k] = stratumOf[p] as number;
  }
  for (let i = 0; i < rows.length; i++) numbers[i] = scratch[numbers[i] as number] as number;
  for (let k = 0; k < many; k++) scratch[codes[k] as number] = 0;
  return { numbers, stratumOf: strata, weights: new WeakMap() };
}
