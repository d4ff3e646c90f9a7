import type { Level, Pack } from '../model/pack.ts';
import type { ProposalKind } from '../model/procedure.ts';
import { inLanguage, type Language, type Text } from '../model/words.ts';
import { packPageMessages } from './messages/pack-page.ts';
import { NO_PAINT, type Paint } from './paint.ts';
import { type Column, renderTable } from './table.ts';
import { printableText } from './width.ts';
import { speaker } from './wording.ts';

/** A parameter's values over the periods in which any parameter changes. */
export interface ParameterRow {
  name: string;
  unit: string;
  /** One cell a period: a number, the names of the regions it depends on, its formula, or nothing. */
  cells: readonly ({ value: string } | { regions: string } | { formula: string } | undefined)[];
  sources: readonly string[];
}

export interface PackPage {
  pack: Pack;
  /** The column heads of the parameter table: the periods from which something changes. */
  periods: readonly string[];
  parameters: readonly ParameterRow[];
  /** The numbers that only a level above households reads, inner to outer. */
  levels: readonly ({ level: string } & Pick<PackPage, 'periods' | 'parameters'>)[];
}

/** A rule pack as a page: what an official would want to read before trusting it. */
export function renderPackPage(page: PackPage, language: Language, paint = NO_PAINT): string {
  const { pack, periods, parameters, levels } = seen(page);
  const say = speaker(packPageMessages, language);
  const text = (words: Text | undefined): string => (words === undefined ? '' : inLanguage(words, language));
  const { id, version, title, description, valid, currency } = pack;
  const sections = [
    `${paint.strong(text(title))} (${id} ${version})\n${say('valid', { ...valid, period: say(pack.period), currency })}`,
    text(description),
    numbers(periods, parameters, language, paint),
    ...rules(pack, language, paint),
    ...levels.flatMap((level) => {
      const own = pack.levels?.[level.level];
      if (!own) return [];
      const label = text(own.label);
      const title = say('level', { level: level.level, label: label === level.level ? '' : label });
      return [
        paint.strong(title),
        numbers(level.periods, level.parameters, language, paint),
        ...rules(own, language, paint),
      ];
    }),
    sources(pack, language, paint),
  ];
  return `${sections.filter((part) => part !== '').join('\n\n')}\n`;
}

/** The same with every text and every name in it fit for a terminal. */
function seen<T>(part: T): T {
  if (typeof part === 'string') return printableText(part) as T;
  if (Array.isArray(part)) return part.map(seen) as T;
  if (typeof part !== 'object' || part === null) return part;
  return Object.fromEntries(
    Object.entries(part).map(([key, value]) => [printableText(key), seen(value)]),
  ) as T;
}

/** What is worked out and decided, for households or for the units of a level. */
function rules(pack: Pack | Level, language: Language, paint: Paint): string[] {
  const say = speaker(packPageMessages, language);
  const text = (words: Text | undefined): string => (words === undefined ? '' : inLanguage(words, language));
  const lines = (title: string, rows: Rows): string => titled(title, rows, paint);
  return [
    lines(
      say('facts'),
      Object.entries(pack.facts ?? {}).map(([name, f]) => [name, f.is, f.unit ?? '', text(f.label)]),
    ),
    lines(
      say('criteria'),
      Object.entries(pack.criteria ?? {}).map(([name, c]) => [name, c.is, text(c.label), bracket(c.source)]),
    ),
    lines(
      say('states'),
      pack.states.map((s) => [s.id, text(s.label), s.id === pack.initial ? say('initial') : '']),
    ),
    lines(
      say('moves'),
      pack.transitions.map((t) => [
        t.code,
        `${t.from.join(', ')} → ${t.to}`,
        t.when,
        text(t.label),
        bracket(t.source),
      ]),
    ),
    ...('format' in pack ? afterDeciding(pack, language, paint) : []),
    lines(
      say('require'),
      (pack.require ?? []).map((condition) => [condition]),
    ),
    inputs(pack.inputs ?? {}, language, paint),
  ];
}

/** What happens to households that are decided: the steps of a procedure, and who is watched. */
function afterDeciding(pack: Pack, language: Language, paint: Paint): string[] {
  const say = speaker(packPageMessages, language);
  const levels = (pack.watch ?? []).map((level) => [
    level.id,
    say(level.type),
    level.for.join(', '),
    level.when,
    say('leave', { periods: level.leave.held }),
    level.label === undefined ? '' : inLanguage(level.label, language),
    bracket(level.source),
  ]);
  return [...procedures(pack, language, paint), titled(say('watch'), levels, paint)];
}

