/** One household's history, as `dynamics` sees it. */
export interface History {
  household: string;
  domain: string | null;
  periods: {
    before: string;
    state: string;
    outcome: 'moved' | 'kept' | 'review' | 'unobserved';
    weight: number | null;
    income: number | null;
    line: number | null;
  }[];
}

export interface Reading {
  inside: readonly string[];
  register: boolean;
  /** The weight of a household in a period; null where it has none. */
  weightOf(period: History['periods'][number]): number | null;
  poor(income: number, line: number): boolean;
}

/** Sums by key: how many, Σw and Σw². */
export type Table = Map<string, [count: number, weight: number, squares: number]>;

/**
 * The same as the SQL and the figures made of it, in plain loops over one household after the other, and by another way
 * where there is one: hazards are counted period by period, not from the lengths of spells.
 */
export function readHistories(histories: readonly History[], reading: Reading) {
  const transitions: Table = new Map();
  const spells: Table = new Map();
  const risk: Table = new Map();
  const ended: Table = new Map();
  for (const history of histories) {
    const told = history.periods.map((period) => toldOf(period, reading));
    const side = history.periods.map(({ state }, at) =>
      told[at] === 'determined' ? reading.inside.includes(state) : null,
    );
    const weights = history.periods.map((period) => reading.weightOf(period) ?? 0);
    history.periods.forEach(({ state }, at) => {
      const next = history.periods[at + 1];
      if (!next) return;
      add(transitions, [at, state, told[at], next.state, told[at + 1]], weights[at] ?? 0);
    });
    for (const { start, length, begins, ends } of spellsOf(history, side, reading))
      add(spells, [side[start], start, length, begins, ends], weights[start] ?? 0);
    for (let at = 0; at + 1 < side.length; at++) {
      if (side[at] === null || side[at + 1] === null) continue;
      let start = at;
      while (start > 0 && side[start - 1] === side[at]) start--;
      const key = [
        side[at] ? 'exit' : 'entry',
        beginning(history, side, start, reading) === 'known',
        at - start + 1,
      ];
      add(risk, key, weights[start] ?? 0);
      if (side[at] !== side[at + 1]) add(ended, key, weights[start] ?? 0);
    }
  }
  return { transitions, spells, risk, ended };
}

function toldOf(period: History['periods'][number], { weightOf }: Reading): string {
  if (period.outcome === 'review' || period.outcome === 'unobserved') return period.outcome;
  return weightOf(period) === null ? 'no_weight' : 'determined';
}

type Side = (boolean | null)[];

function spellsOf(history: History, side: Side, reading: Reading) {
  const found: { start: number; length: number; begins: string; ends: string }[] = [];
  for (let start = 0; start < side.length; start++) {
    if (side[start] === null || (start > 0 && side[start - 1] === side[start])) continue;
    let end = start;
    while (end + 1 < side.length && side[end + 1] === side[start]) end++;
    const after =
      end + 1 === side.length ? 'last_period' : side[end + 1] === null ? 'not_known_after' : 'ended';
    found.push({
      start,
      length: end - start + 1,
      begins: beginning(history, side, start, reading),
      ends: after,
    });
  }
  return found;
}

function beginning({ periods }: History, side: Side, start: number, { register, inside }: Reading): string {
  if (start > 0) return side[start - 1] === null ? 'not_known_before' : 'known';
  const before = inside.includes(periods[0]?.before ?? '');
  return register && before !== side[0] ? 'known' : 'first_period';
}

function add(table: Table, key: readonly unknown[], weight: number): void {
  const [count, sum, squares] = table.get(key.join()) ?? [0, 0, 0];
  table.set(key.join(), [count + 1, sum + weight, squares + weight * weight]);
}

/** Chronic and transient poverty household by household: each one's own mean of the measure, and measure of its mean. */
export function readPoverty(histories: readonly History[], { weightOf, poor }: Reading) {
  const panel = histories.flatMap(({ periods }) => {
    const weight = periods[0] ? weightOf(periods[0]) : null;
    const known = periods.flatMap(({ income, line }) =>
      income === null || line === null ? [] : [{ income, line }],
    );
    return weight === null || known.length < periods.length ? [] : [{ weight, known }];
  });
  const weight = panel.reduce((sum, household) => sum + household.weight, 0);
  const measures = ([0, 1, 2] as const).map((alpha) => {
    const measure = (income: number, line: number): number =>
      poor(income, line) ? Math.max(0, (line - income) / line) ** alpha : 0;
    let [total, chronic] = [0, 0];
    for (const household of panel) {
      const { known } = household;
      const all = known.reduce((sum, { income, line }) => sum + measure(income, line), 0);
      // In units of the last line; with one line throughout this is the plain mean.
      const same = known.every(({ line }) => line === known[0]?.line);
      const line = same ? (known[0]?.line ?? 1) : 1;
      const ratio =
        known.reduce((sum, { income, line: own }) => sum + (same ? income : income / own), 0) / known.length;
      const onLine = Math.abs(ratio - line) < 1e-9;
      total += (household.weight * all) / known.length / weight;
      chronic += (household.weight * measure(onLine ? line : ratio, line)) / weight;
    }
    return { alpha, total, chronic };
  });
  return { households: panel.length, weight, measures };
}
