import type { Pack, TransitionKind } from '../model/pack.ts';
import { type PeriodKind, periodLabel } from '../model/period.ts';
import type { Plan } from '../model/plan.ts';
import { ANSWER, OBJECTION, PROPOSAL_KINDS, type Procedure, type ProposalKind } from '../model/procedure.ts';
import { id, join, raw, type Sql, sql } from '../model/sql.ts';
import { inLanguage } from '../model/words.ts';

/**
 * Which proposals of a period became decisions, as SQL over the decisions of a run and the table `procedure` of steps
 * taken (intake/read-procedure). How a step is judged:
 *
 *  - Rows add up, none replaces another; but a day on which the step failed closes what was done until then. Only the
 *    rows after the last such day, its round, count. A step has passed if a row of its round says so.
 *  - A step's persons are the different names in its round.
 *  - A stretch of days begins with a row without a result and ends with the next day that has one. Its length is the
 *    difference of the two dates, so the first day is not counted. A step lasted as long as its longest stretch.
 *  - A step may begin on the day on which all steps before it have ended, or later.
 */
export interface ConfirmSettings {
  pack: Pack;
  /** The decisions of the run, as a table. */
  decisions: Sql;
  /** The register the run began from (household, period, state, since), as a table. */
  register: Sql | undefined;
  /** First decided period. */
  first: number;
  /** The period whose proposals are confirmed. */
  period: number;
  /** The last day, as 2013-03-08, on which something can have happened. */
  today: string;
}

/** The procedure by which proposals of a kind become decisions. */
export function procedureFor({ procedure = [] }: Pack, kind: ProposalKind): Procedure | undefined {
  return procedure.find(({ for: kinds }) => kinds.includes(kind));
}

/**
 * Leaves `proposals` (household, regions, code, list, states), `steps` (what is to be done, by list), `done` (what was),
 * and `asked` (each step of each proposal, with what was done; NULL where nothing was).
 */
export function stepsPlan(settings: ConfirmSettings): Plan {
  return [
    { name: 'proposals', sql: `CREATE TABLE proposals AS ${proposals(settings)}` },
    { name: 'steps', sql: stepsTable(settings.pack) },
    { name: 'taken', sql: `CREATE TABLE taken AS ${taken(settings)}` },
    { name: 'done', sql: `CREATE TABLE done AS ${DONE}` },
    {
      name: 'asked',
      sql: `CREATE TABLE asked AS SELECT p.household, s.*, d.* EXCLUDE (household, nth)
        FROM proposals p JOIN steps s USING (list) LEFT JOIN done d ON d.household = p.household AND d.nth = s.nth`,
    },
  ];
}

/** The codes of a kind of transition, as a list for IN; '' is none. */
export function codesOf({ transitions }: Pack, kinds: readonly TransitionKind[]): Sql {
  const codes = transitions.filter(({ kind }) => kinds.includes(kind)).map(({ code }) => sql`${code}`);
  return codes.length === 0 ? sql`''` : join(codes);
}

/** The decisions of a period in which a transition of some kinds fired. */
export function movedIn({ pack, decisions }: ConfirmSettings, kinds: readonly TransitionKind[]): Sql {
  return sql`(SELECT * FROM ${decisions} WHERE outcome = 'moved' AND code IN (${codesOf(pack, kinds)}))`;
}

function proposals(settings: ConfirmSettings): Sql {
  const { pack, period } = settings;
  const regions = (pack.regions ?? []).map((name) => id(name));
  const lists = PROPOSAL_KINDS.map((kind) => sql`WHEN code IN (${codesOf(pack, [kind])}) THEN ${kind}`);
  return sql`SELECT ${[sql`household`, ...regions]}, CASE ${join(lists, ' ')} END AS list, code::VARCHAR AS code,
      state_before::VARCHAR AS state_before, state::VARCHAR AS state
    FROM ${movedIn(settings, PROPOSAL_KINDS)} WHERE period = ${periodLabel(period, pack.period)}`;
}

function stepsTable(pack: Pack): string {
  const rows = PROPOSAL_KINDS.flatMap((list) => {
    const steps = procedureFor(pack, list)?.steps ?? [];
    return steps.map(({ id: step, label, who, days, persons, consent }, index) => {
      const words = [label, who].flatMap((text) => [inLanguage(text, 'en'), inLanguage(text, 'zh')]);
      const cells = [list, index + 1, step, Number(days ?? 0), Number(persons ?? 0), consent ?? false];
      return sql`(${join([...cells, index + 1 === steps.length, ...words].map((cell) => sql`${cell}`))})`;
    });
  });
  const create = `CREATE TABLE steps (list VARCHAR, nth INTEGER, step VARCHAR, days_needed INTEGER,
    persons_needed INTEGER, consent BOOLEAN, final BOOLEAN, step_en VARCHAR, step_zh VARCHAR, who_en VARCHAR,
    who_zh VARCHAR)`;
  return rows.length === 0 ? create : sql`${raw(create)}; INSERT INTO steps VALUES ${join(rows)}`.text;
}

