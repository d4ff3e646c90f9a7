import { CsvError, type Options, parse } from 'csv-parse/sync';
import { closest } from '../model/closest.ts';
import { DELIMITERS } from '../model/dataset.ts';
import { Failure, failure, type Problem } from '../model/problem.ts';
import { sniffEncoding } from './encoding.ts';
import { cellText, isNoValue, RegionRow, type Role } from './region-cells.ts';
import { headerKey, isBinary, tidy } from './text.ts';

/** Which column of the file is for what, by its header. */
export type RegionColumns = Partial<Record<Role, string>> & { region: string; value: string };

/** How many problems of one file are listed; the rest is counted. */
const MOST = 100;

interface Read {
  record: string[];
  info: { lines: number };
}

/**
 * The rows of a table of regions: a few thousand at most, so each is looked at by itself and every problem is told at
 * once, with its line, its column and what stands there. A value is divided by `per` where that is asked for, and null
 * where either is NA.
 * @param file its name in messages
 * @throws Failure with every problem found
 */
export function readRegions(bytes: Uint8Array, file: string, columns: RegionColumns): RegionRow[] {
  const text = decode(bytes, file);
  const records = recordsOf(text, file, columns);
  const [header, ...body] = records;
  if (header === undefined || body.length === 0) throw failure('usage', 'regions-empty', { file });
  const places = placesOf(header.record, file, columns);
  const problems: Problem[] = [];
  const lines = new Map<string, number>();
  const rows = body.flatMap((one): RegionRow[] => {
    const line = firstLine(one);
    const row = readRow(one.record, places, { file, line, columns, cells: header.record.length }, problems);
    if (row === undefined) return [];
    const key = JSON.stringify([row.region, row.period]);
    const earlier = lines.get(key);
    if (earlier !== undefined)
      problems.push(
        problem('regions-duplicate', { file, line, earlier, region: row.region, period: row.period ?? '' }),
      );
    else lines.set(key, line);
    return [divided(row)];
  });
  if (problems.length > MOST) {
    const more = problems.length - MOST;
    problems.splice(MOST, more, problem('regions-more', { file, count: more }));
  }
  if (problems.length > 0) throw new Failure('usage', problems);
  return rows;
}

const problem = (code: string, params: Problem['params']): Problem => ({ code, severity: 'error', params });

function divided({ per, ...row }: RegionRow): RegionRow {
  return per === undefined || row.value === null ? row : { ...row, value: row.value / per };
}

/** @throws Failure `no-text`, or `regions-undecodable` with the first line that is no text */
function decode(bytes: Uint8Array, file: string): string {
  const encoding = sniffEncoding(bytes);
  const [first = ''] = new TextDecoder(encoding).decode(bytes.subarray(0, 4096)).split(/\r\n|\r|\n/, 1);
  if (isBinary(first)) throw failure('usage', 'no-text', { file });
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch (cause) {
    const lenient = new TextDecoder(encoding).decode(bytes);
    const line = lenient.slice(0, lenient.indexOf('\uFFFD')).split(/\r\n|\r|\n/).length;
    throw failure('usage', 'regions-undecodable', { file, line, encoding }, { cause });
  }
}

/** Records under the delimiter that gives the most of the columns asked for. */
function recordsOf(text: string, file: string, columns: RegionColumns): Read[] {
  const wanted = new Set(Object.values(columns).map(headerKey));
  const common: Options = { relax_column_count: true, skip_empty_lines: true, info: true };
  const found = (delimiter: string): number => {
    try {
      const [first] = parse(text, { ...common, delimiter, to: 1 }) as unknown as Read[];
      return first?.record.filter((name) => wanted.has(headerKey(name))).length ?? 0;
    } catch {
      return 0;
    }
  };
  const delimiter = [...DELIMITERS].sort((a, b) => found(b) - found(a))[0] ?? ',';
  try {
    return parse(text, { ...common, delimiter }) as unknown as Read[];
  } catch (cause) {
    if (!(cause instanceof CsvError)) throw cause;
    throw failure('usage', 'regions-broken-quote', { file, line: Number(cause.lines) }, { cause });
  }
}

/** csv-parse tells the line a record ends in; its cells may hold line breaks. */
function firstLine({ record, info }: Read): number {
  return info.lines - record.reduce((count, cell) => count + cell.split(/\r\n|\r|\n/).length - 1, 0);
}

/** Where each role's column stands. @throws Failure with every column that is not there, or there twice */
function placesOf(header: readonly string[], file: string, columns: RegionColumns): Map<Role, number> {
  const names = header.map(tidy);
  const problems: Problem[] = [];
  const places = new Map<Role, number>();
  for (const [role, column] of Object.entries(columns) as [Role, string][]) {
    const same = [...names.keys()].filter((place) => names[place] === tidy(column));
    const alike = [...names.keys()].filter((place) => headerKey(names[place] ?? '') === headerKey(column));
    const matches = same.length > 0 ? same : alike;
    if (matches.length === 1) places.set(role, matches[0] as number);
    else if (matches.length > 1) problems.push(problem('regions-column-twice', { file, column }));
    else {
      const near = closest(column, names) ?? '';
      problems.push(
        problem('regions-no-column', { file, column, option: OPTIONS[role], near, all: names.join(', ') }),
      );
    }
  }
  if (problems.length > 0) throw new Failure('usage', problems);
  return places;
}

const OPTIONS: Readonly<Record<Role, string>> = {
  region: '--region',
  period: '--by',
  group: '--group',
  value: '--value',
  per: '--per',
  weight: '--weight',
  area: '--area',
};

function readRow(
  record: readonly string[],
  places: Map<Role, number>,
  { file, line, columns, cells }: { file: string; line: number; columns: RegionColumns; cells: number },
  problems: Problem[],
): RegionRow | undefined {
  if (record.length !== cells) {
    problems.push(problem('regions-cell-count', { file, line, found: record.length, expected: cells }));
    return undefined;
  }
  const texts = new Map([...places].map(([role, place]) => [role, cellText(record[place] ?? '')]));
  if (isNoValue(texts.get('value') ?? '') || isNoValue(texts.get('per') ?? '')) {
    // A region without a value is in no figure, whatever its weight.
    for (const role of ['per', 'weight', 'area'] as const) texts.delete(role);
    texts.set('value', 'NA');
  }
  const parsed = RegionRow.safeParse(Object.fromEntries(texts));
  if (parsed.success) return parsed.data;
  for (const { path, message } of parsed.error.issues) {
    const role = path[0] as Role;
    const value = texts.get(role) ?? '';
    const region = texts.get('region') ?? '';
    problems.push(
      problem(message, { file, line, column: columns[role] ?? '', value, region, option: OPTIONS[role] }),
    );
  }
  return undefined;
}
