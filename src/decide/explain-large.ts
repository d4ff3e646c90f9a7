import { numberDoubts } from '../rules/check-numbers.ts';
import { type Expr, walk } from '../rules/expr.ts';
import type { Casebook } from './explain-values.ts';

/** Tells whether a number of a household had more digits than are computed with. */
export class LargeNumbers {
  readonly #book: Casebook;
  #scales: ReadonlyMap<Expr, number | undefined> | undefined;

  constructor(book: Casebook) {
    this.#book = book;
  }

  /** Of all that an expression is made of. `maybe` where the run folder does not show the numbers. */
  among(expr: Expr, period: number): 'yes' | 'no' | 'maybe' {
    const found = new Set([...this.#answers(expr, period)]);
    return found.has('yes') ? 'yes' : found.has('maybe') ? 'maybe' : 'no';
  }

  *#answers(expr: Expr, period: number): Generator<'yes' | 'no' | 'maybe'> {
    const { facts, criteria } = this.#book.loaded;
    for (const part of walk(expr)) {
      yield this.#answer(part, period);
      const definition = part.op === 'name' ? (facts.get(part.name) ?? criteria.get(part.name)) : undefined;
      if (definition) yield* this.#answers(definition, period);
    }
  }

  #answer(part: Expr, period: number): 'yes' | 'no' | 'maybe' {
    const scales = this.#doubtful();
    if (!scales.has(part)) return 'no';
    const scale = scales.get(part);
    const value = this.#book.value(part, period);
    if (scale === undefined || typeof value === 'string' || value.kind !== 'number') return 'maybe';
    const units = (value.value.n * 10n ** BigInt(scale)) / value.value.d;
    if (String(units < 0n ? -units : units).length > MOST_DIGITS) return 'yes';
    // What is added or chosen from may be larger than what comes out.
    return part.op === 'arithmetic' && part.kind === '*' ? 'no' : 'maybe';
  }

  /** What may be too large, with its decimals. */
  #doubtful(): ReadonlyMap<Expr, number | undefined> {
    this.#scales ??= new Map(
      numberDoubts(this.#book.loaded, this.#book.parameters)
        .filter(({ kind }) => kind === 'number-large')
        .map(({ expr, scale }) => [expr, scale]),
    );
    return this.#scales;
  }
}

const MOST_DIGITS = 38;
