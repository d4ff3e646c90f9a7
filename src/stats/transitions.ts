import type { TransitionCount } from '../model/dynamics.ts';

/** The households that were in one state in the earlier period, by where they are in the later one. */
export interface TransitionRow {
  from: string;
  /** By state in the later period, among those known in both. Shares are null where these have no weight. */
  to: readonly { state: string; count: number; weight: number; rate: number | null }[];
  /** What the rates divide by: households in `from` in the earlier period and known in the later. */
  base: { count: number; weight: number };
  /** In `from` in the earlier period, and not known in the later. */
  unknown: number;
}

/** Everyone in two consecutive periods. */
export interface TransitionMatrix {
  /** Number of the earlier period, from 0. */
  at: number;
  rows: readonly TransitionRow[];
  /** Not known of in the earlier period; of these, known in the later. */
  unknownBefore: { count: number; knownAfter: number };
  /** Σ base + Σ unknown + unknownBefore: every household. */
  households: number;
}

/**
 * Transition matrices from counts, one for each pair of consecutive periods. A rate is the weight of the households
 * that went from a state to another, divided by the weight of those that were in the first and known in both
 * periods, so a row's rates sum to 1. Weights are those of the earlier period.
 * @param counts of one domain, or of several to be taken together
 * @param states in the order of rows and columns
 */
export function transitionMatrices(
  counts: readonly TransitionCount[],
  states: readonly string[],
): TransitionMatrix[] {
  const pairs = [...new Set(counts.map(({ at }) => at))].sort((a, b) => a - b);
  return pairs.map((at) => {
    const pair = counts.filter((count) => count.at === at);
    const known = pair.filter(({ from_status }) => from_status === 'determined');
    const before = pair.filter(({ from_status }) => from_status !== 'determined');
    return {
      at,
      rows: states.map((from) =>
        matrixRow(
          from,
          known.filter((count) => count.from === from),
          states,
        ),
      ),
      unknownBefore: {
        count: sum(before, 'count'),
        knownAfter: sum(
          before.filter(({ to_status }) => to_status === 'determined'),
          'count',
        ),
      },
      households: sum(pair, 'count'),
    };
  });
}

function matrixRow(
  from: string,
  counts: readonly TransitionCount[],
  states: readonly string[],
): TransitionRow {
  const both = counts.filter(({ to_status }) => to_status === 'determined');
  const base = { count: sum(both, 'count'), weight: sum(both, 'weight') };
  const to = states.map((state) => {
    const moved = both.filter((count) => count.to === state);
    const weight = sum(moved, 'weight');
    return { state, count: sum(moved, 'count'), weight, rate: base.weight > 0 ? weight / base.weight : null };
  });
  return { from, to, base, unknown: sum(counts, 'count') - base.count };
}

function sum(counts: readonly TransitionCount[], what: 'count' | 'weight'): number {
  return counts.reduce((total, count) => total + count[what], 0);
}
