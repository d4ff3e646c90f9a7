import { atkinson } from '../../src/stats/atkinson.ts';
import { coefficientOfVariation } from '../../src/stats/coefficient-of-variation.ts';
import { fgt } from '../../src/stats/fgt.ts';
import { generalizedEntropy } from '../../src/stats/generalized-entropy.ts';
import { gini } from '../../src/stats/gini.ts';
import { mean } from '../../src/stats/mean.ts';
import { meanLogDeviation } from '../../src/stats/mean-log-deviation.ts';
import { meanShortfall } from '../../src/stats/mean-shortfall.ts';
import { medianPovertyGap } from '../../src/stats/median-poverty-gap.ts';
import { quantileRatio } from '../../src/stats/quantile-ratio.ts';
import { quintileShareRatio } from '../../src/stats/quintile-share-ratio.ts';
import type { Estimate, Line, NoFigure, PovertyEstimate, Units } from '../../src/stats/result.ts';
import { sen } from '../../src/stats/sen.ts';
import { senShorrocksThon } from '../../src/stats/sen-shorrocks-thon.ts';
import { theilT } from '../../src/stats/theil-t.ts';
import { watts } from '../../src/stats/watts.ts';
import { weightedQuantile } from '../../src/stats/weighted-quantile.ts';

export type Measure = (units: Units) => Estimate | NoFigure;
export type PovertyMeasure = (units: Units, line: Line) => PovertyEstimate | NoFigure;

/** Measures of poverty whose value is smooth in each weight. */
export const smoothPoverty: Readonly<Record<string, PovertyMeasure>> = {
  fgt0: (units, line) => fgt(units, line, 0, 'below'),
  'fgt0 at or below': (units, line) => fgt(units, line, 0, 'at-or-below'),
  'fgt0.5': (units, line) => fgt(units, line, 0.5, 'below'),
  fgt1: (units, line) => fgt(units, line, 1, 'below'),
  fgt2: (units, line) => fgt(units, line, 2, 'below'),
  fgt3: (units, line) => fgt(units, line, 3, 'at-or-below'),
  watts: (units, line) => watts(units, line, 'below'),
  sen: (units, line) => sen(units, line, 'below'),
  'sen at or below': (units, line) => sen(units, line, 'at-or-below'),
  sst: (units, line) => senShorrocksThon(units, line, 'below'),
  shortfall: (units, line) => meanShortfall(units, line, 'below'),
};

/** Measures of inequality whose value is smooth in each weight and does not change with the unit of money. */
export const smoothInequality: Readonly<Record<string, Measure>> = {
  gini,
  theilT,
  meanLogDeviation,
  'ge(2)': (units) => generalizedEntropy(units, 2),
  'ge(-1)': (units) => generalizedEntropy(units, -1),
  'ge(0.5)': (units) => generalizedEntropy(units, 0.5),
  'atkinson(0.5)': (units) => atkinson(units, 0.5),
  'atkinson(1)': (units) => atkinson(units, 1),
  'atkinson(2)': (units) => atkinson(units, 2),
  cv: coefficientOfVariation,
};

/** Measures that jump from one unit to the next. */
export const stepping: Readonly<Record<string, Measure>> = {
  median: (units) => weightedQuantile(units, 0.5),
  'P90/P10': (units) => quantileRatio(units, 0.9, 0.1),
  quintileShareRatio,
  'median gap': (units) => medianPovertyGap(units, 50, 'below'),
};

/** All of them with a line of 50, for values from 1 to 100. */
export const allMeasures: Readonly<Record<string, Measure>> = {
  mean,
  ...Object.fromEntries(
    Object.entries(smoothPoverty).map(([name, measure]) => [name, (units: Units) => measure(units, 50)]),
  ),
  ...smoothInequality,
  ...stepping,
};
