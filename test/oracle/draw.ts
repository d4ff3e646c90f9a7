import type { Random } from 'fast-check';

/** Random choices for the generators, all from one source so that a seed repeats them. */
export class Draw {
  private readonly random: Random;

  constructor(random: Random) {
    this.random = random;
  }

  int(min: number, max: number): number {
    return this.random.nextInt(min, max);
  }

  chance(percent: number): boolean {
    return this.random.nextInt(1, 100) <= percent;
  }

  pick<T>(list: readonly T[]): T {
    const chosen = list[this.random.nextInt(0, list.length - 1)];
    if (chosen === undefined) throw new Error('nothing to pick from');
    return chosen;
  }

  some<T>(list: readonly T[], percent: number): T[] {
    return list.filter(() => this.chance(percent));
  }

  shuffled<T>(list: readonly T[]): T[] {
    const out = [...list];
    for (let i = out.length - 1; i > 0; i--) {
      const j = this.int(0, i);
      [out[i], out[j]] = [out[j] as T, out[i] as T];
    }
    return out;
  }
}
