import { periodLabel } from '../model/period.ts';
import { labelOf } from '../model/period-text.ts';
import type { Plan } from '../model/plan.ts';
import { ANSWER, OBJECTION, PROPOSAL_KINDS, type ProposalKind } from '../model/procedure.ts';
import { id, join, raw, type Sql, sql } from '../model/sql.ts';
import { LANGUAGES, type Language } from '../model/words.ts';
import { type ConfirmSettings, firstDay, movedIn, periodOfDay, procedureFor } from './confirm.ts';
import { sentence } from './sentence.ts';

/** What can keep a proposal from being a decision; `report/messages/procedure` has the words for each. */
export const DEFECTS = [
  'no-procedure',
  'step-missing',
  'consent-missing',
  'no-result',
  'refused',
  'consent-refused',
  'too-short',
  'too-few',
  'out-of-order',
  'too-early',
  'in-future',
  'same-period',
  'objection-open',
  'answered-late',
  'objection-upheld',
] as const;
export type Defect = (typeof DEFECTS)[number];

/**
 * Leaves `defects` (household, nth, defect, found, needed, date, other): one row for each thing that is missing or out
 * of order, with `nth` the step, 0 for the proposal as a whole, and `other` another step it stands against.
 */
export function defectsPlan(settings: ConfirmSettings): Plan {
  const { pack, period, today } = settings;
  const beginning = firstDay(period, pack.period);
  const late = [
    stepDefect('too-early', sql`passed AND first_day < ${beginning}::DATE`, { date: sql`first_day` }),
    stepDefect('in-future', sql`passed AND last_day > ${today}::DATE`, { date: sql`last_day` }),
  ];
  const all = [NO_PROCEDURE, ...STEP_DEFECTS, OUT_OF_ORDER, ...late, ...objections(period)];
  const columns = 'household, nth, defect, found, needed, date, other';
  return [
    {
      name: 'defects',
      sql: `CREATE TABLE defects (household VARCHAR, nth INTEGER, defect VARCHAR, found VARCHAR, needed VARCHAR,
        date VARCHAR, other INTEGER)`,
    },
    ...[...all, ...PROPOSAL_KINDS.flatMap((kind) => samePeriod(settings, kind))].map((query, index) => ({
      name: `defect ${index + 1}`,
      sql: sql`INSERT INTO defects SELECT ${raw(columns)} FROM (${query})`.text,
    })),
  ];
}

interface Details {
  found?: Sql;
  needed?: Sql;
  date?: Sql;
  other?: Sql;
}

function row(defect: Defect, nth: Sql, { found, needed, date, other }: Details): Sql {
  const text = (value: Sql | undefined): Sql => sql`CAST(${value ?? sql`NULL`} AS VARCHAR)`;
  return sql`household, ${nth} AS nth, ${defect} AS defect, ${text(found)} AS found, ${text(needed)} AS needed,
    ${text(date)} AS date, ${other ?? sql`NULL`} AS other`;
}

function stepDefect(defect: Defect, where: Sql, details: Details = {}): Sql {
  return sql`SELECT ${row(defect, sql`nth`, details)} FROM asked WHERE ${where}`;
}

const NO_PROCEDURE = sql`SELECT ${row('no-procedure', sql`0`, {})} FROM proposals
  WHERE list NOT IN (SELECT list FROM steps)`;

const NOTHING = sql`passed IS NULL`;
const REFUSED = sql`NOT passed AND refused IS NOT NULL`;
const STEP_DEFECTS = [
  stepDefect('step-missing', sql`${NOTHING} AND NOT consent`),
  stepDefect('consent-missing', sql`${NOTHING} AND consent`),
  stepDefect('no-result', sql`NOT passed AND refused IS NULL`, { date: sql`last_day` }),
  stepDefect('refused', sql`${REFUSED} AND NOT consent`, { date: sql`refused` }),
  stepDefect('consent-refused', sql`${REFUSED} AND consent`, { date: sql`refused` }),
  stepDefect('too-short', sql`passed AND days < days_needed`, { found: sql`days`, needed: sql`days_needed` }),
  stepDefect('too-few', sql`passed AND persons < persons_needed`, {
    found: sql`persons`,
    needed: sql`persons_needed`,
  }),
];

const BEFORE_DAY = sql`(DATE '0001-01-01' + (before // 1000)::INTEGER)`;
/** A step that began before one of those before it had ended; of several, the one that ended last is named. */
const OUT_OF_ORDER = sql`SELECT ${row('out-of-order', sql`nth`, {
  date: sql`first_day`,
  found: sql`${BEFORE_DAY}`,
  other: sql`(before % 1000)::INTEGER`,
})} FROM (SELECT *, max(at_day * 1000 + nth) OVER (PARTITION BY household ORDER BY nth
    ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS before
  FROM (SELECT *, last_day - DATE '0001-01-01' AS at_day FROM asked WHERE passed))
  WHERE first_day < ${BEFORE_DAY}`;

/**
 * Every objection needs an answer of its own on its day or later, and to one made before the final step was taken, before
 * that step. From any day on there must be as many answers as objections: then they can be matched one to one.
 */
