import type { LineChoice } from '../model/figures.ts';
import type { NamedMeasure } from './named-measures.ts';
import { type PreparedDesign, prepareDesign } from './prepare-design.ts';
import { relativeLine } from './relative-line.ts';
import {
  type Estimate,
  isFigure,
  type Line,
  type NoFigure,
  type Poor,
  type Result,
  type Units,
} from './result.ts';
import { withEstimatedLine } from './with-estimated-line.ts';

/** Codes 0, 1, … by row, and what they stand for. */
interface Coded {
  codes: Uint32Array;
  labels: readonly string[];
}

/** A sample sorted by income: `known` units with an income first, ascending, then the rows that are only in the design. */
export interface Sample {
  rows: number;
  known: number;
  incomes: Float64Array;
  weights: Float64Array;
  /** Lines that differ from unit to unit, in the order in which they were asked for. */
  lines: readonly Float64Array[];
  populationPsus: Float64Array | undefined;
  replicates: readonly Float64Array[];
  strata: Coded | undefined;
  psu: Uint32Array | undefined;
  domains: readonly Coded[];
}

/** One figure that is wanted of a sample. */
export interface Wanted {
  /** `undefined` is the poverty line itself. */
  measure: NamedMeasure | undefined;
  line: LineChoice | undefined;
  /** Number of the domain among `PreparedSample.domains`. */
  domain: number;
}

export interface Domain {
  /** Number of the grouping, and the label of the group; undefined for all units. */
  by: number | undefined;
  label: string | undefined;
  /** Undefined for all units. */
  rows: Uint32Array | undefined;
  units: Units;
}

/** An estimate whose influence is given for some rows of the sample, or for its first rows. */
export interface Located extends Estimate {
  rows: Uint32Array | undefined;
}

export interface PreparedSample {
  sample: Sample;
  poor: Poor;
  design: PreparedDesign;
  domains: readonly Domain[];
  /** Lines that were estimated, by their text. */
  estimatedLines: ReadonlyMap<string, Result>;
}

/** Counts the design and finds the domains, once for all figures of a sample. */
export function prepareSample(
  sample: Sample,
  {
    lines,
    poor,
    singlePsu,
  }: { lines: readonly LineChoice[]; poor: Poor; singlePsu: PreparedDesign['singlePsu'] },
): PreparedSample | NoFigure {
  const design = prepareDesign({
    size: sample.rows,
    ...(sample.strata ? { strata: sample.strata.codes } : {}),
    ...(sample.psu ? { psu: sample.psu } : {}),
    ...(sample.populationPsus ? { populationPsus: sample.populationPsus } : {}),
    ...(singlePsu ? { singlePsu } : {}),
  });
  if (!isFigure(design)) return design;
  const whole = {
    by: undefined,
    label: undefined,
    rows: undefined,
    units: knownUnits(sample, sample.weights),
  };
  const domains = [whole, ...sample.domains.flatMap((coded, by) => domainsOf(sample, coded, by))];
  return { sample, poor, design, domains, estimatedLines: estimateLines(lines, whole.units) };
}

/** The same sample with other weights, such as replicate ones. */
export function reweighted(
  prepared: PreparedSample,
  lines: readonly LineChoice[],
  weights: Float64Array,
): PreparedSample {
  const { sample } = prepared;
  const units = knownUnits(sample, weights);
  const domains = prepared.domains.map((domain) => ({
    ...domain,
    units: domain.rows ? { ...domain.units, weights: picked(weights, domain.rows) } : units,
  }));
  return { ...prepared, domains, estimatedLines: estimateLines(lines, units) };
}

const knownUnits = ({ incomes, known }: Sample, weights: Float64Array): Units => ({
  values: incomes.subarray(0, known),
  weights: weights.subarray(0, known),
});

function estimateLines(lines: readonly LineChoice[], units: Units): Map<string, Result> {
  return new Map(
    lines.flatMap((line): [string, Result][] =>
      line.kind === 'relative' ? [[line.text, relativeLine(units, line.share, line.of)]] : [],
    ),
  );
}

function domainsOf({ incomes, weights, known }: Sample, { codes, labels }: Coded, by: number): Domain[] {
  const counts = new Uint32Array(labels.length);
  for (let row = 0; row < known; row++) {
    const code = codes[row] as number;
    counts[code] = (counts[code] as number) + 1;
  }
  const rows = Array.from(counts, (count) => new Uint32Array(count));
  for (let row = known - 1; row >= 0; row--) {
    const code = codes[row] as number;
    const left = (counts[code] as number) - 1;
    (rows[code] as Uint32Array)[left] = row;
    counts[code] = left;
  }
  return labels.map((label, code) => {
    const own = rows[code] as Uint32Array;
    return { by, label, rows: own, units: { values: picked(incomes, own), weights: picked(weights, own) } };
  });
}

function picked(column: Float64Array, rows: Uint32Array): Float64Array {
  const values = new Float64Array(rows.length);
  for (let i = 0; i < rows.length; i++) values[i] = column[rows[i] as number] as number;
  return values;
}

/** Computes one figure. The influence of a measure below an estimated line reaches beyond its domain. */
export function evaluate(prepared: PreparedSample, { measure, line, domain }: Wanted): Located | NoFigure {
  const { rows, units } = prepared.domains[domain] as Domain;
  if (!measure) return located(prepared.estimatedLines.get(line?.text ?? '') as Result, undefined);
  const { compute } = measure;
  if ('plain' in compute) return located(compute.plain(units), rows);
  if (!line) throw new Error(`${measure.id} needs a poverty line`);
  if (line.kind !== 'relative')
    return located(compute.poverty(units, lineOf(prepared, line, rows), prepared.poor), rows);
  const estimated = prepared.estimatedLines.get(line.text) as Result;
  if (!isFigure(estimated)) return estimated;
  const poverty = compute.poverty(units, estimated.value, prepared.poor);
  if (!isFigure(poverty)) return poverty;
  const all = rows ?? Uint32Array.from({ length: prepared.sample.known }, (_, row) => row);
  return located(withEstimatedLine(poverty, all, estimated), undefined);
}

const located = (result: Result, rows: Uint32Array | undefined): Located | NoFigure =>
  isFigure(result) ? { ...result, rows } : result;

/** A line that is not estimated. */
function lineOf(
  { sample }: PreparedSample,
  line: Exclude<LineChoice, { kind: 'relative' }>,
  rows: Uint32Array | undefined,
): Line {
  if (line.kind === 'fixed') return line.value;
  const column = sample.lines[line.column] as Float64Array;
  return rows ? picked(column, rows) : column.subarray(0, sample.known);
}

/** The line of a domain's units: a number, or one a unit; or why there is none. */
export function lineFor(prepared: PreparedSample, line: LineChoice, { rows }: Domain): Line | NoFigure {
  if (line.kind !== 'relative') return lineOf(prepared, line, rows);
  const estimated = prepared.estimatedLines.get(line.text) as Result;
  return isFigure(estimated) ? estimated.value : estimated;
}
