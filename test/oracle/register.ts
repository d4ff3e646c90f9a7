import type { History } from './evaluate.ts';
import type { World } from './world.ts';

interface Entry {
  period: number;
  state: string;
  since: number | undefined;
}

/** A household's states so far, as the register and the decisions made them. */
export class Spells {
  state: string;
  private readonly seen = new Set<string>();
  /** The period in which the current state was entered, if known. */
  private since: number | undefined;

  constructor(world: World, household: string) {
    const entries: Entry[] = world.resolved.register
      .filter((row) => row.household === household)
      .map((row) => ({
        period: world.period(row.period),
        state: String(row.state),
        since: row.since === null || row.since === undefined ? undefined : world.period(row.since),
      }))
      .sort((a, b) => a.period - b.period);
    const { initial } = world.pack;
    this.state = entries.at(-1)?.state ?? initial;
    this.since = enteredIn(entries);
    for (const entry of entries) this.seen.add(entry.state);
    if (startsInitial(world, entries)) this.seen.add(initial);
  }

  history(period: number): History {
    return { ever: this.seen, length: this.since === undefined ? undefined : period - this.since };
  }

  end(period: number, state: string, moved: boolean): void {
    if (moved && state !== this.state) this.since = period;
    this.state = state;
    this.seen.add(state);
  }
}

/** Known from `since`, or where one entry follows another without a gap and with another state. */
function enteredIn(entries: readonly Entry[]): number | undefined {
  let since: number | undefined;
  entries.forEach((entry, index) => {
    const before = entries[index - 1];
    if (entry.since !== undefined) since = entry.since;
    else if (before && before.state !== entry.state)
      since = before.period === entry.period - 1 ? entry.period : undefined;
  });
  return since;
}

/** Given periods before a household's first entry count as its initial state. */
function startsInitial(world: World, entries: readonly Entry[]): boolean {
  const first = entries[0];
  if (!first) return true;
  const given = world.resolved.register.map((row) => world.period(row.period));
  return Math.min(world.start, ...given) < first.period;
}
