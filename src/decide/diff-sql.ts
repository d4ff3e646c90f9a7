import { id, join, type Sql, sql } from '../model/sql.ts';

/** What may make the difference between two runs. */
export const FACTORS = ['data', 'register', 'parameters', 'rules'] as const;
export type Factor = (typeof FACTORS)[number];

/** What a changed household is put down to: one factor, several that only together explain it, or nothing was tried. */
const CAUSES = [...FACTORS, 'shared', 'untried'];
/** The place of a `cause` in that order. */
export const BY_CAUSE = sql`list_position([${CAUSES.map((cause) => sql`${cause}`)}], cause)`;

/**
 * A table of the answers in a world, with `household` and `answer`; undefined if the world could not be decided.
 * Beside the two runs there is one world for each factor that differs: the first run with that factor of the second
 * (`taken`), and the second run with that factor of the first (`left`).
 */
export interface Worlds {
  a: Sql;
  b: Sql;
  factors: readonly { factor: Factor; taken: Sql | undefined; left: Sql | undefined }[];
}

/** The decisions of a period as answers: state, outcome and code in one text. */
export function answersQuery(decisions: Sql, period: string): Sql {
  return sql`SELECT household, concat_ws(' ', state, outcome, code) AS answer FROM ${decisions} AS d
    WHERE period::VARCHAR = ${period}`;
}

/**
 * The households that two runs decide otherwise, with `cause` and the `factors` that have a part in it. A factor is
 * the cause if it alone turns the first answer into the second and its return alone turns the second into the first,
 * and no other does. Anything else is shared: what the factors do depends on the order in which they are changed.
 */
export function causesQuery({ a, b, factors }: Worlds): Sql {
  const [only] = factors;
  const verdicts =
    factors.length === 1 && only
      ? { cause: sql`${only.factor}`, parts: sql`${only.factor}` }
      : weighed(factors);
  const joins = factors.flatMap(({ taken, left }, n) => [
    ...(taken ? [sql`LEFT JOIN ${taken} AS ${id(`t${n}`)} ON ${id(`t${n}`)}.household = c.household`] : []),
    ...(left ? [sql`LEFT JOIN ${left} AS ${id(`l${n}`)} ON ${id(`l${n}`)}.household = c.household`] : []),
  ]);
  return sql`WITH changed AS (
      SELECT coalesce(a.household, b.household) AS household, a.answer AS a, b.answer AS b
      FROM ${a} AS a FULL JOIN ${b} AS b ON b.household = a.household WHERE a.answer IS DISTINCT FROM b.answer)
    SELECT c.household, ${verdicts.cause} AS cause, ${verdicts.parts} AS factors
    FROM changed AS c ${join(joins, ' ')} ORDER BY c.household`;
}

function weighed(factors: Worlds['factors']): { cause: Sql; parts: Sql } {
  const tests = factors.map(({ factor, taken, left }, n) => {
    const [t, l] = [id(`t${n}`, 'answer'), id(`l${n}`, 'answer')];
    const turns =
      taken && left ? sql`(${t} IS NOT DISTINCT FROM c.b AND ${l} IS NOT DISTINCT FROM c.a)` : sql`false`;
    const moves = [
      ...(taken ? [sql`${t} IS DISTINCT FROM c.a`] : []),
      ...(left ? [sql`${l} IS DISTINCT FROM c.b`] : []),
    ];
    // A factor whose worlds could not be decided may have a part in everything.
    const part = taken && left ? join(moves, ' OR ') : sql`true`;
    return { factor, turns, part };
  });
  const count = join(
    tests.map(({ turns }) => sql`${turns}::INTEGER`),
    ' + ',
  );
  const tried = factors.some(({ taken, left }) => taken || left);
  const arms = tests.map(({ factor, turns }) => sql`WHEN ${turns} THEN ${factor}`);
  const parts = tests.map(({ factor, part }) => sql`CASE WHEN ${part} THEN ${factor} END`);
  return {
    cause: tried
      ? sql`CASE WHEN ${count} = 1 THEN CASE ${join(arms, ' ')} END ELSE 'shared' END`
      : sql`'untried'`,
    parts: parts.length > 0 ? sql`concat_ws(';', ${parts})` : sql`''`,
  };
}

/**
 * The changed households with their decisions in both runs.
 * @param causes a table as causesQuery gives it
 * @param regions the region columns of each run
 */
export function changesQuery(
  causes: Sql,
  a: Sql,
  b: Sql,
  period: string,
  regions: { a: string[]; b: string[] },
): Sql {
  const names = [...new Set([...regions.b, ...regions.a])];
  const region = names.map((name) => {
    const from = [
      ...(regions.b.includes(name) ? [id('b', name)] : []),
      ...(regions.a.includes(name) ? [id('a', name)] : []),
    ];
    return sql`coalesce(${from}, NULL) AS ${id(name)}`;
  });
  const sides = (['a', 'b'] as const).flatMap((side) =>
    ['state', 'outcome', 'code'].map((name) => sql`${id(side, name)}::VARCHAR AS ${id(`${name}_${side}`)}`),
  );
  const of = (decisions: Sql): Sql =>
    sql`(SELECT * FROM ${decisions} AS d WHERE d.period::VARCHAR = ${period})`;
  return sql`SELECT c.household, ${period} AS period, ${[...region, ...sides]}, c.cause, c.factors
    FROM ${causes} AS c LEFT JOIN ${of(a)} AS a ON a.household = c.household
    LEFT JOIN ${of(b)} AS b ON b.household = c.household ORDER BY c.household`;
}
