import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isFigure, type Units } from '../../src/stats/result.ts';
import { sortedUnits } from '../../src/stats/sorted-units.ts';
import { dot } from '../../src/stats/sum.ts';
import { figure, unitsOf } from './columns.ts';
import { allMeasures, smoothInequality, smoothPoverty } from './measures.ts';

/** Incomes from 1 to 100 with many ties, some exactly on the line of 50, and uneven weights. */
const income = fc.oneof(
  fc.integer({ min: 1, max: 20 }).map((n) => 5 * n),
  fc.double({ min: 1, max: 100, noNaN: true }),
);
const weight = fc.oneof(fc.constant(1), fc.double({ min: 0.1, max: 20, noNaN: true }));
const rows = fc.array(fc.tuple(income, weight), { minLength: 2, maxLength: 40 });
const unitsOfRows = (pairs: readonly (readonly [number, number])[]): Units =>
  unitsOf(
    pairs.map(([value]) => value),
    pairs.map(([, own]) => own),
  );
/** There are poor and others on both sides of the line, and the incomes differ: otherwise there is little to see. */
const mixed = rows
  .map((pairs) => [...pairs, [10, 1], [20, 2.5], [80, 1.5]] as [number, number][])
  .map(unitsOfRows);

const near = (actual: number, expected: number, relative: number, name = '') =>
  expect(Math.abs(actual - expected), `${name} ${actual}, ${expected}`).toBeLessThanOrEqual(
    relative * Math.max(1e-3, Math.abs(expected)),
  );

describe.each(Object.entries(allMeasures))('%s', (_, measure) => {
  it('does not change with the scale of the weights, nor its error', () => {
    fc.assert(
      fc.property(mixed, fc.double({ min: 1e-6, max: 1e6, noNaN: true }), (units, scale) => {
        const scaled = { values: units.values, weights: units.weights.map((own) => own * scale) };
        const before = measure(units);
        if (!isFigure(before)) {
          expect(measure(scaled)).toEqual(before);
          return;
        }
        const after = figure(measure(scaled));
        near(after.value, before.value, 1e-11);
        before.influence.forEach((z, i) => {
          near((after.influence[i] as number) * scale, z, 1e-9, 'influence');
        });
      }),
    );
  });

  it('does not change with the order of rows, to the last bit', () => {
    fc.assert(
      fc.property(rows, fc.infiniteStream(fc.double({ min: 0, max: 1, noNaN: true })), (pairs, stream) => {
        const keyed = pairs.map((pair) => ({ pair, key: stream.next().value ?? 0 }));
        const shuffled = keyed.sort((a, b) => a.key - b.key).map(({ pair }) => pair);
        expect(measure(unitsOfRows(shuffled))).toEqual(measure(unitsOfRows(pairs)));
      }),
    );
  });

  it('does not change when everyone is there twice', () => {
    fc.assert(
      fc.property(mixed, (units) => {
        const twice = (column: Float64Array) => Float64Array.from([...column, ...column]);
        const doubled = sortedUnits(twice(units.values), twice(units.weights));
        const before = measure(units);
        if (isFigure(before)) near(figure(measure(doubled)).value, before.value, 1e-11);
        else expect(measure(doubled)).toEqual(before);
      }),
    );
  });
});

describe.each(Object.entries(allMeasures))('%s and units of no weight', (_, measure) => {
  it('does not see them', () => {
    fc.assert(
      fc.property(rows, fc.double({ min: -50, max: 200, noNaN: true }), (pairs, ghost) => {
        const with0 = measure(unitsOfRows([...pairs, [ghost, 0]]));
        const without = measure(unitsOfRows(pairs));
        if (isFigure(without)) {
          near(figure(with0).value, without.value, 1e-12);
          expect(figure(with0).influence.every(Number.isFinite)).toBe(true);
        } else expect(with0).toEqual(without);
      }),
    );
  });
});

/** θ with the weight of unit i changed by a small part of it, both ways, over the change. */
function slope(measure: (units: Units) => { value: number }, units: Units, i: number): number {
  const step = 1e-4 * (units.weights[i] as number);
  const at = (change: number) => {
    const weights = units.weights.slice();
    weights[i] = (weights[i] as number) + change;
    return measure({ values: units.values, weights }).value;
  };
  // Four points: what is left of the error is of the fifth order in the step.
  return (8 * (at(step) - at(-step)) - (at(2 * step) - at(-2 * step))) / (12 * step);
}

