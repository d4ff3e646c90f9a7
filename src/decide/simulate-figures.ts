import { periodLabel } from '../model/period.ts';
import type { BudgetReach, ErrorShare, Figures, Lacking } from '../model/simulation.ts';
import type { LoadedPack } from '../rules/load.ts';
import * as R from '../rules/rational.ts';
import { countedInterval } from '../stats/wilson.ts';
import { type CountedRow, type Counting, isKind, listedStates, MEASURES } from './simulate-counts.ts';

/** The figures of every period from rows of counts: all households together first, then by region. */
export function figuresOf(rows: readonly CountedRow[], counting: Counting): Figures[] {
  const { loaded, by } = counting;
  const tallies = new Map<string, Tally>();
  const tally = (period: number, level: string, region: string | null): Tally => {
    const key = JSON.stringify([period, level, region]);
    const known =
      tallies.get(key) ?? new Tally(counting, periodLabel(period, loaded.pack.period), level, region);
    tallies.set(key, known);
    return known;
  };
  for (const row of rows) {
    tally(row.period, 'all', null).add(row);
    if (by !== undefined) tally(row.period, by, row.region).add(row);
  }
  return [...tallies.values()].map((found) => found.figures());
}

type Counted =
  | 'households'
  | 'entries'
  | 'exits'
  | 'returns'
  | 'listed'
  | 'review'
  | 'into_list'
  | 'out_of_list';

/** Adds up rows of counts for one period and one region. */
class Tally {
  readonly #loaded: LoadedPack;
  readonly #measures: readonly string[];
  readonly #listed: ReadonlySet<number>;
  readonly #place: Pick<Figures, 'period' | 'level' | 'region'>;
  readonly #counts: Record<Counted, number> = {
    ...{
      households: 0,
      entries: 0,
      exits: 0,
      returns: 0,
      listed: 0,
      review: 0,
      into_list: 0,
      out_of_list: 0,
    },
  };
  readonly #poor = new Sum();
  readonly #listedPoor = new Sum();
  #listedUnknown = 0;
  readonly #benchmark = { poor: 0, missed: 0, listed: 0, wrongly: 0 };

  constructor({ loaded, measures }: Counting, period: string, level: string, region: string | null) {
    this.#loaded = loaded;
    this.#measures = measures;
    this.#listed = new Set(listedStates(loaded));
    this.#place = { period, level, region };
  }

  add(row: CountedRow): void {
    const { pack } = this.#loaded;
    const [isListed, wasListed] = [this.#listed.has(row.state), this.#listed.has(row.as_is)];
    const count = (name: Counted, isCounted: boolean): void => {
      if (isCounted) this.#counts[name] += row.households;
    };
    count('households', true);
    count('entries', isKind(this.#loaded, row.fired, 'entry'));
    count('exits', isKind(this.#loaded, row.fired, 'exit'));
    count('returns', isKind(this.#loaded, row.fired, 'return'));
    count('listed', isListed);
    const isUnseen = row.fired === null && pack.states[row.state]?.id !== pack.initial;
    count('review', isUnseen || (row.fired ?? 0) < 0);
    count('into_list', isListed && !wasListed);
    count('out_of_list', !isListed && wasListed);
    if (row.poor) this.#poor.add(row);
    if (row.poor && isListed) this.#listedPoor.add(row);
    if (isListed && row.poor === null) this.#listedUnknown += row.households;
    if (isListed && row.poor) this.#listedUnknown += row.households - row.known;
    this.#compare(row, isListed);
  }

  #compare({ benchmark, households }: CountedRow, isListed: boolean): void {
    if (benchmark === null) return;
    const counts = this.#benchmark;
    if (benchmark) counts.poor += households;
    if (benchmark && !isListed) counts.missed += households;
    if (isListed) counts.listed += households;
    if (isListed && !benchmark) counts.wrongly += households;
  }

  figures(): Figures {
    const has = (name: string): boolean => this.#measures.includes(name);
    const { poor, missed, listed, wrongly } = this.#benchmark;
    const hasPersons = has(MEASURES.persons);
    return {
      ...this.#place,
      ...this.#counts,
      ...(has(MEASURES.poor)
        ? {
            poor: this.#poor.lacking(hasPersons),
            listed_poor: this.#listedPoor.lacking(hasPersons),
            listed_unknown: this.#listedUnknown,
          }
        : {}),
      ...(has(MEASURES.benchmark)
        ? { exclusion: errorShare(missed, poor), inclusion: errorShare(wrongly, listed) }
        : {}),
    };
  }
}

/** Households with the exact sums of what they lack and of their persons. */
class Sum {
  #households = 0;
  #persons = R.rational(0n);
  #shortfall = R.rational(0n);

  add({ households, persons, shortfall }: CountedRow): void {
    this.#households += households;
    if (persons !== null) this.#persons = R.add(this.#persons, R.fromDecimal(persons));
    if (shortfall !== null) this.#shortfall = R.add(this.#shortfall, R.fromDecimal(shortfall));
  }

  lacking(hasPersons: boolean): Lacking {
    return {
      households: this.#households,
      persons: hasPersons ? R.toDecimal(this.#persons) : null,
      gap: R.toDecimal(this.#shortfall),
    };
  }
}

/** A share with its interval; nothing over nothing has neither. */
export function errorShare(count: number, of: number): ErrorShare {
  if (of === 0) return { count, of, share: null, low: null, high: null };
  return { count, of, share: count / of, ...countedInterval(count, of) };
}

/** What a budget does for the listed poor of a period. */
export function budgetReach(
  figures: readonly Figures[],
  { loaded, measures, period }: Counting & { period: number },
  budget: string,
  lifted: { households: number; persons: string },
): BudgetReach {
  const label = periodLabel(period, loaded.pack.period);
  const all = figures.find((found) => found.period === label && found.level === 'all');
  const needed = R.fromDecimal(all?.listed_poor?.gap ?? '0');
  const money = R.fromDecimal(budget);
  const fits = R.compare(needed, money) <= 0;
  return {
    fits,
    covered: fits ? 1 : Number(R.toDecimal(R.round(R.divide(money, needed), 6))),
    households: lifted.households,
    persons: measures.includes(MEASURES.persons) ? R.toDecimal(R.fromDecimal(lifted.persons)) : null,
  };
}
