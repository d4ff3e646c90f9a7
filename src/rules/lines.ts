import type { Constant } from './constant.ts';
import { type Expr, walk } from './expr.ts';
import { Grid } from './grid.ts';
import { namesRead, type Quantity } from './plain-conditions.ts';
import * as R from './rational.ts';

export interface LinesInput {
  /** The conditions, and the definitions of facts that are computed in them. */
  expressions: readonly Expr[];
  quantities: readonly Quantity[];
  /** The numbers of the pack that the conditions read. */
  constants: readonly Constant[];
  /** The quantities that a name is made of. */
  behind(name: string): string[];
  /** The value of an expression in each place worth trying. */
  evaluate(expr: Expr, values: ReadonlyMap<string, Constant>): Constant[];
}

/** A comparison of numbers, with the quantities it turns on. */
interface Atom {
  left: Expr;
  right: Expr;
  quantities: readonly string[];
}

const MOST_CANDIDATES = 24;
/** Values tried for the other side of a comparison of two quantities, and combinations of them. */
const MOST_OTHERS = 3;
const MOST_COMBINATIONS = 9;

/** Finds values below, on and above the line of every comparison. */
export class Lines {
  readonly #input: LinesInput;
  readonly #atoms: readonly Atom[];
  readonly #places: number;
  readonly #found = new Map<string, Constant[]>();

  constructor(input: LinesInput) {
    this.#input = input;
    this.#atoms = atomsOf(input);
    this.#places = Math.min(9, Math.max(2, ...this.#numbers().map((number) => R.decimalPlaces(number) ?? 0)));
  }

  /** Whether every line is one quantity's own: one that depends on another was tried for some of its values only. */
  get areAllFixed(): boolean {
    const isNumber = (name: string): boolean =>
      this.#input.quantities.some((quantity) => quantity.name === name && quantity.type === 'number');
    return this.#atoms.every(({ quantities }) => quantities.filter(isNumber).length <= 1);
  }

  /** Unknown comes last for each, so that the first situation found is one with few unknowns. */
  candidates(): Map<string, Constant[]> {
    const { quantities } = this.#input;
    for (const quantity of quantities) {
      if (quantity.type === 'boolean') this.#found.set(quantity.name, [true, false, undefined]);
      if (quantity.type === 'text') this.#found.set(quantity.name, [...this.#texts(quantity), undefined]);
    }
    const numbers = quantities.filter(({ type }) => type === 'number');
    // Twice, because a line may depend on another quantity, whose values are known after the first time.
    for (const quantity of [...numbers, ...numbers]) {
      this.#found.set(quantity.name, [...this.#numberValues(quantity), undefined]);
    }
    return this.#found;
  }

  #texts(quantity: Quantity): string[] {
    const near = this.#input.expressions.flatMap((expr) =>
      [...walk(expr)].filter((part) => isAbout(part, quantity.name)),
    );
    const texts = new Set(near.flatMap((part) => [...walk(part)].flatMap(textOf)));
    if (quantity.codes) {
      const others = quantity.codes.filter((code) => !texts.has(code));
      return [...quantity.codes.filter((code) => texts.has(code)), ...others.slice(0, 3)];
    }
    const beyond = quantity.isDate
      ? ['0001-01-01', '9999-12-31']
      : ['', ...[...texts].map((text) => `${text}…`)];
    return [...texts, ...beyond];
  }

  /** The literals of the conditions and the pack's numbers. */
  #numbers(): R.Rational[] {
    const literals = this.#input.expressions.flatMap((expr) =>
      [...walk(expr)].flatMap((part) => (part.op === 'number' ? [R.fromDecimal(part.value)] : [])),
    );
    return [...literals, ...this.#input.constants.filter((value) => typeof value === 'object')];
  }

  #numberValues(quantity: Quantity): R.Rational[] {
    const grid = new Grid(quantity, this.#places);
    const samples = grid.samples(this.#numbers());
    const lows = new Set<bigint>();
    const roots: R.Rational[] = [];
    for (const atom of this.#atoms.filter(({ quantities }) => quantities.includes(quantity.name))) {
      for (const others of this.#others(atom, quantity.name)) {
        const differences = (value: R.Rational): (R.Rational | undefined)[] =>
          this.#differences(atom, new Map([...others, [quantity.name, value]]));
        for (const { low, root } of turningPoints(samples, grid, differences)) {
          lows.add(low);
          if (root && grid.holds(root)) roots.push(root);
        }
      }
    }
    const values = lows.size > 0 ? grid.between([...lows]) : grid.ordinary();
    const all = new Map([...values, ...roots].map((value) => [R.toDecimal(value), value]));
    return spread([...all.values()].sort(R.compare), MOST_CANDIDATES);
  }

  /** How far the left side lies above the right, in each place. */
  #differences({ left, right }: Atom, values: ReadonlyMap<string, Constant>): (R.Rational | undefined)[] {
    const rights = this.#input.evaluate(right, values);
    return this.#input.evaluate(left, values).map((value, place) => {
      const other = rights[place];
      return typeof value === 'object' && typeof other === 'object'
        ? R.add(value, R.negate(other))
        : undefined;
    });
  }

  /** Values for the other quantities of a comparison: those already found, or a small and a large one. */
  #others({ quantities }: Atom, name: string): Map<string, Constant>[] {
    let combinations: Map<string, Constant>[] = [new Map()];
    for (const other of quantities) {
      if (other === name) continue;
      const known = this.#found.get(other)?.filter((value) => value !== undefined);
      const values = spread(known ?? [R.rational(1n), R.rational(1000n)], MOST_OTHERS);
      combinations = combinations.flatMap((chosen) =>
        values.map((value) => new Map([...chosen, [other, value]])),
      );
      combinations = combinations.slice(0, MOST_COMBINATIONS);
    }
    return combinations;
  }
}