describe('the influence', () => {
  const lines = Object.entries(smoothPoverty);
  const weightsOf = (units: Units) => units.weights.reduce((sum, own) => sum + own, 0);

  it.each(
    Object.entries(allMeasures).filter(
      ([name]) => name in smoothInequality || name in smoothPoverty || name === 'mean',
    ),
  )('of %s is the derivative by the weight', (_, measure) => {
    fc.assert(
      fc.property(mixed, fc.nat(), (units, pick) => {
        const i = pick % units.values.length;
        const { value, influence } = figure(measure(units));
        const numeric = slope((changed) => figure(measure(changed)), units, i);
        const scale = Math.max(Math.abs(value), 1e-3) / weightsOf(units);
        expect(Math.abs((influence[i] as number) - numeric)).toBeLessThan(
          1e-6 * Math.max(scale, Math.abs(numeric)),
        );
      }),
    );
  });

  it.each(lines)('of %s is the derivative by the weight, with a line for each unit', (_, measure) => {
    const lineOf = fc.array(fc.integer({ min: 20, max: 80 }), { minLength: 50, maxLength: 50 });
    fc.assert(
      fc.property(mixed, lineOf, fc.nat(), (units, own, pick) => {
        const i = pick % units.values.length;
        const line = Float64Array.from(units.values, (_value, at) => own[at] as number);
        const result = measure(units, line);
        if (!isFigure(result)) return;
        const numeric = slope((changed) => figure(measure(changed, line)), units, i);
        const scale = Math.max(Math.abs(result.value), 1e-3) / weightsOf(units);
        expect(Math.abs((result.influence[i] as number) - numeric)).toBeLessThan(
          1e-6 * Math.max(scale, Math.abs(numeric)),
        );
        expect(result.lineSlope).toBe(0);
      }),
    );
  });

  it.each(
    Object.entries(allMeasures).filter(
      ([name]) => name in smoothInequality || name in smoothPoverty || name === 'mean',
    ),
  )('of %s sums to zero with the weights', (_, measure) => {
    fc.assert(
      fc.property(mixed, (units) => {
        const { value, influence } = figure(measure(units));
        const sizes = dot(influence.map(Math.abs), units.weights);
        expect(Math.abs(dot(influence, units.weights))).toBeLessThan(
          1e-12 * Math.max(sizes, Math.abs(value)),
        );
      }),
    );
  });
});

describe('one line for each unit, all the same', () => {
  it.each(Object.entries(smoothPoverty))('gives what one line gives: %s', (_, measure) => {
    fc.assert(
      fc.property(mixed, (units) => {
        const one = figure(measure(units, 50));
        const many = figure(measure(units, new Float64Array(units.values.length).fill(50)));
        near(many.value, one.value, 1e-13);
        one.influence.forEach((z, i) => {
          near(many.influence[i] as number, z, 1e-12);
        });
      }),
    );
  });
});

describe('lineSlope', () => {
  // Where no one stands near the line its density has no part, and the figure is smooth in the line.
  const apart = fc
    .array(
      fc.tuple(
        fc.oneof(fc.double({ min: 1, max: 40, noNaN: true }), fc.double({ min: 60, max: 100, noNaN: true })),
        weight,
      ),
      {
        minLength: 2,
        maxLength: 30,
      },
    )
    .map((pairs) => unitsOfRows([...pairs, [10, 1], [80, 1.5]]));

  it.each(['fgt0.5', 'fgt1', 'fgt2', 'fgt3', 'watts', 'sst'])(
    'of %s is the derivative by the line',
    (name) => {
      const measure = smoothPoverty[name] as (typeof smoothPoverty)[string];
      fc.assert(
        fc.property(apart, (units) => {
          const at = (line: number) => figure(measure(units, line));
          const numeric = (at(50.001).value - at(49.999).value) / 0.002;
          near(at(50).lineSlope, numeric, 1e-5);
        }),
      );
    },
  );

  it.each(['fgt0', 'sen', 'shortfall'])(
    'of %s has the density at the line, against a smooth population',
    (name) => {
      const measure = smoothPoverty[name] as (typeof smoothPoverty)[string];
      // Uniform on 0 to 100: density 0.01 everywhere inside, so that a wide step sees what a kernel sees.
      const units = unitsOf(Array.from({ length: 20_000 }, (_, i) => (i + 0.5) / 200));
      const at = (line: number) => figure(measure(units, line));
      near(at(40).lineSlope, (at(41).value - at(39).value) / 2, 2e-3);
    },
  );
});
