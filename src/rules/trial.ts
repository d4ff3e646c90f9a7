import type { LoadedPack } from './load.ts';
import type { Parameters } from './parameters.ts';
import { type Situation, Situations } from './situations.ts';

/** What trying the transitions from one state has shown. Transitions are named by their position in the pack. */
export interface Trial {
  state: string;
  /** Transitions from the state, in order. */
  transitions: readonly number[];
  /** Those that were true in some situation. */
  true: ReadonlySet<number>;
  /** Those that were true while all before them were false. */
  fires: ReadonlySet<number>;
  /** For a transition that was true but did not fire, one before it that came first. */
  shadowedBy: ReadonlyMap<number, number>;
  overlaps: readonly Overlap[];
  /** Whether every combination of the values worth trying was tried. */
  complete: boolean;
  /** Whether what was never true in it can never be. */
  isSure: boolean;
  /** Transitions of which that cannot be said even by themselves. */
  unsure: ReadonlySet<number>;
}

/** A household for which one transition fires and a later one is true too. */
export interface Overlap {
  first: number;
  second: number;
  period: number;
  situation: Situation;
  /** What the two transitions turn on. */
  quantities: readonly string[];
}

/** Situations tried for one state; beyond that, a fixed choice of them. */
export const MOST_SITUATIONS = 20_000;

/** Tries the transitions from a state in every period in which they mean something else. */
export function tryState(
  loaded: LoadedPack,
  parameters: Parameters,
  periods: readonly number[],
  state: string,
): Trial {
  const transitions = loaded.transitions.flatMap(({ rule }, index) =>
    rule.from.includes(state) ? [index] : [],
  );
  const distinct = new Map<string, { period: number; situations: Situations }>();
  for (const period of periods) {
    const situations = new Situations(loaded, parameters, state, transitions, period);
    if (!distinct.has(situations.identity)) distinct.set(situations.identity, { period, situations });
  }
  const found = new Findings(state, transitions);
  const most = Math.floor(MOST_SITUATIONS / Math.max(1, distinct.size));
  for (const { period, situations } of distinct.values()) found.tryPeriod(situations, period, most);
  return found;
}

class Findings implements Trial {
  readonly state: string;
  readonly transitions: readonly number[];
  readonly true = new Set<number>();
  readonly fires = new Set<number>();
  readonly shadowedBy = new Map<number, number>();
  readonly overlaps: Overlap[] = [];
  complete = true;
  isSure = true;
  readonly unsure = new Set<number>();

  constructor(state: string, transitions: readonly number[]) {
    this.state = state;
    this.transitions = transitions;
  }

  tryPeriod(situations: Situations, period: number, most: number): void {
    const all = this.transitions.map((_, at) => at);
    const everything = choose(situations, all, most);
    this.complete &&= everything.complete;
    for (const situation of everything.situations) this.#look(situations, period, situation);
    if (everything.complete && everything.areSure) return;
    this.isSure = false;
    // Each transition by itself, so that none is called impossible because there is too much to try for all.
    for (const at of all) {
      const alone = choose(situations, [at], most);
      if (!alone.complete || !alone.areSure) this.unsure.add(this.#index(at));
      for (const situation of alone.situations) {
        if (situations.holds(at, situation)) this.true.add(this.#index(at));
      }
    }
  }

  #look(situations: Situations, period: number, situation: Situation): void {
    const answers = this.transitions.map((_, at) => situations.holds(at, situation));
    const first = answers.findIndex((answer) => answer !== false);
    answers.forEach((answer, at) => {
      if (!answer) return;
      this.true.add(this.#index(at));
      if (at === first) this.fires.add(this.#index(at));
      if (at === first || answers[first] !== true) return;
      if (!this.shadowedBy.has(this.#index(at))) this.shadowedBy.set(this.#index(at), this.#index(first));
      const [one, other] = [this.#index(first), this.#index(at)];
      if (this.overlaps.some((overlap) => overlap.first === one && overlap.second === other)) return;
      const quantities = situations.quantities([first, at]).map(({ name }) => name);
      this.overlaps.push({ first: one, second: other, period, situation, quantities });
    });
  }

  #index(at: number): number {
    return this.transitions[at] ?? -1;
  }
}

/** The combinations of what some transitions turn on; a fixed choice among them if they are too many. */
function choose(
  situations: Situations,
  indexes: readonly number[],
  most: number,
): { situations: Iterable<Situation>; complete: boolean; areSure: boolean } {
  const { values, regions, areSure } = situations.candidates(indexes);
  const names = [...values.keys()];
  const sizes = [...names.map((name) => values.get(name)?.length ?? 1), regions.length];
  const total = sizes.reduce((product, size) => product * size, 1);
  const at = (choices: readonly number[]): Situation => ({
    values: new Map(names.map((name, index) => [name, values.get(name)?.[choices[index] ?? 0]])),
    region: regions[choices[names.length] ?? 0] ?? { regions: new Map(), values: new Map() },
  });
  const complete = total <= most;
  const positions = complete ? everyChoice(sizes, total) : someChoices(sizes, most);
  return { situations: map(positions, at), complete, areSure };
}

function* map<A, B>(items: Iterable<A>, change: (item: A) => B): Generator<B> {
  for (const item of items) yield change(item);
}

function* everyChoice(sizes: readonly number[], total: number): Generator<number[]> {
  for (let number = 0; number < total; number++) {
    let rest = number;
    yield sizes.map((size) => {
      const choice = rest % size;
      rest = Math.floor(rest / size);
      return choice;
    });
  }
}

/** The same choices on every machine: a linear congruential generator (Numerical Recipes), high bits. */
function* someChoices(sizes: readonly number[], count: number): Generator<number[]> {
  let seed = 1;
  const draw = (size: number): number => {
    seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((seed / 2 ** 32) * size);
  };
  for (let number = 0; number < count; number++) yield sizes.map(draw);
}
