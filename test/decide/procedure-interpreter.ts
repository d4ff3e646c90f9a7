import type { Defect } from '../../src/decide/confirm-defects.ts';
import type { Pack } from '../../src/model/pack.ts';
import type { ProposalKind } from '../../src/model/procedure.ts';

/** A row of the record of steps; dates are days of 2010 and later as `2010-03-08`. */
export interface Row {
  period: number;
  step: string;
  date: string;
  by?: string | undefined;
  result?: 'passed' | 'failed' | undefined;
}

export interface Case {
  list: ProposalKind;
  /** The period in which the decisions have an earlier entry, if they have one. */
  entered?: number | undefined;
  rows: readonly Row[];
}

export interface Found {
  nth: number;
  defect: Defect;
  found?: string;
  needed?: string;
  date?: string;
  other?: number;
}

export interface World {
  pack: Pack;
  period: number;
  first: number;
  today: string;
}

const dayNumber = (date: string): number => Date.parse(`${date}T00:00:00Z`) / 86_400_000;
const latest = (dates: readonly string[]): string | undefined => [...dates].sort().at(-1);
const earliest = (dates: readonly string[]): string | undefined => [...dates].sort()[0];

/** What docs/procedure.md says, household by household and step by step, without a line of SQL. */
export function judge({ list, entered, rows }: Case, { pack, period, first, today }: World): Found[] {
  const procedure = pack.procedure?.find((candidate) => candidate.for.includes(list));
  const own = rows.filter((row) => row.period === period);
  const found: Found[] = procedure ? [] : [{ nth: 0, defect: 'no-procedure' }];
  const passed: { nth: number; begins: string; ends: string }[] = [];
  procedure?.steps.forEach(({ id, days, persons, consent }, index) => {
    const nth = index + 1;
    const all = own.filter(({ step }) => step === id);
    const refused = latest(all.filter(({ result }) => result === 'failed').map(({ date }) => date));
    const round = all.filter(({ date }) => refused === undefined || date > refused);
    if (all.length === 0) found.push({ nth, defect: consent ? 'consent-missing' : 'step-missing' });
    else if (!round.some(({ result }) => result === 'passed')) {
      const date = refused ?? (latest(round.map((row) => row.date)) as string);
      const against = consent ? 'consent-refused' : 'refused';
      found.push({ nth, defect: refused === undefined ? 'no-result' : against, date });
    } else {
      const dates = round.map((row) => row.date);
      passed.push({ nth, begins: earliest(dates) as string, ends: latest(dates) as string });
      const lasted = longestStretch(round);
      if (days !== undefined && lasted < Number(days))
        found.push({ nth, defect: 'too-short', found: String(lasted), needed: days });
      const people = new Set(round.flatMap(({ by = '' }) => by.split('、').filter((name) => name !== '')));
      if (persons !== undefined && people.size < Number(persons))
        found.push({ nth, defect: 'too-few', found: String(people.size), needed: persons });
    }
  });
  for (const { nth, begins, ends } of passed) {
    const before = passed.filter((step) => step.nth < nth);
    const last = latest(before.map((step) => step.ends));
    if (last !== undefined && begins < last) {
      const other = Math.max(...before.filter((step) => step.ends === last).map((step) => step.nth));
      found.push({ nth, defect: 'out-of-order', date: begins, found: last, other });
    }
    if (begins < `${period}-01-01`) found.push({ nth, defect: 'too-early', date: begins });
    if (ends > today) found.push({ nth, defect: 'in-future', date: ends });
  }
  const final = passed.find(({ nth }) => nth === procedure?.steps.length);
  if (procedure?.not_in_period_of && final) found.push(...samePeriod(final, rows, entered, { pack, first }));
  return [...found, ...objections(own, final?.ends)];
}

/** Walks over the days: a stretch opens with the first row and closes on the next day that has a result. */
function longestStretch(round: readonly Row[]): number {
  let longest = 0;
  let opened: string | undefined;
  for (const day of [...new Set(round.map(({ date }) => date))].sort()) {
    opened ??= day;
    if (!round.some(({ date, result }) => date === day && result !== undefined)) continue;
    longest = Math.max(longest, dayNumber(day) - dayNumber(opened));
    opened = undefined;
  }
  return longest;
}

function samePeriod(
  final: { nth: number; ends: string },
  rows: readonly Row[],
  entered: number | undefined,
  { pack, first }: Pick<World, 'pack' | 'first'>,
): Found[] {
  const approval = pack.procedure?.find((one) => one.for.includes('entry'))?.steps.at(-1)?.id;
  const approvals = rows.filter(({ step, result }) => step === approval && result === 'passed');
  const before = approvals.filter(({ period }) => period < first).map(({ period }) => period);
  const at = entered ?? (before.length > 0 ? Math.max(...before) : undefined);
  if (at === undefined) return [];
  const day = latest(approvals.filter(({ period }) => period === at).map(({ date }) => date));
  const since = day === undefined ? at : Number(day.slice(0, 4));
  if (Number(final.ends.slice(0, 4)) > since) return [];
  return [{ nth: final.nth, defect: 'same-period', date: final.ends, found: String(since) }];
}

/** Gives every objection, the latest first, the latest answer that is still free. */
function objections(own: readonly Row[], final: string | undefined): Found[] {
  const datesOf = (step: string, result?: string): string[] =>
    own
      .filter((row) => row.step === step && (result === undefined || row.result === result))
      .map(({ date }) => date);
  const unmatched = (made: string[], given: string[]): string[] => {
    const free = [...given].sort();
    return [...made]
      .sort()
      .reverse()
      .filter((date) => {
        const answer = free.at(-1);
        if (answer === undefined || answer < date) return true;
        free.pop();
        return false;
      });
  };
  const [made, given] = [datesOf('objection'), datesOf('answer', 'passed')];
  const found: Found[] = [];
  const open = unmatched(made, given);
  const until = (dates: string[]): string[] => dates.filter((date) => final !== undefined && date <= final);
  const late = unmatched(until(made), until(given));
  if (open.length > 0) found.push({ nth: 0, defect: 'objection-open', ...summary(open) });
  else if (late.length > 0) found.push({ nth: 0, defect: 'answered-late', ...summary(late) });
  const upheld = latest(datesOf('answer', 'failed'));
  if (upheld !== undefined) found.push({ nth: 0, defect: 'objection-upheld', date: upheld });
  return found;
}

function summary(open: readonly string[]): { found: string; date: string } {
  return { found: String(open.length), date: open[0] as string };
}
