import type { Pack } from '../model/pack.ts';
import { inLanguage, LANGUAGES, type Text } from '../model/words.ts';
import { columnMessages } from './messages/columns.ts';

/** A written table: its file and its columns with the engine's types. */
export interface DataTable {
  path: string;
  columns: readonly { name: string; type: string }[];
  /** The rules its rows come from, if not those of households. */
  pack?: Pack;
}

/** The tables of a run as a Frictionless Data Package (datapackage.org, version 1). */
export function dataPackage(pack: Pack, listed: string, tables: readonly DataTable[]): object {
  return {
    profile: 'tabular-data-package',
    name: `${pack.id}-${listed.toLowerCase()}`,
    title: inLanguage(pack.title, 'en'),
    resources: tables.map(({ path, columns, pack: own = pack }) => ({
      name: path.replace(/\W+/g, '-'),
      path,
      profile: 'tabular-data-resource',
      format: path.split('.').at(-1),
      mediatype: path.endsWith('.csv') ? 'text/csv' : 'application/vnd.apache.parquet',
      ...(path.endsWith('.csv') ? { encoding: 'utf-8' } : {}),
      schema: { fields: columns.map((column) => field(own, column, path)), missingValues: [''] },
    })),
  };
}

function field(pack: Pack, { name, type }: DataTable['columns'][number], path: string): object {
  const known = definition(pack, name);
  const title = known?.label ?? (columnMessages as Record<string, Text>)[name];
  return {
    name,
    // In CSV a condition has a third answer, which a boolean field has not.
    ...(type === 'BOOLEAN' && path.endsWith('.csv')
      ? { type: 'string', constraints: { enum: ['true', 'false', 'unknown'] } }
      : { type: fieldType(type) }),
    ...(title ? { title: inLanguage(title, 'en'), titles: titles(title) } : {}),
    ...(known?.unit ? { unit: known.unit } : {}),
  };
}

function definition(
  pack: Pack,
  name: string,
): { label?: Text | undefined; unit?: string | undefined } | undefined {
  const columns = Object.values(pack.inputs).map((input) => input.columns[name]);
  return pack.facts?.[name] ?? pack.criteria?.[name] ?? columns.find((column) => column !== undefined);
}

function titles(title: Text): Record<string, string> {
  return Object.fromEntries(LANGUAGES.map((language) => [language, inLanguage(title, language)]));
}

function fieldType(type: string): string {
  if (type === 'BOOLEAN') return 'boolean';
  if (/INT/.test(type)) return 'integer';
  return /^(DECIMAL|DOUBLE)/.test(type) ? 'number' : 'string';
}
