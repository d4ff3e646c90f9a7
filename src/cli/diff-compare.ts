import { basename, join, resolve } from 'node:path';
import {
  answersQuery,
  BY_CAUSE,
  causesQuery,
  changesQuery,
  type Factor,
  type Worlds,
} from '../decide/diff-sql.ts';
import type { Engine, Row } from '../engine/duckdb.ts';
import { columnsOf, writeCsv } from '../engine/export.ts';
import { id, raw, type Sql, sql } from '../model/sql.ts';
import type { DiffAnswer, DiffSummary } from '../report/diff.ts';
import type { Side, Sides } from './diff-sides.ts';

const CAUSES = raw('diff_causes');
const CHANGES = raw('diff_changes');
export const FILE = 'diff.csv';

/** Finds the households that are decided otherwise, and counts them by cause. */
export async function compare(
  engine: Engine,
  sides: Sides,
  factors: readonly Factor[],
  worlds: Worlds['factors'],
  period: string,
): Promise<DiffSummary> {
  const { a, b } = sides;
  const answers = (decisions: Sql): Sql => sql`(${answersQuery(decisions, period)})`;
  const query = causesQuery({
    a: answers(a.run.decisions),
    b: answers(b.run.decisions),
    factors: worlds.map(({ factor, taken, left }) => ({
      factor,
      taken: taken && answers(taken),
      left: left && answers(left),
    })),
  });
  await engine.run(sql`CREATE TABLE ${CAUSES} AS ${query}`);
  const regions = { a: a.run.loaded.pack.regions ?? [], b: b.run.loaded.pack.regions ?? [] };
  await engine.run(
    sql`CREATE TABLE ${CHANGES} AS ${changesQuery(CAUSES, a.run.decisions, b.run.decisions, period, regions)}`,
  );
  const [outermost] = [...regions.b, ...regions.a];
  const { households } = await engine.one<{ households: number }>(sql`SELECT count(*) AS households
    FROM (SELECT household FROM ${answers(a.run.decisions)} UNION SELECT household FROM ${answers(b.run.decisions)})`);
  return {
    format: 'shuangdao-diff/1',
    ...{ period, a: nameOf(a), b: nameOf(b), households, factors: [...factors] },
    ...(await counts(engine, outermost)),
    labels: labelsOf(sides),
    undecided: worlds.length > 1 ? undecided(a, b, worlds) : [],
  };
}

async function counts(
  engine: Engine,
  region: string | undefined,
): Promise<Pick<DiffSummary, 'changed' | 'causes' | 'regions' | 'moves'>> {
  const causes = await engine.rows<DiffSummary['causes'][number]>(
    sql`SELECT cause, count(*) AS households FROM ${CHANGES} GROUP BY cause ORDER BY ${BY_CAUSE}`,
  );
  const regions =
    region === undefined
      ? []
      : await engine.rows<DiffSummary['regions'][number]>(
          sql`SELECT ${id(region)} AS region, cause, count(*) AS households FROM ${CHANGES}
            GROUP BY 1, 2 ORDER BY region NULLS LAST, ${BY_CAUSE}`,
        );
  const moves = await engine.rows(
    sql`SELECT state_a, outcome_a, code_a, state_b, outcome_b, code_b, cause, count(*) AS households FROM ${CHANGES}
      GROUP BY 1, 2, 3, 4, 5, 6, 7 ORDER BY households DESC, state_a, outcome_a, code_a, state_b, outcome_b, code_b, ${BY_CAUSE}`,
  );
  return {
    changed: causes.reduce((sum, row) => sum + row.households, 0),
    ...{ causes, regions },
    moves: moves.map((row) => ({
      cause: String(row.cause),
      from: answerOf(row, 'a'),
      to: answerOf(row, 'b'),
      households: Number(row.households),
    })),
  };
}

function answerOf(row: Row, side: 'a' | 'b'): DiffAnswer {
  const [state, outcome, code] = ['state', 'outcome', 'code'].map((name) => row[`${name}_${side}`]);
  if (state === null || state === undefined) return null;
  return { state: String(state), outcome: String(outcome), code: code ? String(code) : null };
}

function labelsOf({ a, b }: Sides): DiffSummary['labels'] {
  const states = [a, b].flatMap(({ run }) => run.loaded.pack.states);
  return Object.fromEntries(
    states.flatMap(({ id: name, label }) => (label === undefined ? [] : [[name, label]])),
  );
}

const nameOf = ({ path }: Side): string => basename(resolve(path));

function undecided(a: Side, b: Side, worlds: Worlds['factors']): DiffSummary['undecided'] {
  if (worlds.every(({ taken, left }) => !taken && !left)) return [];
  const [one, two] = [nameOf(a), nameOf(b)];
  return worlds.flatMap(({ factor, taken, left }) => [
    ...(taken ? [] : [{ run: one, factor, other: two }]),
    ...(left ? [] : [{ run: two, factor, other: one }]),
  ]);
}

/** Writes what `compare` found, a row for each household. */
export async function writeChanges(engine: Engine, folder: string): Promise<void> {
  const query = String(sql`SELECT * FROM ${CHANGES} ORDER BY household`);
  await writeCsv(engine, query, await columnsOf(engine, query), join(folder, FILE));
}