type Rows = readonly (readonly string[])[];

/** @returns nothing for no rows */
function titled(title: string, rows: Rows, paint: Paint): string {
  if (rows.length === 0) return '';
  return `${paint.strong(title)}\n${indent(renderTable(rows[0]?.map(() => ({ title: '' })) ?? [], rows))}`;
}

const indent = (block: string): string => block.replace(/^/gm, '  ');
const bracket = (source: string | undefined): string => (source === undefined ? '' : `[${source}]`);

function numbers(
  periods: readonly string[],
  parameters: readonly ParameterRow[],
  language: Language,
  paint: Paint,
): string {
  const say = speaker(packPageMessages, language);
  if (parameters.length === 0) return '';
  const columns: Column[] = [
    { title: say('name') },
    ...periods.map((title): Column => ({ title, align: 'right' })),
    { title: say('unit') },
    { title: say('source') },
  ];
  const cell = (content: ParameterRow['cells'][number]): string => {
    if (!content) return '–';
    if ('value' in content) return content.value;
    return 'regions' in content ? say('regional', content) : say('by-formula');
  };
  const rows = parameters.map(({ name, cells, unit, sources: keys }) => [
    name,
    ...cells.map(cell),
    unit,
    keys.map((key) => `[${key}]`).join(' '),
  ]);
  return `${paint.strong(say('numbers'))}\n${indent(renderTable(columns, rows, paint.faint))}`;
}

function procedures({ procedure = [] }: Pack, language: Language, paint: Paint): string[] {
  const say = speaker(packPageMessages, language);
  const kinds = (list: readonly ProposalKind[]): string =>
    list.map((kind) => say(kind)).join(say('between-kinds'));
  return procedure.map(({ for: to, steps, not_in_period_of: apart, source }) => {
    const rows = steps.map(({ id, label, who, days, persons, consent, source: from }, index) => {
      const asked = [
        days === undefined ? '' : say('at-least-days', { days }),
        persons === undefined ? '' : say('at-least-persons', { persons }),
        consent ? say('own-consent') : '',
      ];
      return [
        `${index + 1}`,
        id,
        inLanguage(label, language),
        inLanguage(who, language),
        asked.filter((part) => part !== '').join(say('between-kinds')),
        bracket(from),
      ];
    });
    const table = renderTable(rows[0]?.map(() => ({ title: '' })) ?? [], rows);
    const after = apart
      ? [`${say('not-in-period-of', { kinds: kinds(apart) })} ${bracket(source)}`.trim()]
      : [];
    return [paint.strong(say('procedure', { kinds: kinds(to) })), indent([table, ...after].join('\n'))].join(
      '\n',
    );
  });
}

function inputs(tables: NonNullable<Level['inputs']>, language: Language, paint: Paint): string {
  const say = speaker(packPageMessages, language);
  if (Object.keys(tables).length === 0) return '';
  const blocks = Object.entries(tables).map(([name, { key, optional, columns }]) => {
    const head = `${name} (${say('keyed-by', { key: key.replaceAll(',', ', ') })}${optional ? `; ${say('optional')}` : ''})`;
    const rows = Object.entries(columns).map(([column, { type, unit, codes, label }]) => [
      column,
      type,
      unit ?? codes?.join('|') ?? '',
      label === undefined ? '' : inLanguage(label, language),
    ]);
    return `${head}\n${indent(
      renderTable(
        ['', '', '', ''].map((title) => ({ title })),
        rows,
      ),
    )}`;
  });
  return `${paint.strong(say('inputs'))}\n${indent(blocks.join('\n'))}`;
}

function sources({ sources: all }: Pack, language: Language, paint: Paint): string {
  const say = speaker(packPageMessages, language);
  const blocks = Object.entries(all).map(([key, { title, url, quote, quality, note }]) => {
    const details = [
      url,
      quote === undefined ? undefined : `“${inLanguage(quote, language)}”`,
      note && inLanguage(note, language),
    ];
    const colour = quality === 'unverified' || quality === 'example' ? paint.careful : paint.faint;
    const head = `[${key}] ${inLanguage(title, language)} ${colour(`(${say(quality)})`)}`;
    return [head, ...details.filter((line) => line !== undefined).map((line) => `    ${line}`)].join('\n');
  });
  return blocks.length === 0 ? '' : `${paint.strong(say('sources'))}\n${indent(blocks.join('\n'))}`;
}
