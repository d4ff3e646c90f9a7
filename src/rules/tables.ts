import { parse } from 'csv-parse/sync';
import { closest } from '../model/closest.ts';
import type { Pack, Parameter } from '../model/pack.ts';
import { parsePeriod } from '../model/period.ts';
import type { Place, Problem } from '../model/problem.ts';
import type { YamlFile } from '../model/yaml.ts';
import type { PackSource } from './load.ts';
import { fromDecimal, type Rational } from './rational.ts';

/** A parameter's values from a file beside the pack: one for each period, region, or both. */
export interface ParameterTable {
  /** Region columns the value depends on, in the pack's order; empty for a table by period alone. */
  regions: string[];
  byPeriod: boolean;
  rows: { regions: string[]; period: number | undefined; value: Rational }[];
}

type FromFile = Extract<Parameter, { from: unknown }>;

const isClock = (name: string): boolean => name === 'period' || name === 'year';

/** Whether a path stays in the folder of the pack, on any system. */
function isBeside(path: string): boolean {
  return !/^([a-z]:|[\\/])/i.test(path) && !path.split(/[\\/]/).includes('..');
}

/** The values of all parameters with a `from`, with every problem of their files. */
export function readTables(
  pack: Pack,
  yaml: YamlFile,
  source: Pick<PackSource, 'readBeside'>,
): { tables: Map<string, ParameterTable>; problems: Problem[] } {
  const tables = new Map<string, ParameterTable>();
  const problems: Problem[] = [];
  for (const [name, parameter] of Object.entries(pack.parameters ?? {})) {
    if (!('from' in parameter)) continue;
    const { file } = parameter.from;
    const place = yaml.place(['parameters', name, 'from', 'file']);
    const text = isBeside(file) ? source.readBeside(file) : undefined;
    if (text === undefined) {
      const code = isBeside(file) ? 'table-unreadable' : 'table-outside';
      problems.push({ code, severity: 'error', params: { file }, place });
    } else if (typeof text !== 'string') problems.push(text);
    else {
      const read = readParameterTable(text, parameter, pack, place);
      problems.push(...read.problems);
      tables.set(name, read.table);
    }
  }
  return { tables, problems };
}

/** Reads the CSV file of a parameter with a `from`. Every wrong row is a problem with its line in that file. */
function readParameterTable(
  text: string,
  parameter: FromFile,
  pack: Pack,
  place: Place | undefined,
): { table: ParameterTable; problems: Problem[] } {
  const { file, key, value: valueColumn } = parameter.from;
  const regions = (pack.regions ?? []).filter((region) => key.includes(region));
  const table: ParameterTable = { regions, byPeriod: key.some(isClock), rows: [] };
  const problems: Problem[] = [];
  const add = (code: string, params: Problem['params'], at = place): void => {
    problems.push({ code, severity: 'error', params: { file, ...params }, place: at });
  };
  for (const name of key) {
    if (!isClock(name) && !regions.includes(name))
      add('table-key-unknown', { name, regions: (pack.regions ?? []).join(', ') });
  }
  const records = readRecords(text, (code, line, detail) => add(code, { detail }, placeIn(file, text, line)));
  if (problems.length > 0) return { table, problems };
  const header = records[0]?.record ?? [];
  for (const name of [...key, valueColumn]) {
    if (!header.includes(name)) add('table-column-missing', { name, near: closest(name, header) ?? '' });
  }
  if (problems.length > 0) return { table, problems };

  const seen = new Set<string>();
  for (const { record, line } of records.slice(1)) {
    const cell = (name: string): string => record[header.indexOf(name)] ?? '';
    const at = (name?: string): Place => placeIn(file, text, line, name && cell(name));
    if (record.length !== header.length) {
      add('table-row-length', { found: record.length, expected: header.length }, at());
      continue;
    }
    const clock = key.find(isClock);
    const period = clock === undefined ? undefined : parsePeriod(cell(clock), pack.period);
    if (clock !== undefined && period === undefined) add('table-period', { found: cell(clock) }, at(clock));
    if (!/^[+-]?\d{1,18}(\.\d{1,12})?$/.test(cell(valueColumn))) {
      add('table-value', { found: cell(valueColumn), name: valueColumn }, at(valueColumn));
      continue;
    }
    const names = regions.map(cell);
    const identity = JSON.stringify([names, period]);
    const row = [...names, ...(clock === undefined ? [] : [cell(clock)])].join(' ');
    if (seen.has(identity)) add('table-row-twice', { row }, at(key[0]));
    seen.add(identity);
    table.rows.push({ regions: names, period, value: fromDecimal(cell(valueColumn)) });
  }
  return { table, problems };
}

/** The records of a CSV text with the lines they end on. */
function readRecords(
  text: string,
  onError: (code: string, line: number, detail: string) => void,
): { record: string[]; line: number }[] {
  try {
    const options = { bom: true, info: true, trim: true, skip_empty_lines: true, relax_column_count: true };
    const records = parse(text, options) as unknown as { record: string[]; info: { lines: number } }[];
    return records.map(({ record, info }) => ({ record, line: info.lines }));
  } catch (error) {
    const { code, lines = 1, message } = error as Error & { code?: string; lines?: number };
    if (code === 'CSV_QUOTE_NOT_CLOSED') onError('table-quote-open', oddQuoteLine(text), '');
    else onError('table-broken', lines, message);
    return [];
  }
}

/** The line on which a quote opens that nothing closes. */
function oddQuoteLine(text: string): number {
  return text.split('\n').findIndex((line) => line.split('"').length % 2 === 0) + 1;
}

/** A line of a table, or a cell in it. */
function placeIn(file: string, text: string, line: number, cell?: string): Place {
  const lineText = text.split(/\r?\n/)[line - 1] ?? '';
  const start = cell ? Math.max(0, lineText.indexOf(cell)) : 0;
  return { file, line, column: start + 1, length: Math.max(1, cell?.length ?? lineText.length), lineText };
}
