import type { Confirmation } from '../model/confirmation.ts';
import type { Language } from '../model/words.ts';
import { confirmationMessages } from './messages/procedure.ts';
import { NO_PAINT, type Paint } from './paint.ts';
import { renderTable } from './table.ts';
import { speaker } from './wording.ts';

/** What `confirm` prints: how many of each list are decisions now, why others are not, and where to look. */
export function renderConfirmation(
  { run, procedure, period, counts }: Confirmation,
  folder: string,
  language: Language,
  paint: Paint = NO_PAINT,
): string {
  const say = speaker(confirmationMessages, language);
  const block = (title: string, names: readonly string[], rows: readonly (readonly string[])[]): string => {
    if (rows.length === 0) return '';
    const columns = names.map((name, index) => ({
      title: name,
      align: index > 0 ? ('right' as const) : ('left' as const),
    }));
    const table = renderTable(columns, rows, paint.faint).replace(/^/gm, '  ');
    return title === '' ? table : `${paint.strong(title)}\n${table}`;
  };
  const kinds = confirmationMessages as Readonly<Record<string, { en: string; zh: string }>>;
  const sections = [
    paint.strong(say('heading', { procedure: procedure.name, run: run.name, period })),
    block(
      '',
      [say('list'), say('confirmed'), say('pending')],
      Object.entries(counts.lists).map(([kind, { confirmed, pending }]) => [
        kinds[kind]?.[language] ?? kind,
        String(confirmed),
        String(pending),
      ]),
    ),
    block(say('defects'), [say('defect'), say('times')], pairs(counts.defects)),
    block(say('states'), ['', say('households')], pairs(counts.states)),
    counts.unmatched > 0 ? say('unmatched', { count: counts.unmatched, folder }) : '',
    say('where-to-look', { folder }),
  ];
  return `${sections.filter((part) => part !== '').join('\n\n')}\n`;
}

function pairs(counts: Readonly<Record<string, number>>): string[][] {
  return Object.entries(counts).map(([name, count]) => [name, String(count)]);
}
