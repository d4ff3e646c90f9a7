import { atkinson } from './atkinson.ts';
import { coefficientOfVariation } from './coefficient-of-variation.ts';
import { fgt } from './fgt.ts';
import { generalizedEntropy } from './generalized-entropy.ts';
import { gini } from './gini.ts';
import { mean } from './mean.ts';
import { meanLogDeviation } from './mean-log-deviation.ts';
import { meanShortfall } from './mean-shortfall.ts';
import { medianPovertyGap } from './median-poverty-gap.ts';
import { quantileRatio } from './quantile-ratio.ts';
import { quintileShareRatio } from './quintile-share-ratio.ts';
import type { Line, NoFigure, Poor, PovertyEstimate, Result, Units } from './result.ts';
import { sen } from './sen.ts';
import { senShorrocksThon } from './sen-shorrocks-thon.ts';
import { theilT } from './theil-t.ts';
import { total } from './total.ts';
import { watts } from './watts.ts';
import { weightedQuantile } from './weighted-quantile.ts';

type Plain = (units: Units) => Result;
type Poverty = (units: Units, line: Line, poor: Poor) => PovertyEstimate | NoFigure;

/** A measure by the name it has on the command line, in tables and in files. */
export interface NamedMeasure {
  /** As asked for: `fgt1`, `p90`, `atkinson0.5`. */
  id: string;
  /** The file in this folder that computes it; wording goes by it. */
  family: string;
  /** What `id` says besides: alpha, epsilon, or percents of the population. */
  parameters: Readonly<Record<string, number>>;
  /** A measure needs a poverty line or it does not. */
  compute: { plain: Plain } | { poverty: Poverty };
}

export const needsLine = ({ compute }: NamedMeasure): boolean => 'poverty' in compute;

/** Measures without parameters: the name, the file, how it is computed. */
const SIMPLE: readonly NamedMeasure[] = [
  simple('mean', 'mean', { plain: mean }),
  simple('total', 'total', { plain: total }),
  simple('gini', 'gini', { plain: gini }),
  simple('s80s20', 'quintile-share-ratio', { plain: quintileShareRatio }),
  simple('theil', 'theil-t', { plain: theilT }),
  simple('mld', 'mean-log-deviation', { plain: meanLogDeviation }),
  simple('cv', 'coefficient-of-variation', { plain: coefficientOfVariation }),
  simple('watts', 'watts', { poverty: watts }),
  simple('sen', 'sen', { poverty: sen }),
  simple('sst', 'sen-shorrocks-thon', { poverty: senShorrocksThon }),
  simple('shortfall', 'mean-shortfall', { poverty: meanShortfall }),
  simple('mediangap', 'median-poverty-gap', { poverty: medianPovertyGap }),
];

function simple(id: string, family: string, compute: NamedMeasure['compute']): NamedMeasure {
  return { id, family, parameters: {}, compute };
}

/** Measures with parameters, by the shape of their names. */
const FAMILIES: readonly {
  shape: RegExp;
  family: string;
  names: readonly string[];
  takes(parameter: number): boolean;
  with(first: number, second: number): NamedMeasure['compute'];
}[] = [
  {
    ...{ shape: /^fgt(\d(?:\.\d{1,4})?)$/, family: 'fgt', names: ['alpha'] },
    takes: (alpha) => alpha >= 0,
    with: (alpha) => ({ poverty: (units, line, poor) => fgt(units, line, alpha, poor) }),
  },
  {
    ...{ shape: /^p(\d{1,2}(?:\.\d{1,4})?)$/, family: 'weighted-quantile', names: ['p'] },
    takes: (percent) => percent > 0,
    with: (percent) => ({ plain: (units) => weightedQuantile(units, percent / 100) }),
  },
  {
    shape: /^p(\d{1,2}(?:\.\d{1,4})?)p(\d{1,2}(?:\.\d{1,4})?)$/,
    ...{ family: 'quantile-ratio', names: ['high', 'low'] },
    takes: (percent) => percent > 0,
    with: (high, low) => ({ plain: (units) => quantileRatio(units, high / 100, low / 100) }),
  },
  {
    ...{ shape: /^ge(-?\d(?:\.\d{1,4})?)$/, family: 'generalized-entropy', names: ['alpha'] },
    takes: () => true,
    with: (alpha) => ({ plain: (units) => generalizedEntropy(units, alpha) }),
  },
  {
    ...{ shape: /^atkinson(\d(?:\.\d{1,4})?)$/, family: 'atkinson', names: ['epsilon'] },
    takes: (epsilon) => epsilon > 0,
    with: (epsilon) => ({ plain: (units) => atkinson(units, epsilon) }),
  },
];

/** What is shown where nobody says. */
export const USUAL_MEASURES: readonly string[] = [
  ...['mean', 'median', 'fgt0', 'fgt1', 'fgt2'],
  ...['gini', 's80s20', 'theil', 'mld'],
];

/** Names for messages: those without a parameter, and an example of each with one. */
export const MEASURE_NAMES: readonly string[] = [
  ...['median', 'p10', 'p90p10', 'fgt0', 'ge2', 'atkinson1'],
  ...SIMPLE.map(({ id }) => id),
];

/** The measure of a name, or undefined if none is called so. The median is the 50th percentile. */
export function namedMeasure(id: string): NamedMeasure | undefined {
  const found = SIMPLE.find((measure) => measure.id === id);
  if (found) return found;
  for (const { shape, family, names, takes, with: make } of FAMILIES) {
    const numbers = shape
      .exec(id === 'median' ? 'p50' : id)
      ?.slice(1)
      .map(Number);
    if (!numbers?.every(takes)) continue;
    const [first = 0, second = 0] = numbers;
    const parameters = Object.fromEntries(names.map((name, n) => [name, numbers[n] ?? 0]));
    return { id, family, parameters, compute: make(first, second) };
  }
  return undefined;
}