function atomsOf({ expressions, behind }: LinesInput): Atom[] {
  const pairs = expressions
    .flatMap((expr) => [...walk(expr)])
    .flatMap((part): [Expr, Expr][] => {
      if (part.op === 'compare' && part.left.type === 'number') return [[part.left, part.right]];
      if (part.op === 'in' && part.item.type === 'number') return part.list.map((item) => [part.item, item]);
      return [];
    });
  return pairs.map(([left, right]) => {
    const quantities = new Set([...namesRead([left, right])].flatMap(behind));
    return { left, right, quantities: [...quantities] };
  });
}

function isAbout(part: Expr, name: string): boolean {
  const isTest = part.op === 'compare' || part.op === 'in' || part.op === 'call';
  return isTest && namesRead([part]).has(name);
}

function textOf(part: Expr): string[] {
  return part.op === 'literal' && typeof part.value === 'string' ? [part.value] : [];
}

/**
 * The points of a grid after which a difference changes its sign, each with the exact place where it is zero if that
 * lies between two points. There is a difference for each region.
 */
function turningPoints(
  samples: readonly bigint[],
  grid: Grid,
  differences: (value: R.Rational) => (R.Rational | undefined)[],
): { low: bigint; root: R.Rational | undefined }[] {
  const rows = samples.map((n) => ({ n, found: differences(grid.value(n)) }));
  return rows.flatMap((row, index) => {
    const next = rows[index + 1];
    if (!next) return [];
    return row.found.flatMap((before, region) => {
      const after = next.found[region];
      if (!before || !after || sign(before) === sign(after)) return [];
      let low = { n: row.n, at: before };
      let high = { n: next.n, at: after };
      while (high.n - low.n > 1n) {
        const n = low.n + (high.n - low.n) / 2n;
        const at = differences(grid.value(n))[region];
        if (!at) return [];
        if (sign(at) === sign(before)) low = { n, at };
        else high = { n, at };
      }
      if (sign(low.at) === 0) return [{ low: low.n, root: undefined }];
      // On the line at this point; what lies beyond it is a side of its own.
      if (sign(high.at) === 0) return [low.n, high.n].map((n) => ({ low: n, root: undefined }));
      // Between two points of a fine grid a comparison is as good as straight.
      const part = R.divide(low.at, R.add(low.at, R.negate(high.at)));
      const root = R.add(
        grid.value(low.n),
        R.multiply(part, R.add(grid.value(high.n), R.negate(grid.value(low.n)))),
      );
      const onLine = differences(root)[region];
      return [{ low: low.n, root: onLine && sign(onLine) === 0 ? root : undefined }];
    });
  });
}

function sign(value: R.Rational): number {
  return value.n > 0n ? 1 : value.n < 0n ? -1 : 0;
}

/** At most so many of some values, evenly chosen, the first and the last among them. */
function spread<T>(values: readonly T[], most: number): T[] {
  if (values.length <= most) return [...values];
  return Array.from(
    { length: most },
    (_, index) => values[Math.round((index * (values.length - 1)) / (most - 1))] as T,
  );
}
