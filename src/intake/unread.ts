import { existsSync, readdirSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { Warning } from '../model/run.ts';
import { DESCRIPTION } from './description.ts';
import { partsOf, resembles } from './file-names.ts';
import type { FoundFile } from './files.ts';
import { shownNames } from './missing-columns.ts';
import type { TableSpec } from './tables.ts';

/** A record of steps, which `confirm` reads once the run is done. */
const STEPS = 'procedure';

/**
 * What looks like data and was not read. Nobody would miss a misspelt table that may be left out, or the file of a
 * year that dataset.yaml forgot.
 * @param found the files that were read, or left aside on purpose
 */
export function unreadFiles(
  folder: string,
  specs: readonly TableSpec[],
  found: readonly FoundFile[],
): Warning | undefined {
  const read = new Set(found.map(({ path }) => resolve(path)));
  const inside = found.filter(({ outside }) => !outside).map(({ name }) => dirname(name));
  const tables = specs.map(({ name }) => name);
  const unread = [...new Set(['.', ...inside])].sort().flatMap((place) => {
    const names = readdirSync(join(folder, place)).sort();
    return names.flatMap((name) => {
      const path = resolve(folder, place, name);
      const table = meantFor(name, tables);
      if (table === undefined || read.has(path) || isFolder(path)) return [];
      return { name: join(place, name), table };
    });
  });
  if (unread.length === 0) return undefined;
  // What may be meant for a table comes first: it is what matters, should there be too many to show.
  const first = unread.toSorted((a, b) => Number(a.table === '') - Number(b.table === ''));
  const { names, more } = shownNames(first.map(({ name, table }) => (table ? `${name} (${table}?)` : name)));
  return { code: 'files-not-read', params: { files: names, more } };
}

/** The table that a file is likely to be meant for; blank for data of no table, undefined for what is no data. */
function meantFor(name: string, tables: readonly string[]): string | undefined {
  const { stem, kind } = partsOf(name);
  // The second is what Excel puts beside a workbook that is open.
  if (kind === undefined || name.startsWith('.') || name.startsWith('~$')) return undefined;
  const table = tables.find((known) => known === stem) ?? tables.find((known) => resembles(stem, known));
  if (table !== undefined) return table;
  const isData = kind === 'read' || kind === 'workbook';
  return isData && stem !== STEPS ? '' : undefined;
}

const isFolder = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;

/** A file that is meant to describe the dataset and has another name than the one that is read. */
export function misnamedDescription(folder: string): Warning | undefined {
  const found = readdirSync(folder).filter((name) => /^data-?sets?\.(ya?ml|json)$/i.test(name));
  // Where the letters' case makes no other name, DATASET.YAML was read.
  const other = found.find(
    (name) => name !== DESCRIPTION && (found.includes(DESCRIPTION) || !wasRead(folder, name)),
  );
  return other === undefined ? undefined : { code: 'description-not-read', params: { file: other } };
}

const wasRead = (folder: string, name: string): boolean =>
  name.toLowerCase() === DESCRIPTION && existsSync(join(folder, DESCRIPTION));
