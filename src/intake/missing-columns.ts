import { closest } from '../model/closest.ts';
import type { Problem } from '../model/problem.ts';
import { HOUSEHOLD } from '../model/unit.ts';
import type { Source } from './source.ts';
import type { ColumnSpec, TableSpec } from './tables.ts';

/** How many names of a list are shown, and how much of each. */
const SHOWN = 12;
const NAME = 40;
const ALIASES = 3;

/** A list for a message: the first names of it, each cut to a length one can read, and how many there are besides. */
export function shownNames(names: readonly (string | number)[]): { names: string; more: number | '' } {
  const shown = names.slice(0, SHOWN).map((name) => shortened(String(name)));
  return { names: shown.join(', '), more: names.length > SHOWN ? names.length - SHOWN : '' };
}

function shortened(name: string): string {
  const characters = [...name.slice(0, 2 * NAME)];
  return characters.length <= NAME ? name : `${characters.slice(0, NAME - 1).join('')}…`;
}

/**
 * One problem for all columns that a file lacks, with headers that may be meant.
 * @param described whether dataset.yaml can speak of the file, so that lines for it are worth giving
 */
export function missingColumns(
  lacking: readonly ColumnSpec[],
  free: readonly string[],
  { spec, source, described }: { spec: TableSpec; source: Source; described: boolean },
): Problem {
  const meant = lacking.map((column) => ({ column, near: nearest(column, free) }));
  const near = [...new Set(meant.flatMap((one) => one.near ?? []))];
  const found = shownNames([...near, ...free.filter((header) => !near.includes(header))]);
  return {
    code: 'missing-column',
    severity: 'error',
    params: {
      ...{ table: spec.name, file: source.name, line: 1 },
      column: lacking.map(withAliases).join(', '),
      found: found.names,
      more: found.more,
      near: near.map(shortened).join(', '),
      declared: declaredLayout(spec),
      description: described ? 'dataset.yaml' : '',
    },
    ...(described && { lines: descriptionLines(spec, meant) }),
  };
}

function nearest({ headers, name }: ColumnSpec, free: readonly string[]): string | undefined {
  for (const known of [...headers, name]) {
    const near = closest(known, free);
    if (near !== undefined) return near;
  }
  return undefined;
}

function withAliases({ name, headers }: ColumnSpec): string {
  const [first = name, ...aliases] = new Set(headers);
  if (aliases.length === 0) return first;
  return `${first} (${aliases.slice(0, ALIASES).join(', ')}${aliases.length > ALIASES ? ', …' : ''})`;
}

/** What dataset.yaml says of the layout of a table's files; blank if nothing. */
export function declaredLayout({ source }: TableSpec): string {
  const { encoding, delimiter } = source ?? {};
  const said = Object.entries({ encoding, delimiter }).filter(([, value]) => value !== undefined);
  return said.map(([key, value]) => `${key}: ${value === '\t' ? 'tab' : value}`).join(', ');
}

/** What to put into dataset.yaml, with a question mark where no header is near. */
function descriptionLines(
  spec: TableSpec,
  meant: readonly { column: ColumnSpec; near: string | undefined }[],
): string[] {
  return [
    'format: shuangdao-dataset/1',
    'tables:',
    `  ${scalar(spec.name)}:`,
    '    columns:',
    ...meant.map(({ column, near = '?' }) => `      ${scalar(nameOf(column, spec))}: ${scalar(near)}`),
  ];
}

/** How dataset.yaml calls a column. */
function nameOf({ name, key }: ColumnSpec, { unit }: TableSpec): string {
  if (!key || name !== HOUSEHOLD.name) return name;
  return unit.name === HOUSEHOLD.name ? 'household_id' : unit.name;
}

/** A text as YAML, in quotes where it could be taken for anything else. */
const scalar = (text: string): string =>
  /^[\p{L}_](?:[\p{L}\p{N}_ ()（）.-]*[\p{L}\p{N}_)）])?$/u.test(text) ? text : JSON.stringify(text);
