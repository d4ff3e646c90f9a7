import { periodLabel } from '../model/period.ts';
import { id, join, type Sql, sql, text } from '../model/sql.ts';
import { movedList, type OutputTable, reviewList } from './outputs.ts';
import type { Reasons } from './reasons.ts';
import type { DecideSettings } from './settings.ts';

/** The yearly lists that decisions give, in the order of the work. */
export const LISTS = ['entry', 'exit', 'return', 'review'] as const;
/** Runs of packs with levels of watch have one more; see watch-outputs. */
export type ListName = (typeof LISTS)[number] | 'watch';

/** A list of one period from the decisions of a run. */
export function listTable(
  settings: DecideSettings,
  list: (typeof LISTS)[number],
  { decisions, period, reasons }: { decisions: Sql; period: number; reasons: Reasons },
): OutputTable {
  const { pack } = settings.loaded;
  const codes = pack.transitions.filter(({ kind }) => kind === list).map(({ code }) => sql`${code}`);
  const moved = sql`outcome = 'moved' AND code IN (${codes.length > 0 ? join(codes) : sql`''`})`;
  const review = sql`(outcome = 'review' OR (outcome = 'unobserved' AND state <> ${pack.initial}))`;
  const rows = sql`SELECT * FROM ${decisions} WHERE period = ${periodLabel(period, pack.period)}
    AND ${list === 'review' ? review : moved}`.text;
  const { query, columns } =
    list === 'review' ? reviewList(settings, rows, reasons) : movedList(settings, rows, list, reasons);
  return byRegion(settings, { query, columns });
}

/** A list in the order of lists: by region, outer to inner, and household; blank regions last. */
export function byRegion({ loaded }: DecideSettings, { query, columns }: OutputTable): OutputTable {
  const regions = (loaded.pack.regions ?? []).map((name) => sql`${id(name)} NULLS LAST, `);
  return { query: `SELECT * FROM (${query}) AS l ORDER BY ${join(regions, '')}household`, columns };
}

/**
 * A list as the rows of HTML tables: `region` (the outermost), `households`, and `rows`, one text for each region. What
 * comes from files is escaped, and characters that could steer a browser or a printer are shown as what they are.
 */
export function listRows({ loaded }: DecideSettings, { query }: OutputTable): string {
  const [outer, ...inner] = (loaded.pack.regions ?? []).map((name) => id(name).text);
  const cells = ['household', ...inner].map((name) => `'<td>', ${escaped(name)}, '</td>'`);
  const reason = `'<td><span lang="zh">', ${escaped('reason_zh')}, '</span><br><span lang="en">', ${escaped('reason_en')}, '</span></td>'`;
  const row = `concat('<tr><td></td>', ${cells.join(', ')}, ${reason}, '<td></td></tr>', chr(10))`;
  const order = [...inner.map((name) => `${name} NULLS LAST`), 'household'].join(', ');
  return `SELECT ${outer ?? 'CAST(NULL AS VARCHAR)'} AS region, count(*) AS households,
    string_agg(${row}, '' ORDER BY ${order}) AS rows FROM (${query}) AS q GROUP BY 1 ORDER BY 1 NULLS LAST`;
}

const STEERING = String.raw`[\x00-\x1f\x7f-\x{9f}\x{200e}\x{200f}\x{2028}-\x{202e}\x{2066}-\x{2069}]`;

function escaped(column: string): string {
  const shown = `regexp_replace(COALESCE(${column}, ''), ${text(STEERING).text}, chr(65533), 'g')`;
  const marks = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
  return Object.entries(marks).reduce(
    (whole, [mark, entity]) => `replace(${whole}, ${text(mark).text}, ${text(entity).text})`,
    shown,
  );
}