function objections(period: number): Sql[] {
  const events = sql`SELECT p.household, r.day, (r.step = ${OBJECTION})::INTEGER AS objects,
      (r.step = ${ANSWER} AND r.result IS NOT DISTINCT FROM 'passed')::INTEGER AS answers
    FROM proposals p JOIN procedure r ON r.household = p.household AND r.period = ${period}
    WHERE r.step IN (${OBJECTION}, ${ANSWER})`;
  const lacking = (
    from: Sql,
  ): Sql => sql`SELECT household, max(lack) AS lack, max(day) FILTER (lack > 0) AS day FROM (
      SELECT household, day, sum(objects - answers) OVER (PARTITION BY household ORDER BY day DESC
        RANGE BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS lack FROM (${from})) GROUP BY household HAVING max(lack) > 0`;
  const inTime = sql`SELECT e.* FROM (${events}) e JOIN asked f ON f.household = e.household
    WHERE f.final AND f.passed AND e.day <= f.last_day`;
  const details = { found: sql`lack`, date: sql`day` };
  const upheld = sql`SELECT p.household, max(r.day) AS day FROM proposals p JOIN procedure r ON r.household = p.household
    WHERE r.period = ${period} AND r.step = ${ANSWER} AND r.result = 'failed' GROUP BY p.household`;
  return [
    sql`SELECT ${row('objection-open', sql`0`, details)} FROM (${lacking(events)})`,
    sql`SELECT ${row('answered-late', sql`0`, details)} FROM (${lacking(inTime)})
      WHERE household NOT IN (SELECT household FROM (${lacking(events)}))`,
    sql`SELECT ${row('objection-upheld', sql`0`, { date: sql`day` })} FROM (${upheld})`,
  ];
}

/**
 * Moves that were completed in the period, or before it, in which the household had a move of the kinds named. That
 * period is the one in which the other move's final step was taken; where no such row is on record, the one it was
 * decided for. The other move is the latest in the decisions; of a household without one, the latest earlier period
 * in which the record has a final step, since the states the run began from came about in this way.
 */
function samePeriod(settings: ConfirmSettings, kind: ProposalKind): Sql[] {
  const { pack, period, first } = settings;
  const apart = procedureFor(pack, kind)?.not_in_period_of;
  if (!apart) return [];
  const labels = Array.from({ length: period - first }, (_, index) => first + index);
  if (labels.length === 0) labels.push(first - 1);
  const at = labels.map((one) => sql`WHEN ${periodLabel(one, pack.period)} THEN ${one}`);
  const finals = sql`SELECT list, step FROM steps WHERE final AND list IN (${join(apart.map((one) => sql`${one}`))})`;
  const decided = sql`SELECT household, max(num) AS num FROM (SELECT household, CASE period ${join(at, ' ')} END AS num
      FROM ${movedIn(settings, apart)}) GROUP BY household HAVING max(num) IS NOT NULL`;
  const recorded = sql`SELECT household, max(period) AS num FROM procedure WHERE period < ${first}
    AND result = 'passed' AND step IN (SELECT step FROM (${finals})) GROUP BY household`;
  const other = sql`SELECT COALESCE(d.household, r.household) AS household, COALESCE(d.num, r.num) AS num
    FROM (${decided}) d FULL JOIN (${recorded}) r ON r.household = d.household`;
  const dated = sql`SELECT o.household, any_value(o.num) AS num, max(r.day) AS day FROM (${other}) o
    LEFT JOIN procedure r ON r.household = o.household AND r.period = o.num AND r.result = 'passed'
      AND r.step IN (SELECT step FROM (${finals})) GROUP BY o.household`;
  const since = sql`COALESCE(${periodOfDay(sql`m.day`, pack.period)}, m.num)`;
  return [
    sql`SELECT ${row('same-period', sql`nth`, { date: sql`last_day`, found: labelOf(sql`since`, pack.period) })}
      FROM (SELECT a.*, ${since} AS since FROM asked a JOIN (${dated}) m ON m.household = a.household
        WHERE a.list = ${kind} AND a.final AND a.passed
          AND ${periodOfDay(sql`a.last_day`, pack.period)} <= ${since})`,
  ];
}

/** The wording of a defect in one language, with blanks. */
export type DefectWords = (defect: Defect, language: Language) => string;

/** The defects with their reasons, as columns `defect`, `step`, `reason_en`, `reason_zh` for each household. */
export function reasonedDefects(words: DefectWords): Sql {
  const reasons = LANGUAGES.map((language) => {
    const arms = DEFECTS.map((defect) => {
      const values = {
        step: id('s', `step_${language}`),
        who: id('s', `who_${language}`),
        other: id('o', `step_${language}`),
        ...{ found: sql`d.found`, needed: sql`d.needed`, date: sql`d.date` },
      };
      return sql`WHEN ${defect} THEN ${sentence(words(defect, language), values)}`;
    });
    return sql`CASE d.defect ${join(arms, ' ')} END AS ${id(`reason_${language}`)}`;
  });
  return sql`SELECT p.*, d.nth, s.step, d.defect, ${reasons} FROM defects d JOIN proposals p USING (household)
    LEFT JOIN steps s ON s.list = p.list AND s.nth = d.nth LEFT JOIN steps o ON o.list = p.list AND o.nth = d.other`;
}