/** Rows of steps that belong to a proposal of the period, each with the last day on which the step failed. */
function taken({ period }: ConfirmSettings): Sql {
  return sql`SELECT p.household, s.nth, r.day, r.result, r."by",
      max(CASE WHEN r.result = 'failed' THEN r.day END) OVER (PARTITION BY p.household, s.nth) AS refused
    FROM proposals p JOIN steps s USING (list)
    JOIN procedure r ON r.household = p.household AND r.step = s.step AND r.period = ${period}`;
}

const ROUND = `(SELECT * FROM taken WHERE refused IS NULL OR day > refused)`;
/** Names are separated by commas, semicolons and their like; blanks stand inside of names. */
const NAMES = `unnest(string_split_regex("by", '[、，,;；/|\n]'))`;

const DONE = `WITH days AS (
    SELECT household, nth, day, bool_or(result IS NOT NULL) AS closes FROM ${ROUND} GROUP BY ALL),
  stretches AS (SELECT *, COALESCE(sum(closes::INTEGER) OVER (PARTITION BY household, nth ORDER BY day
    ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0) AS stretch FROM days),
  lengths AS (SELECT household, nth, CASE WHEN bool_or(closes) THEN max(day) - min(day) END AS length
    FROM stretches GROUP BY household, nth, stretch),
  lasted AS (SELECT household, nth, max(length) AS days FROM lengths GROUP BY ALL),
  people AS (SELECT household, nth, count(DISTINCT name) AS persons FROM (
      SELECT household, nth, nullif(regexp_replace(name, '^[\\s\\p{Z}]+|[\\s\\p{Z}]+$', '', 'g'), '') AS name
      FROM (SELECT household, nth, ${NAMES} AS name FROM ${ROUND})) GROUP BY ALL),
  rounds AS (SELECT household, nth, min(day) AS first_day, max(day) AS last_day,
      bool_or(result IS NOT DISTINCT FROM 'passed') AS passed FROM ${ROUND} GROUP BY ALL),
  refusals AS (SELECT household, nth, any_value(refused) AS refused FROM taken GROUP BY ALL)
  SELECT household, nth, refused, first_day, last_day, COALESCE(passed, false) AS passed, days,
    COALESCE(persons, 0) AS persons
  FROM refusals LEFT JOIN rounds USING (household, nth) LEFT JOIN lasted USING (household, nth)
    LEFT JOIN people USING (household, nth)`;

/**
 * Rows of the period that belong to no proposal: of a household that no list of the period proposes, or a step that is
 * not in the procedure of its list.
 */
export function unmatchedQuery({ pack, period, decisions }: ConfirmSettings): string {
  const label = periodLabel(period, pack.period);
  return sql`SELECT r.record, r.household, ${label} AS period, r.step, r.day, p.list,
      CASE WHEN p.household IS NOT NULL THEN 'step-not-in-procedure'
        WHEN d.household IS NULL THEN 'household-unknown' ELSE 'not-proposed' END AS defect
    FROM procedure r LEFT JOIN proposals p ON p.household = r.household
      LEFT JOIN steps s ON s.list = p.list AND s.step = r.step
      LEFT JOIN (SELECT DISTINCT household FROM ${decisions}) d ON d.household = r.household
    WHERE r.period = ${period} AND NOT (p.household IS NOT NULL AND (s.step IS NOT NULL
      OR r.step IN (${OBJECTION}, ${ANSWER}))) ORDER BY r.record`.text;
}

/** The period in which a day lies, as an integer. */
export function periodOfDay(day: Sql, kind: PeriodKind): Sql {
  if (kind === 'year') return sql`year(${day})`;
  if (kind === 'quarter') return sql`(year(${day}) * 4 + quarter(${day}) - 1)`;
  return sql`(year(${day}) * 12 + month(${day}) - 1)`;
}

/** The first day of a period. */
export function firstDay(period: number, kind: PeriodKind): string {
  const perYear = { year: 1, quarter: 4, month: 12 }[kind];
  const month = (period % perYear) * (12 / perYear) + 1;
  return `${String(Math.floor(period / perYear)).padStart(4, '0')}-${String(month).padStart(2, '0')}-01`;
}
