import { closest } from '../model/closest.ts';
import type { Dataset, TableSource } from '../model/dataset.ts';
import type { Place, Problem } from '../model/problem.ts';
import type { YamlFile } from '../model/yaml.ts';
import { namesOf } from './description-settings.ts';
import type { Remark } from './issues.ts';
import type { ColumnSpec, TableSpec } from './tables.ts';
import { headerKey } from './text.ts';

/** Names in dataset.yaml that the pack does not have: what is wrong, and what only another pack may ask for. */
export interface Unasked {
  problems: Problem[];
  remarks: Remark[];
}

/**
 * One dataset may be decided by several packs, so a table or column that this one does not ask for is passed over with
 * a remark. If it seems to be meant for one that the pack does ask for, it is an error: its settings would be lost.
 */
export function unaskedNames(dataset: Dataset, tables: readonly TableSpec[], yaml: YamlFile): Unasked {
  const found: Unasked = { problems: [], remarks: [] };
  const described = Object.entries(dataset.tables ?? {});
  const free = tables.filter(({ name }) => !described.some(([other]) => other === name));
  for (const [name, source] of described) {
    const spec = tables.find((known) => known.name === name);
    if (spec) {
      unaskedColumns(spec, source, yaml, found);
      continue;
    }
    const names = free.map((table) => table.name);
    add(found, {
      table: name,
      near: closest(name, names) ?? names.find((other) => filesOf(source).includes(other)),
      known: tables.map((table) => table.name),
      place: yaml.place(['tables', name], 'key'),
    });
  }
  return found;
}

/** Names of files without their extension: those of a table that is not described begin with its name. */
function filesOf({ file, files = [] }: TableSource): string[] {
  return [...(file === undefined ? [] : [file]), ...files].map((name) => name.split('.', 1)[0] ?? '');
}

function unaskedColumns(
  spec: TableSpec,
  { columns = {} }: TableSource,
  yaml: YamlFile,
  found: Unasked,
): void {
  const known = namesOf(spec);
  const taken = new Set(Object.keys(columns).map((name) => known.get(name)));
  const free = [...known].filter(([, column]) => !taken.has(column));
  for (const [name, { column: header }] of Object.entries(columns)) {
    if (known.has(name)) continue;
    const near = closest(
      name,
      free.map(([other]) => other),
    );
    add(found, {
      table: spec.name,
      column: name,
      near: near ?? free.find(([, column]) => isHeaderOf(column, header))?.[0],
      known: [...known.keys()],
      place: yaml.place(['tables', spec.name, 'columns', name], 'key'),
    });
  }
}

/** Whether the column would be found under this header without a description. */
function isHeaderOf(column: ColumnSpec, header: string | undefined): boolean {
  return header !== undefined && column.headers.some((known) => headerKey(known) === headerKey(header));
}

interface Name {
  table: string;
  column?: string;
  /** What was probably meant. */
  near: string | undefined;
  known: readonly string[];
  place: Place | undefined;
}

function add({ problems, remarks }: Unasked, { table, column, near, known, place }: Name): void {
  const expected = known.join(', ');
  if (near === undefined) {
    const { file = '', line } = place ?? {};
    remarks.push({ code: 'extra-description', table, file, line, column, expected });
    return;
  }
  const code = column === undefined ? 'dataset-unknown-table' : 'dataset-unknown-column';
  const params = { table, ...(column === undefined ? {} : { column }), near, known: expected };
  problems.push({ code, severity: 'error', params, place });
}
