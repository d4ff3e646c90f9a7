import { type Expr, walk, withChildren } from '../rules/expr.ts';
import type { LoadedPack } from '../rules/load.ts';
import type { NameInfo } from '../rules/names.ts';
import { isConstant } from '../rules/used-parameters.ts';
import { type Analysis, analyse, keyOf } from './analysis.ts';
import { namesRead, readThrough, touchedBy } from './touched.ts';

/** A pack in two parts: what is the same whatever is tried, and what must be decided anew for every setting. */
export interface SplitPack {
  /** Facts, criteria and parts of conditions that no setting touches. */
  base: Half;
  /** The rest: touched facts and criteria, every transition, and the measures. */
  trial: Half;
  /** Names of the base that the trial reads. */
  given: readonly string[];
}

export interface Half {
  loaded: LoadedPack;
  analysis: Analysis;
}

/** What is tried is the decision on households: neither who is to be watched nor the levels above. */
const HOUSEHOLDS_ALONE: Pick<LoadedPack, 'watch' | 'levels' | 'seen'> = {
  watch: [],
  levels: [],
  seen: new Set(),
};

/**
 * Splits a pack by the parameters that are to be set. Of a condition that they touch, the largest parts that they do not
 * touch go to the base, under names of their own.
 * @param measures what is to be known of every household beside its decision, by name
 */
export function splitPack(
  loaded: LoadedPack,
  set: Iterable<string>,
  measures: ReadonlyMap<string, Expr>,
): SplitPack {
  const definitions = new Map([...loaded.facts, ...loaded.criteria, ...measures]);
  const roots = [...loaded.transitions.map(({ when }) => when), ...measures.values()];
  const needed = readThrough(
    roots.flatMap((expr) => [...namesRead(expr)]),
    definitions,
  );
  const touched = touchedBy(set, loaded, definitions);
  const parts = new Parts(loaded, touched);
  const isTrial = (name: string): boolean => needed.has(name) && touched.has(name);
  const trial: LoadedPack = {
    ...loaded,
    ...HOUSEHOLDS_ALONE,
    facts: parts.of(loaded.facts, isTrial),
    criteria: new Map([...parts.of(loaded.criteria, isTrial), ...parts.of(measures, () => true)]),
    transitions: loaded.transitions.map(({ rule, when }) => ({ rule, when: parts.settle(when) })),
  };
  const read = new Set(
    [
      ...trial.facts.values(),
      ...trial.criteria.values(),
      ...trial.transitions.map(({ when }) => when),
    ].flatMap((expr) => [...namesRead(expr)]),
  );
  const own = [...definitions.keys()].filter((name) => read.has(name) && !touched.has(name));
  const inBase = readThrough(
    [...own, ...[...parts.made.values()].flatMap((expr) => [...namesRead(expr)])],
    definitions,
  );
  const names = new Map([...loaded.names, ...parts.names, ...namesOf(measures)]);
  const base: LoadedPack = {
    ...{ ...loaded, names },
    facts: new Map([...loaded.facts].filter(([name]) => inBase.has(name))),
    // Last, since a part may read any criterion.
    criteria: new Map([...[...loaded.criteria].filter(([name]) => inBase.has(name)), ...parts.made]),
    transitions: [],
    ...HOUSEHOLDS_ALONE,
  };
  const given = [...own, ...parts.made.keys()];
  return { ...withAnalyses(base, { ...trial, names }), given };
}

/** What the trial reads of the inputs comes to it through the base. */
function withAnalyses(base: LoadedPack, trial: LoadedPack): Pick<SplitPack, 'base' | 'trial'> {
  const [first, second] = [analyse(base), analyse(trial)];
  const merged = {
    ...first,
    byPeriod: [...new Set([...first.byPeriod, ...second.byPeriod])].sort(),
    lasting: [...new Set([...first.lasting, ...second.lasting])].sort(),
  };
  return { base: { loaded: base, analysis: merged }, trial: { loaded: trial, analysis: second } };
}

function namesOf(expressions: ReadonlyMap<string, Expr>): [string, NameInfo][] {
  return [...expressions].map(([name, { type }]) => [name, { kind: 'fact', type }]);
}

/** Finds the parts of expressions that no setting touches. */
class Parts {
  readonly made = new Map<string, Expr>();
  readonly #known = new Map<string, string>();
  readonly #loaded: LoadedPack;
  readonly #touched: ReadonlySet<string>;

  constructor(loaded: LoadedPack, touched: ReadonlySet<string>) {
    this.#loaded = loaded;
    this.#touched = touched;
  }

  get names(): [string, NameInfo][] {
    return namesOf(this.made);
  }

  of(expressions: ReadonlyMap<string, Expr>, isWanted: (name: string) => boolean): Map<string, Expr> {
    const wanted = [...expressions].filter(([name]) => isWanted(name));
    return new Map(wanted.map(([name, expr]) => [name, this.settle(expr)]));
  }

  /** The expression with its untouched parts as names. What needs no household stays: it becomes a literal. */
  settle(expr: Expr): Expr {
    if (expr.op === 'name' || isConstant(expr, this.#loaded.names)) return expr;
    if (!this.#isUntouched(expr)) return withChildren(expr, (part) => this.settle(part));
    const key = keyOf(expr);
    const name = this.#known.get(key) ?? `part$${this.made.size}`;
    this.#known.set(key, name);
    this.made.set(name, expr);
    return { op: 'name', type: expr.type, span: expr.span, name };
  }

  #isUntouched(expr: Expr): boolean {
    const onState = [...walk(expr)].some(({ op }) => op === 'ever' || op === 'spell');
    return !onState && ![...namesRead(expr)].some((name) => this.#touched.has(name));
  }
}
