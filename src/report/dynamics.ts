import type { Dynamics } from '../model/dynamics.ts';
import { inLanguage, type Language } from '../model/words.ts';
import type { TransitionMatrix } from '../stats/transitions.ts';
import { dynamicsFigures, type ScopeFigures } from './dynamics-figures.ts';
import { povertySections } from './dynamics-poverty.ts';
import { domainsTable, hazardTable, spellsTable } from './dynamics-spells.ts';
import { counted, type DynamicsWords, number, right, words } from './dynamics-words.ts';
import { NO_PAINT, type Paint } from './paint.ts';
import { renderTable } from './table.ts';

/** What `dynamics` prints: every table with its definition, for all, and a short one by domain. */
export function renderDynamics(dynamics: Dynamics, language: Language, paint: Paint = NO_PAINT): string {
  const figures = dynamicsFigures(dynamics);
  const [all] = figures;
  if (!all) return '';
  const write = words(dynamics, language, paint);
  const sections = [
    head(dynamics, write),
    coverageSection(all, write),
    ...all.matrices.map((matrix) => matrixSection(matrix, write)),
    spellsTable(all, write),
    ...all.hazards.map((table) => hazardTable(table, write)),
    write.say('hazard-definition', { weights: [dynamics.weight, dynamics.size].filter(Boolean).join(' × ') }),
    ...povertySections(figures, write),
    domainsTable(figures.slice(1), write),
  ];
  return `${sections.filter((section) => section !== '').join('\n\n')}\n`;
}

function head(dynamics: Dynamics, { say, paint, label, language }: DynamicsWords): string {
  const { pack, dataset, periods, inside, chosen, weight, size } = dynamics;
  const [first = '', last = ''] = [periods[0], periods.at(-1)];
  const units = weight === null ? (size === null ? 'plain' : 'size') : size === null ? 'weight' : 'both';
  const states = inside.map(label).join(language === 'zh' ? '、' : ', ');
  return [
    paint.strong(say('heading', { ...pack, title: inLanguage(pack.title, language), dataset, first, last })),
    say(chosen === 'named' ? 'state-named' : 'state-by-entry', { states }),
    say(`units-${units}`, { weight: weight ?? '', size: size ?? '' }),
    ...(units === 'plain' ? [] : [say('weights-of')]),
  ].join('\n');
}

function coverageSection({ coverage, history }: ScopeFigures, write: DynamicsWords): string {
  const { say, dynamics, section } = write;
  const weighted = dynamics.weight !== null || dynamics.size !== null;
  const reasons = [...(['review', 'unobserved'] as const), ...(weighted ? (['no_weight'] as const) : [])];
  const columns = [
    { title: say('period') },
    ...[say('households'), say('determined'), say('in-state')].map(right),
    ...reasons.map((reason) => right(say(reason))),
  ];
  const rows = coverage.map((row) => {
    const told = [history.households, row.determined, row.inside, ...reasons.map((reason) => row[reason])];
    return [dynamics.periods[row.at] ?? '', ...told.map(number)];
  });
  const { scope: _, domain: __, ...counts } = history;
  const formatted = Object.fromEntries(Object.entries(counts).map(([kind, count]) => [kind, number(count)]));
  const table = renderTable(columns, rows, write.paint.faint);
  return section(say('coverage'), [table, say('histories', formatted), say('not-guessed')]);
}

function matrixSection(
  { at, rows, unknownBefore, households }: TransitionMatrix,
  write: DynamicsWords,
): string {
  const { say, dynamics, label, section } = write;
  const [from = '', to = ''] = [dynamics.periods[at], dynamics.periods[at + 1]];
  const columns = [
    { title: say('state-in', { period: from }) },
    ...rows.map((row) => right(label(row.from))),
    right(say('known-in-both')),
    right(say('not-known-in', { period: to })),
  ];
  const cells = rows.map((row) => [
    label(row.from),
    ...row.to.map(({ count, rate }) => counted(count, rate)),
    number(row.base.count),
    number(row.unknown),
  ]);
  const before = {
    ...{ count: number(unknownBefore.count), after: number(unknownBefore.knownAfter) },
    ...{ households: number(households), from, to },
  };
  const notes = [say('unknown-before', before), ...(at === 0 ? [say('transition-definition', { to })] : [])];
  return section(say('transitions', { from, to }), [
    renderTable(columns, cells, write.paint.faint),
    ...notes,
  ]);
}
