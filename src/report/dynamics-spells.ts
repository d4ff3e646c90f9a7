import { BEGINNINGS, ENDINGS, type SpellCount } from '../model/dynamics.ts';
import type { EndingRate } from '../stats/hazards.ts';
import type { HazardTable, ScopeFigures } from './dynamics-figures.ts';
import { type DynamicsWords, number, percent, right } from './dynamics-words.ts';
import { renderTable } from './table.ts';
import { printable } from './width.ts';

/** Spells by how they begin and end. */
export function spellsTable({ spells }: ScopeFigures, write: DynamicsWords): string {
  const { say, dynamics, paint, section } = write;
  const rows = [true, false].flatMap((inside) =>
    BEGINNINGS.flatMap((begins) =>
      ENDINGS.flatMap((ends) => {
        const alike = spells.filter(
          (spell) => spell.inside === inside && spell.begins === begins && spell.ends === ends,
        );
        if (alike.length === 0) return [];
        const kind = [say(inside ? 'in' : 'out'), say(`begins-${begins}`), say(`ends-${ends}`)];
        return [[...kind, ...lengths(alike)]];
      }),
    ),
  );
  const columns = [
    ...[say('spells-of'), say('begins'), say('ends')].map((title) => ({ title })),
    ...[say('count'), say('spell-periods'), say('mean'), say('longest')].map(right),
  ];
  const given = say(dynamics.register ? 'register-given' : 'register-not-given', {
    first: dynamics.periods[0] ?? '',
  });
  return section(say('spells'), [
    renderTable(columns, rows, paint.faint),
    say('spell-definition', { register: given }),
  ]);
}

/** Number, periods in all, mean and greatest length. The mean is over spells, unweighted, as the numbers are. */
function lengths(spells: readonly SpellCount[]): string[] {
  const count = spells.reduce((sum, spell) => sum + spell.count, 0);
  const periods = spells.reduce((sum, spell) => sum + spell.count * spell.length, 0);
  const longest = Math.max(...spells.map(({ length }) => length));
  return [number(count), number(periods), (periods / count).toFixed(2), number(longest)];
}

/** A life table; nothing if no spell was ever at risk. */
export function hazardTable({ of, begins, rows, overall }: HazardTable, write: DynamicsWords): string {
  const { say, paint, section } = write;
  if (rows.length === 0) return '';
  const columns = [say('duration'), say('at-risk'), say(of === 'exit' ? 'exits' : 'entries')];
  const cells = rows.map(({ duration, survival, ...rate }) => [
    begins === 'known' ? String(duration) : say('at-least', { duration }),
    ...rateCells(rate),
    percent(survival),
  ]);
  return section(say(`${of}-${begins}`), [
    renderTable(
      [...columns, say('hazard'), say('interval'), say('survival')].map(right),
      [...cells, [say('all'), ...rateCells(overall), '']],
      paint.faint,
    ),
  ]);
}

function rateCells({ atRisk, ended, hazard, low, high }: EndingRate): string[] {
  const interval = low === null ? '–' : `${percent(low).replace(' %', '')}–${percent(high)}`;
  return [number(atRisk.count), number(ended.count), percent(hazard), interval];
}

/** One line a domain, with the hazards over all its spells. */
export function domainsTable(domains: readonly ScopeFigures[], write: DynamicsWords): string {
  const { say, dynamics, paint, section, domain } = write;
  if (domains.length === 0) return '';
  const by = dynamics.by ?? '';
  const columns = [
    say('households'),
    ...[say('exit-risk'), say('exits'), say('exit-rate')],
    ...[say('entry-risk'), say('entries'), say('entry-rate')],
  ];
  const rows = domains.map((figures) => [
    domain(figures),
    number(figures.history.households),
    ...rateCells(figures.exits).slice(0, 3),
    ...rateCells(figures.entries).slice(0, 3),
  ]);
  return section(say('domains', { by }), [
    renderTable([{ title: printable(by) }, ...columns.map(right)], rows, paint.faint),
    say('domain-definition'),
  ]);
}
