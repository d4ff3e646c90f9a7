import { type Constant, evaluateConstant } from './constant.ts';
import { type Expr, walk } from './expr.ts';
import { Lines } from './lines.ts';
import type { LoadedPack } from './load.ts';
import type { Parameters } from './parameters.ts';
import { namesRead, PlainConditions, type Quantity } from './plain-conditions.ts';
import { compare, rational } from './rational.ts';
import { parameterValue, type RegionCase, regionCases, withFormulas } from './region-cases.ts';

/** What a household may be like, as far as the transitions from one state can tell. */
export interface Situation {
  values: ReadonlyMap<string, Constant>;
  region: RegionCase;
}

/** What is worth trying. */
export interface Candidates {
  values: ReadonlyMap<string, readonly Constant[]>;
  regions: readonly RegionCase[];
  /** Whether a condition that holds for none of them holds for nothing. */
  areSure: boolean;
}

/** Texts are tried for what they say; no set of them has every length. */
function turnsOnLength(expr: Expr): boolean {
  return [...walk(expr)].some((part) => part.op === 'call' && part.fn === 'length');
}

/** Few places are enough to find one where a condition can be true. */
const MOST_REGIONS = 8;
const ZERO = rational(0n);

/** The situations in which the transitions from one state may differ in one period. */
export class Situations {
  readonly #loaded: LoadedPack;
  readonly #parameters: Parameters;
  readonly #period: number;
  readonly #plain: PlainConditions;
  readonly #conditions: readonly Expr[];
  /** Values of parameters already looked up, by place. */
  readonly #known = new Map<RegionCase, Map<string, Constant>>();
  /** Number facts that follow from other quantities, with their definitions. */
  readonly #derived: ReadonlyMap<string, Expr>;

  /** @param transitions positions of the transitions to be asked about */
  constructor(
    loaded: LoadedPack,
    parameters: Parameters,
    state: string,
    transitions: readonly number[],
    period: number,
  ) {
    this.#loaded = loaded;
    this.#parameters = parameters;
    this.#period = period;
    this.#plain = new PlainConditions(loaded, state);
    this.#conditions = transitions.map((index) => {
      const transition = loaded.transitions[index];
      if (!transition) throw new Error(`no transition ${index}`);
      return this.#plain.plain(transition.when, transition.rule.when);
    });
    this.#derived = this.#findDerived();
  }

  /** What the conditions are made of in this period: two periods with the same identity need one trial. */
  get identity(): string {
    const names = [...this.#constants()].map((name) => [
      name,
      this.#parameters.constant(name, this.#period) ?? this.#parameters.at(name, this.#period),
    ]);
    return JSON.stringify(names, (key, value) =>
      key === 'span' ? undefined : typeof value === 'bigint' ? String(value) : value,
    );
  }

  /** Whether the n-th condition holds. */
  holds(index: number, situation: Situation): boolean | undefined {
    const condition = this.#conditions[index];
    return condition && (this.#evaluate(condition, situation) as boolean | undefined);
  }

  /** What some of the conditions turn on. */
  quantities(indexes: readonly number[]): Quantity[] {
    const conditions = indexes.flatMap((index) => this.#conditions[index] ?? []);
    return this.#quantitiesOf(namesRead(conditions));
  }

  /** Every value worth trying of what some of the conditions turn on, and the places worth trying. */
  candidates(indexes: readonly number[]): Candidates {
    const conditions = indexes.flatMap((index) => this.#conditions[index] ?? []);
    const regions = this.#regions();
    const expressions = [...conditions, ...this.#derived.values()];
    const lines = new Lines({
      expressions,
      quantities: this.quantities(indexes),
      constants: this.#constantValues(regions),
      behind: (name) => this.#quantitiesOf(new Set([name])).map((quantity) => quantity.name),
      evaluate: (expr, values) => regions.map((region) => this.#evaluate(expr, { values, region })),
    });
    return {
      values: lines.candidates(),
      regions,
      areSure: lines.areAllFixed && !expressions.some(turnsOnLength),
    };
  }

  #evaluate(expr: Expr, situation: Situation): Constant {
    return evaluateConstant(expr, (name) => {
      const derived = this.#derived.get(name);
      if (derived) return this.#evaluate(derived, situation);
      const kind = this.#loaded.names.get(name)?.kind;
      if (kind === 'parameter' || kind === 'period') {
        return this.#parameter(name, situation.region);
      }
      return situation.values.get(name);
    });
  }

  #parameter(name: string, region: RegionCase): Constant {
    const known = this.#known.get(region) ?? new Map<string, Constant>();
    this.#known.set(region, known);
    if (!known.has(name)) known.set(name, parameterValue(name, region, this.#parameters, this.#period));
    return known.get(name);
  }

  /**
   * A number fact in a condition can be set freely, unless all it is made of stands in conditions itself: then
   * setting it too could contradict them.
   */
  #findDerived(): Map<string, Expr> {
    const read = namesRead(this.#conditions);
    const isCovered = (name: string): boolean => {
      const kind = this.#loaded.names.get(name)?.kind;
      if (kind === 'parameter' || kind === 'period' || read.has(name)) return true;
      return kind === 'fact' && follows(name);
    };
    const follows = (name: string): boolean => {
      const names = [...namesRead([this.#plain.fact(name) ?? []].flat())];
      return names.length > 0 && names.every(isCovered);
    };
    const derived = new Map<string, Expr>();
    const add = (name: string): void => {
      const definition = this.#plain.fact(name);
      if (derived.has(name) || !definition || !follows(name)) return;
      derived.set(name, definition);
      namesRead([definition]).forEach(add);
    };
    read.forEach(add);
    return derived;
  }

  #quantitiesOf(names: ReadonlySet<string>): Quantity[] {
    const found = new Map<string, Quantity>();
    const visit = (name: string): void => {
      const derived = this.#derived.get(name);
      if (derived) namesRead([derived]).forEach(visit);
      const quantity = derived ? undefined : this.#plain.quantities.get(name);
      if (quantity) found.set(name, quantity);
    };
    names.forEach(visit);
    return [...found.values()];
  }

  /** Parameters and clock names that the conditions read. */
  #constants(): Set<string> {
    const names = namesRead([...this.#conditions, ...this.#derived.values()]);
    const isConstant = (name: string): boolean =>
      ['parameter', 'period'].includes(this.#loaded.names.get(name)?.kind ?? '');
    return new Set([...withFormulas([...names].filter(isConstant), this.#loaded)]);
  }

  #constantValues(regions: readonly RegionCase[]): Constant[] {
    return [...this.#constants()].flatMap((name) => regions.map((region) => this.#parameter(name, region)));
  }

  /** Places with the smallest and largest numbers first, and one that no table has. */
  #regions(): RegionCase[] {
    const names = [...this.#constants()];
    const cases = regionCases(names, this.#loaded, this.#parameters, this.#period);
    if (cases.length <= 1 && cases[0]?.values.size === 0) return cases;
    const chosen = new Set<RegionCase>();
    for (const name of names) {
      const sorted = cases
        .filter(({ values }) => values.has(name))
        .sort((a, b) => compare(a.values.get(name) ?? ZERO, b.values.get(name) ?? ZERO));
      for (const extreme of [sorted[0], sorted.at(-1)]) if (extreme) chosen.add(extreme);
    }
    return [...[...chosen].slice(0, MOST_REGIONS), { regions: new Map(), values: new Map() }];
  }
}
