import { closest } from '../model/closest.ts';
import type { Problem } from '../model/problem.ts';
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

export function matchHeaders(spec: TableSpec, source: Source): HeaderMatch {
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
  problems.push(...lacking.map((column) => missingColumn(column, spec, source, claimed)));
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
  return source.headers.flatMap((header, index) =>
    header === '' ? [problem('blank-header', spec, source, { column: index + 1 })] : [],
  );
}

function duplicateHeaders(spec: TableSpec, source: Source): Problem[] {
  const repeated = source.headers.filter(
    (header, index) => header !== '' && source.headers.indexOf(header) !== index,
  );
  return [...new Set(repeated)].map((header) =>
    problem('duplicate-header', spec, source, { column: header }),
  );
}

function missingColumn(
  column: ColumnSpec,
  spec: TableSpec,
  source: Source,
  claimed: ReadonlySet<number>,
): Problem {
  const free = source.headers.filter((header, index) => header !== '' && !claimed.has(index));
  const near = [...column.headers, column.name]
    .map((name) => closest(name, free))
    .find((name) => name !== undefined);
  const [name = column.name, ...aliases] = new Set(column.headers);
  const params = {
    column: name,
    expected: aliases.join(', '),
    found: free.join(', '),
    near: near ?? '',
  };
  return problem('missing-column', spec, source, params);
}

function problem(code: string, spec: TableSpec, source: Source, params: Problem['params'] = {}): Problem {
  return { code, severity: 'error', params: { table: spec.name, file: source.name, line: 1, ...params } };
}
