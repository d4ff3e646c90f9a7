import { periodLabel } from '../model/period.ts';
import { text } from '../model/sql.ts';
import type { Backtest, BacktestCounts } from '../model/watch.ts';
import type { LoadedPack } from '../rules/load.ts';
import { countedInterval } from '../stats/wilson.ts';

/**
 * For each period but the last, how the watch at its end compares with what happened in the next: one row of
 * `BacktestCounts` with `t`, the period. Reads the tables of `watchPlan`.
 *
 * Who may return is a household that has left the list (its state is one that an exit leads to, and it did not merely
 * begin in it), or is in a state from which a transition of kind `return` leads. It returns when such a transition
 * fires, or one of kind `entry`.
 */
export function backtestCounts({ pack }: LoadedPack): string {
  const of = (kind: string) => pack.transitions.filter((rule) => rule.kind === kind);
  const list = (names: readonly string[]): string =>
    names.length === 0 ? "('')" : `(${[...new Set(names)].map((name) => text(name).text).join(', ')})`;
  const exits = list(of('exit').map(({ code }) => code));
  const left = list(of('exit').map(({ to }) => to));
  const comeFrom = list(of('return').flatMap(({ from }) => from));
  const back = list([...of('return'), ...of('entry')].map(({ code }) => code));
  const initial = text(pack.initial).text;
  const history = `SELECT *,
      COALESCE(bool_or(outcome = 'moved' AND code IN ${exits}) OVER w, FALSE) AS has_left,
      lead(outcome) OVER n AS next_outcome, lead(code) OVER n AS next_code
    FROM moments WINDOW n AS (PARTITION BY household ORDER BY t),
      w AS (PARTITION BY household ORDER BY t ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW)`;
  const risk = `SELECT h.household, h.t, w.level IS NOT NULL AS flagged,
      w.household IS NOT NULL AND w.level IS NULL AS undetermined,
      next_outcome = 'moved' AND next_code IN ${back} AS returned, next_outcome IN ('review', 'unobserved') AS untold
    FROM (${history}) AS h LEFT JOIN watched AS w ON w.household = h.household AND w.t = h.t
    WHERE next_outcome IS NOT NULL
      AND (state IN ${comeFrom} OR (state IN ${left} AND (has_left OR state <> ${initial})))`;
  const count = (condition: string, name: string): string =>
    `CAST(sum(CASE WHEN ${condition} THEN 1 ELSE 0 END) AS BIGINT) AS ${name}`;
  const counts = [
    'count(*) AS at_risk',
    count('returned', 'returned'),
    count('returned AND flagged', 'returned_watched'),
    count('returned AND undetermined', 'returned_undetermined'),
    count('flagged', 'watched'),
    count('flagged AND NOT returned AND NOT untold', 'watched_stayed'),
    count('flagged AND untold', 'watched_untold'),
  ];
  return `SELECT t, ${counts.join(', ')} FROM (${risk}) AS r GROUP BY t ORDER BY t`;
}

const NOBODY: BacktestCounts = {
  ...{ at_risk: 0, returned: 0, returned_watched: 0, returned_undetermined: 0 },
  ...{ watched: 0, watched_stayed: 0, watched_untold: 0 },
};

/** The rows of `backtestCounts` with their shares, for every period but the last, and all periods together. */
export function backtest(
  { pack }: LoadedPack,
  { first, last }: { first: number; last: number },
  rows: readonly ({ t: number } & BacktestCounts)[],
): Backtest {
  const label = (t: number): string => periodLabel(t, pack.period);
  const total = { ...NOBODY };
  for (const row of rows) {
    for (const key of Object.keys(total) as (keyof BacktestCounts)[]) total[key] += row[key];
  }
  return {
    periods: Array.from({ length: last - first }, (_, index) => {
      const { t, ...counts } = rows.find((row) => row.t === first + index) ?? { t: first + index, ...NOBODY };
      return { period: label(t), next: label(t + 1), ...shares(counts) };
    }),
    total: shares(total),
  };
}

function shares(counts: BacktestCounts): Backtest['total'] {
  const { returned, returned_watched, watched_stayed } = counts;
  return {
    ...counts,
    sensitivity: share(returned_watched, returned),
    precision: share(returned_watched, returned_watched + watched_stayed),
  };
}

/** A share with its 95 % interval; none where nothing is counted. */
function share(found: number, of: number): Backtest['total']['precision'] {
  if (of === 0) return null;
  return { found, of, share: found / of, ...countedInterval(found, of) };
}
