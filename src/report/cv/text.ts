import type { Language } from '../../model/words.ts';
import type { PeriodAnalysis } from '../../stats/regional/analysis.ts';
import { isRefused } from '../../stats/regional/figure.ts';
import { NO_PAINT, type Paint } from '../paint.ts';
import { renderTable } from '../table.ts';
import { printable } from '../width.ts';
import { convergenceLines } from './convergence.ts';
import type { CvResult } from './result.ts';
import { changeTable, contributionsTable, figuresTable, groupsTable, seriesTable } from './tables.ts';
import { number, type Words, wordsFor } from './words.ts';

/** Lines of missing regions and of variants that are printed; the rest is in the JSON. */
const MOST = 12;

/** The table that `cv` prints: figures of the last period, then what changed over the periods. */
export function renderCv(result: CvResult, language: Language, paint: Paint = NO_PAINT): string {
  const words = wordsFor(language, result.source);
  const last = result.periods.at(-1) as PeriodAnalysis;
  const section = (title: string, ...body: string[]): string =>
    [paint.strong(title), ...body.filter((text) => text !== '').map(indent)].join('\n');
  const titled = (key: 'figures' | 'groups' | 'contributions', params = {}): string =>
    last.period === '' ? words.say(key, params) : words.say(`${key}-in`, { ...params, period: last.period });
  const { group = '' } = result.source;
  const sections = [
    heading(result, words, paint),
    section(titled('figures'), figuresTable(last, result, words, paint), `\n${notes(result, words)}`),
    last.decompositions.length > 0
      ? section(titled('groups', { group }), groupsTable(last, result, words, paint))
      : '',
    section(titled('contributions'), contributionsTable(last, result, words, paint)),
    ...overTime(result, words, paint, section),
    closest(result, words, paint, section),
  ];
  return `${sections.filter((text) => text !== '').join('\n\n')}\n`;
}

const indent = (text: string): string => text.replace(/^(?=.)/gm, '  ');

function heading({ source, periods }: CvResult, { say }: Words, paint: Paint): string {
  const { file, region, value, per } = source;
  const title = per === undefined ? say('heading', { value }) : say('heading-per', { value, per });
  const count = new Set(periods.flatMap(({ table }) => table.names)).size;
  return `${paint.strong(title)}\n${say('source', { file, region, count, periods: periods.length > 1 ? periods.length : '' })}`;
}

/** What the reader must know of the figures. */
function notes({ source, bootstrap, run, periods, gaps }: CvResult, { say }: Words): string {
  const { weight = '', area = '', value } = source;
  const undefinedAtMost = Math.max(
    0,
    ...periods.flatMap(({ figures }) =>
      figures.map(({ bootstrap: found }) => (found === undefined || isRefused(found) ? 0 : found.undefined)),
    ),
  );
  const without = periods.length > 1 ? [] : gaps.map(({ region }) => printable(region));
  const lines = [
    without.length === 0
      ? ''
      : say('without-value', {
          count: without.length,
          regions: [...without.slice(0, MOST), ...(without.length > MOST ? ['…'] : [])].join(', '),
        }),
    say('letters', { weight, area }),
    weight === '' ? say('no-weights') : say('two-questions', { weight }),
    say('jackknife-note'),
    bootstrap ? say('bootstrap-note', { ...bootstrap }) : '',
    undefinedAtMost > 0 ? say('bootstrap-undefined', { count: undefinedAtMost }) : '',
    run ? say('persons-from', { weight, value, numerator: run.numerator ?? '' }) : '',
    run ? say('survey-note', { weight }) : '',
    run && run.used < run.households ? say('households-used', { ...run }) : '',
  ];
  return lines.filter((line) => line !== '').join('\n');
}

type Section = (title: string, ...body: string[]) => string;

function overTime(result: CvResult, words: Words, paint: Paint, section: Section): string[] {
  const { say } = words;
  const [change] = result.overTime?.changes ?? [];
  if (result.overTime === undefined || change === undefined) return [];
  const { from, to, regions: count } = change;
  const unpaired = change.rows.every(({ jackknife }) => isRefused(jackknife));
  return [
    section(say('series'), seriesTable(result, words, paint), ...missing(result, words)),
    section(
      say('change', { from, to, count }),
      changeTable(change, result, words, paint),
      unpaired ? '' : say('paired-note'),
    ),
    section(say('convergence', { from, to }), ...convergenceLines(result, words)),
  ];
}

function missing({ gaps, balanced }: CvResult, { say }: Words): string[] {
  if (gaps.length === 0) return [];
  const lines = gaps
    .slice(0, MOST)
    .map(({ region, periods }) => say('missing', { region, periods: periods.join(', ') }));
  const rest = gaps.length > MOST ? [say('missing-rest', { count: gaps.length - MOST })] : [];
  return balanced ? [say('balanced-note'), ...lines, ...rest] : [...lines, ...rest, say('missing-note')];
}

function closest(
  { closest: found, periods }: CvResult,
  words: Words,
  paint: Paint,
  section: Section,
): string {
  if (found === undefined) return '';
  const { say } = words;
  const dated = periods.length > 1;
  const rows = found.matches
    .slice(0, MOST)
    .map(({ id, period, value, off, rounds }) => [
      words.nameOf(id),
      ...(dated ? [printable(period)] : []),
      number(value),
      off > 0 ? `+${number(off)}` : number(off),
      say(rounds ? 'yes' : 'no'),
      words.definitionOf(id),
    ]);
  const columns = [
    { title: say('measure') },
    ...(dated ? [{ title: say('period') }] : []),
    { title: say('figure'), align: 'right' as const },
    { title: say('off'), align: 'right' as const },
    { title: say('rounds') },
    { title: say('definition') },
  ];
  return section(say('closest', { figure: found.figure }), renderTable(columns, rows, paint.faint));
}
