import { coefficientOfVariation } from './coefficient-of-variation.ts';
import { deviationOfLogs, weightedDeviationOfLogs } from './deviation-of-logs.ts';
import type { Measure } from './figure.ts';
import { regionalGini } from './gini.ts';
import { halfSquaredCv } from './half-squared-cv.ts';
import { regionalMean } from './mean.ts';
import { regionalLogDeviation } from './mean-log-deviation.ts';
import { regionalDeviation, weightedDeviation } from './standard-deviation.ts';
import { regionalTheil } from './theil-t.ts';
import { williamson } from './williamson.ts';

/** By what regions are weighted: each counts once, by the weight column (people), or by the area column. */
export type Weighting = 'none' | 'weight' | 'area';

/** One figure of the table: a measure with its weights and its divisor. */
export interface Entry {
  id: string;
  weighting: Weighting;
  divisor: 'n' | 'n-1' | 'sum';
  measure: Measure;
}

/** A measure with equal weights, and beside it the same with the regions' population. */
const pair = (id: string, measure: Measure): Entry[] => [
  { id, weighting: 'none', divisor: 'n', measure },
  { id: `${id}-weighted`, weighting: 'weight', divisor: 'sum', measure },
];

/** Every figure over regions, in the order in which they are printed. */
export const CATALOGUE = [
  ...pair('mean', regionalMean),
  { id: 'sd-n', weighting: 'none', divisor: 'n', measure: (units) => regionalDeviation(units, 'n') },
  { id: 'sd-n1', weighting: 'none', divisor: 'n-1', measure: (units) => regionalDeviation(units, 'n-1') },
  { id: 'sd-weighted', weighting: 'weight', divisor: 'sum', measure: weightedDeviation },
  { id: 'cv-n', weighting: 'none', divisor: 'n', measure: (units) => coefficientOfVariation(units, 'n') },
  {
    id: 'cv-n1',
    weighting: 'none',
    divisor: 'n-1',
    measure: (units) => coefficientOfVariation(units, 'n-1'),
  },
  { id: 'williamson', weighting: 'weight', divisor: 'sum', measure: williamson },
  { id: 'cv-area', weighting: 'area', divisor: 'sum', measure: williamson },
  ...pair('theil-t', regionalTheil),
  ...pair('mld', regionalLogDeviation),
  ...pair('gini', regionalGini),
  ...pair('half-squared-cv', halfSquaredCv),
  { id: 'sd-ln', weighting: 'none', divisor: 'n-1', measure: (units) => deviationOfLogs(units, 'n-1') },
  { id: 'sd-ln-weighted', weighting: 'weight', divisor: 'sum', measure: weightedDeviationOfLogs },
] as const satisfies readonly Entry[] as readonly Entry[];
