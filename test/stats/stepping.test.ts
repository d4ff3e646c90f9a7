import { describe, expect, it } from 'vitest';
import { fgt } from '../../src/stats/fgt.ts';
import { medianPovertyGap } from '../../src/stats/median-poverty-gap.ts';
import { relativeLine } from '../../src/stats/relative-line.ts';
import type { Estimate, PovertyEstimate, Units } from '../../src/stats/result.ts';
import { sen } from '../../src/stats/sen.ts';
import { withEstimatedLine } from '../../src/stats/with-estimated-line.ts';
import { figure } from './columns.ts';
import { stepping } from './measures.ts';

/**
 * Measures that jump from unit to unit have a derivative only in a large population. Here 20,000 incomes lie close
 * together on 10 to 90, denser at the bottom, and one unit's weight changes by that of a hundred others.
 */
const SIZE = 20_000;
const values = Float64Array.from({ length: SIZE }, (_, i) => 10 + 80 * ((i + 0.5) / SIZE) ** 1.2);
const population: Units = { values, weights: new Float64Array(SIZE).fill(1) };
const STEP = 100;
const PICKS = [100, 3_000, 6_500, 9_000, 15_000, 19_900];

function slope(value: (units: Units) => number, i: number): number {
  const at = (change: number) => {
    const weights = population.weights.slice();
    weights[i] = (weights[i] as number) + change;
    return value({ values, weights });
  };
  return (at(STEP) - at(-STEP)) / (2 * STEP);
}

function agree({ influence }: Estimate, value: (units: Units) => number): void {
  const largest = influence.reduce((most, z) => Math.max(most, Math.abs(z)), 0);
  for (const i of PICKS)
    expect(Math.abs((influence[i] as number) - slope(value, i)), `unit ${i}`).toBeLessThan(0.03 * largest);
}

describe('the influence of', () => {
  it.each(Object.entries(stepping))('%s is the slope by the weight', (_, measure) => {
    agree(figure(measure(population)), (units) => figure(measure(units)).value);
  });

  it.each(['median', 'mean'] as const)('a line that is a share of the %s is its slope', (of) => {
    agree(figure(relativeLine(population, 0.6, of)), (units) => figure(relativeLine(units, 0.6, of)).value);
  });

  const rows = Uint32Array.from(values, (_, i) => i);
  const belowLine: Record<string, (units: Units, line: number) => PovertyEstimate> = {
    rate: (units, line) => figure(fgt(units, line, 0, 'below')),
    'poverty gap': (units, line) => figure(fgt(units, line, 1, 'below')),
    'median gap': (units, line) => figure(medianPovertyGap(units, line, 'below')),
    Sen: (units, line) => figure(sen(units, line, 'below')),
  };

  it.each(Object.entries(belowLine))(
    'the %s below an estimated line has the error of the line',
    (_, measure) => {
      for (const of of ['median', 'mean'] as const) {
        const line = (units: Units) => figure(relativeLine(units, 0.6, of));
        const estimate = withEstimatedLine(
          measure(population, line(population).value),
          rows,
          line(population),
        );
        agree(estimate, (units) => measure(units, line(units).value).value);
      }
    },
  );

  it('a domain below the national line reaches the units outside it through the line', () => {
    const line = figure(relativeLine(population, 0.6, 'median'));
    const inside = rows.filter((row) => row % 2 === 0);
    const domain = (units: Units): Units => ({
      values: Float64Array.from(inside, (row) => units.values[row] as number),
      weights: Float64Array.from(inside, (row) => units.weights[row] as number),
    });
    const rate = (units: Units, at: number) => figure(fgt(domain(units), at, 0, 'below'));
    const estimate = withEstimatedLine(rate(population, line.value), inside, line);
    agree(estimate, (units) => rate(units, figure(relativeLine(units, 0.6, 'median')).value).value);
    expect(estimate.influence[15_001]).not.toBe(0);
  });
});
