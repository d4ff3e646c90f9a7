import type { Domain } from './domain.ts';
import type { NoFigure } from './result.ts';

type Codes = Uint32Array | Int32Array;

/** How a sample was drawn. Codes are 0 … k−1, one a unit, in the order of the whole sample. */
export interface Design {
  /** Units in the whole sample. */
  size: number;
  /** One stratum if not given. */
  strata?: Codes;
  /** Primary sampling units; each unit its own if not given. The same code in two strata is two sampling units. */
  psu?: Codes;
  /** How many primary sampling units the unit's stratum has in the population (finite population correction). */
  populationPsus?: Float64Array;
  /**
   * What a stratum with one sampling unit does: `certainty`, it adds nothing (it was taken with certainty); `adjust`,
   * its total is compared with zero, the mean of all, and not with its own; `average`, it adds what the other strata
   * add on average. Not given, it is a reason for no figure. The names and meanings of survey.lonely.psu in R's survey.
   */
  singlePsu?: 'certainty' | 'adjust' | 'average';
}

/** A design, counted once for all figures. */
export interface PreparedDesign {
  size: number;
  singlePsu: Design['singlePsu'];
  /** Sampling unit of each unit; its own number if not given. */
  psu: Codes | undefined;
  psuCount: number;
  /** Stratum of each sampling unit; all 0 if not given. One past the last stratum for codes that do not occur. */
  stratumOf: Uint32Array;
  /** Sampling units of each stratum; 0 for codes that do not occur, and one past the last. */
  psusIn: Float64Array;
  /** 1 − n/N of each stratum: 1 without a finite population. */
  correction: Float64Array;
  /** Room for one number a sampling unit, all zeros whenever nobody is counting: a domain must not clear it all. */
  scratch: Uint32Array;
  /** The domains asked for so far, by their rows. */
  domains: WeakMap<Uint32Array, Domain>;
}

/** Counts strata and sampling units, and sees to it that a variance can be estimated from them. */
export function prepareDesign(design: Design): PreparedDesign | NoFigure {
  if (design.size === 0) return { reason: 'no-units' };
  const strataCount = design.strata ? countOf(design.strata) : 1;
  const { psu, psuCount, stratumOf } = sampledUnits(design, strataCount);
  const psusIn = new Float64Array(strataCount + 1);
  for (const stratum of stratumOf) psusIn[stratum] = (psusIn[stratum] as number) + 1;
  psusIn[strataCount] = 0;
  const correction = corrections(design, psusIn);
  if ('reason' in correction) return correction;
  const single = [...psusIn.keys()].filter((h) => psusIn[h] === 1 && (correction[h] as number) > 0);
  const noneHasTwo = psusIn.every((count) => count < 2);
  if (single.length > 0 && (!design.singlePsu || noneHasTwo)) return { reason: 'single-psu', strata: single };
  return {
    size: design.size,
    singlePsu: design.singlePsu,
    psu,
    psuCount,
    stratumOf,
    psusIn,
    correction,
    scratch: new Uint32Array(psuCount),
    domains: new WeakMap(),
  };
}

/** Sampling units − strata: the degrees of freedom of t intervals. */
export function degreesOfFreedom({ psusIn }: PreparedDesign): number {
  let degrees = 0;
  for (const count of psusIn) if (count > 0) degrees += count - 1;
  return degrees;
}

function countOf(codes: Codes): number {
  let most = -1;
  for (const code of codes) if (code > most) most = code;
  return most + 1;
}

type SampledUnits = Pick<PreparedDesign, 'psu' | 'psuCount' | 'stratumOf'>;

function sampledUnits(design: Design, nowhere: number): SampledUnits {
  const { size, strata, psu } = design;
  if (!psu) {
    const stratumOf = strata ? Uint32Array.from(strata) : new Uint32Array(size);
    return { psu: undefined, psuCount: size, stratumOf };
  }
  const psuCount = countOf(psu);
  const stratumOf = new Uint32Array(psuCount).fill(nowhere);
  for (let i = 0; i < size; i++) {
    const unit = psu[i] as number;
    const stratum = strata ? (strata[i] as number) : 0;
    if (stratumOf[unit] === nowhere) stratumOf[unit] = stratum;
    else if (stratumOf[unit] !== stratum) return nested(strata as Codes, psu, psuCount);
  }
  return { psu, psuCount, stratumOf };
}

/** Sampling units numbered anew within strata, in the order of stratum and code whatever the order of rows. */
function nested(strata: Codes, psu: Codes, psuCount: number): SampledUnits {
  const keys = Float64Array.from(psu, (unit, i) => (strata[i] as number) * psuCount + unit);
  const distinct = Float64Array.from(new Set(keys)).sort();
  const numbers = new Map<number, number>();
  distinct.forEach((key, number) => {
    numbers.set(key, number);
  });
  return {
    psu: Uint32Array.from(keys, (key) => numbers.get(key) as number),
    psuCount: distinct.length,
    stratumOf: Uint32Array.from(distinct, (key) => Math.floor(key / psuCount)),
  };
}

function corrections(
  { size, strata, populationPsus }: Design,
  psusIn: Float64Array,
): Float64Array | NoFigure {
  if (!populationPsus) return new Float64Array(psusIn.length).fill(1);
  const population = new Float64Array(psusIn.length);
  const uneven = new Set<number>();
  for (let i = 0; i < size; i++) {
    const stratum = strata ? (strata[i] as number) : 0;
    const given = populationPsus[i] as number;
    if (population[stratum] === 0) population[stratum] = given;
    else if (population[stratum] !== given) uneven.add(stratum);
  }
  if (uneven.size > 0) return { reason: 'uneven-population', strata: [...uneven].sort((a, b) => a - b) };
  const small = [...psusIn.keys()].filter((h) => (population[h] as number) < (psusIn[h] as number));
  if (small.length > 0) return { reason: 'population-below-sample', strata: small };
  return psusIn.map((count, h) => (count === 0 ? 1 : 1 - count / (population[h] as number)));
}
