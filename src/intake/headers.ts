import type { Problem } from '../model/problem.ts';
import { missingColumns, shownNames } from './missing-columns.ts';
import type { Source } from './source.ts';
import type { ColumnSpec, TableSpec } from './tables.ts';
import { headerKey } from './text.ts';

/** Which column of a file carries which column of the table. */
export interface HeaderMatch {
  /** Position in the file by column name; a column that may be lacking is not in it. */
  positions: Map<string, number>;
  /** Headers nothing asks for. */
  extra: string[];
  problems: Problem[];
}

/** @param described whether dataset.yaml can speak of the file */
export function matchHeaders(spec: TableSpec, source: Source, described: boolean): HeaderMatch {
  const positions = new Map<string, number>();
  if (source.kind === 'text' && !source.text)
    return { positions, extra: [], problems: [problem('empty-file', spec, source)] };
  const problems = [...blankHeaders(spec, source), ...duplicateHeaders(spec, source)];
  const claimed = new Set<number>();
  const lacking: ColumnSpec[] = [];
  for (const column of spec.columns.toSorted((a, b) => Number(b.named) - Number(a.named))) {
    const found = positionsOf(column, source, column.named ? new Set() : claimed);
    const [position] = found;
    if (found.length > 1 && distinct(found, source)) {
      const headers = found.map((index) => source.headers[index]).join(', ');
      problems.push(problem('duplicate-header', spec, source, { column: headers }));
    } else if (position !== undefined) {
      positions.set(column.name, position);
      claimed.add(position);
    } else if (!column.optional) lacking.push(column);
  }
  if (lacking.length > 0) {
    const free = source.headers.filter((header, index) => header !== '' && !claimed.has(index));
    problems.push(missingColumns(lacking, free, { spec, source, described }));
  }
  const extra = spec.remarkExtra ? source.headers.filter((_, index) => !claimed.has(index)) : [];
  return { positions, extra, problems };
}

/** Where the first of a column's headers that the file has stands; several places if several headers read alike. */
function positionsOf(column: ColumnSpec, source: Source, claimed: ReadonlySet<number>): number[] {
  for (const header of column.headers) {
    const key = headerKey(header);
    const found = source.headers.flatMap((text, index) =>
      headerKey(text) === key && !claimed.has(index) ? index : [],
    );
    const literal = found.filter((index) => source.headers[index] === header);
    if (found.length > 0) return literal.length > 0 ? literal : found;
  }
  return [];
}

/** Headers that are word for word the same are reported once, as such. */
const distinct = (found: readonly number[], source: Source): boolean =>
  new Set(found.map((index) => source.headers[index])).size > 1;

function blankHeaders(spec: TableSpec, source: Source): Problem[] {
  const blank = source.headers.flatMap((header, index) => (header === '' ? index + 1 : []));
  if (blank.length === 0) return [];
  const { names, more } = shownNames(blank);
  return [problem('blank-header', spec, source, { column: names, more })];
}

function duplicateHeaders(spec: TableSpec, source: Source): Problem[] {
  const seen = new Set<string>();
  const repeated = source.headers.filter((header) => header !== '' && seen.size === seen.add(header).size);
  if (repeated.length === 0) return [];
  const { names, more } = shownNames([...new Set(repeated)]);
  return [problem('duplicate-header', spec, source, { column: names, more })];
}

function problem(code: string, spec: TableSpec, source: Source, params: Problem['params'] = {}): Problem {
  return { code, severity: 'error', params: { table: spec.name, file: source.name, line: 1, ...params } };
}
