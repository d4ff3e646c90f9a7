import type { Estimate, PovertyEstimate } from './result.ts';

/**
 * A figure of poverty below an estimated line, with the error that the line adds: z + lineSlope·z_line, over the whole
 * sample. `rows` are the rows of the figure's domain in the whole sample, in the domain's order; `line.influence` has
 * one number a row of the whole sample, in that order too, which is the order of `relativeLine` only where the whole
 * sample is kept sorted. Deville (1999); Osier (2009).
 */
export function withEstimatedLine(poverty: PovertyEstimate, rows: Uint32Array, line: Estimate): Estimate {
  const { value, lineSlope } = poverty;
  const influence = line.influence.map((z) => lineSlope * z);
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i] as number;
    influence[row] = (influence[row] as number) + (poverty.influence[i] as number);
  }
  return { value, influence };
}
