import type { ChronicPoverty } from '../stats/chronic-poverty.ts';
import { isFigure } from '../stats/result.ts';
import type { PovertyFigures, ScopeFigures } from './dynamics-figures.ts';
import { counted, type DynamicsWords, number, percent, right } from './dynamics-words.ts';
import { type Column, renderTable } from './table.ts';
import { printable } from './width.ts';

/** Poverty over time for all, how often households were poor, and poverty by domain; nothing if it was not asked for. */
export function povertySections([all, ...domains]: readonly ScopeFigures[], write: DynamicsWords): string[] {
  const { say, section, dynamics } = write;
  if (!all?.poverty) return [];
  return [
    section(say('poverty'), [
      subject(all.poverty, write),
      ...measures(all.poverty, write),
      say('poverty-definition'),
      ...poorPeriods(all.poverty, write),
    ]),
    ...(domains.length === 0
      ? []
      : [section(say('domains-poverty', { by: dynamics.by ?? '' }), [byDomain(domains, write)])]),
  ];
}

/** What is measured, by which line, in whom. */
function subject(
  { households, leftOut }: PovertyFigures,
  { say, dynamics, language }: DynamicsWords,
): string {
  if (dynamics.poverty === null) return '';
  const { income, line, values, poor } = dynamics.poverty;
  const told = [...new Set(values ?? [])];
  const byPeriod = dynamics.periods.map((period, at) => `${period}: ${values?.[at] ?? ''}`);
  const shown = told.length <= 1 ? told : byPeriod;
  return say('poverty-of', {
    ...{ income, line, poor: say(poor), households: number(households), left: number(leftOut) },
    values: shown[0] === line ? '' : shown.join(language === 'zh' ? '，' : ', '),
  });
}

function measures({ measures }: PovertyFigures, write: DynamicsWords): string[] {
  const { say, dynamics, paint } = write;
  if (!isFigure(measures)) return [say(measures.reason === 'zero-weights' ? 'zero-weights' : 'no-units')];
  const columns = [{ title: say('measure') }, ...dynamics.periods.map(right), ...resultColumns(write)];
  const rows = measures.map((measure) => [
    say(`alpha-${measure.alpha}`),
    ...measure.periods.map(decimal),
    ...resultCells(measure),
  ]);
  return [renderTable(columns, rows, paint.faint)];
}

const decimal = (value: number): string => value.toFixed(5);

function resultColumns({ say }: DynamicsWords): Column[] {
  return [say('total'), say('chronic'), say('transient'), say('transient-share')].map(right);
}

function resultCells({ total, chronic, transient, transientShare }: ChronicPoverty): string[] {
  return [...[total, chronic, transient].map(decimal), percent(transientShare)];
}

function poorPeriods({ measures, poorPeriods }: PovertyFigures, { say, paint }: DynamicsWords): string[] {
  if (!isFigure(measures)) return [];
  const weight = poorPeriods.reduce((sum, row) => sum + row.weight, 0);
  const columns = [say('poor-periods'), say('households'), say('share'), say('poor-on-average')].map(right);
  const rows = poorPeriods.map((row) => [
    number(row.periods),
    number(row.households),
    percent(row.weight / weight),
    counted(row.chronic_households, row.weight > 0 ? row.chronic_weight / row.weight : null),
  ]);
  return ['', renderTable(columns, rows, paint.faint)];
}

function byDomain(domains: readonly ScopeFigures[], write: DynamicsWords): string {
  const { say, dynamics, paint, domain } = write;
  const columns = [
    { title: printable(dynamics.by ?? '') },
    right(say('households')),
    { title: say('measure') },
    ...resultColumns(write),
  ];
  const rows = domains.flatMap((figures) => {
    const { households = 0, measures } = figures.poverty ?? {};
    const head = [domain(figures), number(households)];
    if (measures === undefined || !isFigure(measures)) return [[...head, '–']];
    return measures.map((measure) => [...head, say(`alpha-${measure.alpha}`), ...resultCells(measure)]);
  });
  return renderTable(columns, rows, paint.faint);
}
