import { basename } from 'node:path';
import { lineCriteria, type PovertyLine, povertyLine } from '../decide/poverty-line.ts';
import { MEASURES } from '../decide/simulate-counts.ts';
import type { OutsideFile } from '../intake/read-dataset.ts';
import { closest } from '../model/closest.ts';
import { Failure, type Problem } from '../model/problem.ts';
import type { Simulation } from '../model/simulation.ts';
import type { Expr } from '../rules/expr.ts';
import type { LoadedPack } from '../rules/load.ts';
import type { NameInfo } from '../rules/names.ts';
import { type ParameterSet, parameterSets } from '../rules/parameter-sets.ts';
import type { SimulateOptions } from './simulate.ts';

/** What is asked, once it is known to make sense for the pack. */
export interface WhatIf {
  /** The pack, with the benchmark's column if that comes from a file of its own. */
  loaded: LoadedPack;
  sets: ParameterSet[];
  /** Names of the parameters that are set. */
  parameters: string[];
  measures: ReadonlyMap<string, Expr>;
  by: string | undefined;
  outside: Readonly<Record<string, OutsideFile>>;
  report: Pick<Simulation, 'format' | 'pack' | 'by' | 'line' | 'budget' | 'benchmark'>;
}

/** @throws Failure of kind `usage` with everything that is wrong */
export function settleQuestion(options: SimulateOptions, pack: LoadedPack): WhatIf {
  const problems: Problem[] = [];
  const tried = <T>(work: () => T): T | undefined => {
    try {
      return work();
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      problems.push(...error.problems);
      return undefined;
    }
  };
  const sets = tried(() => parameterSets(options.set, pack)) ?? [];
  const line = tried(() => settleLine(options, pack));
  const by = tried(() => settleRegion(options.by, pack));
  const benchmark = tried(() => settleBenchmark(options.benchmark, pack));
  if (options.budget !== undefined && !/^\d{1,18}(\.\d{1,4})?$/.test(options.budget))
    problems.push(problem('budget-form', { found: options.budget }));
  if (problems.length > 0) throw new Failure('usage', problems);
  const loaded = benchmark?.loaded ?? pack;
  const parameters = [...(sets[0]?.keys() ?? [])];
  const { id, version, title } = pack.pack;
  return {
    ...{ loaded, sets, parameters, by },
    measures: new Map([
      ...lineMeasures(line),
      ...(benchmark ? [[MEASURES.benchmark, benchmark.is] as const] : []),
    ]),
    outside: benchmark?.outside ?? {},
    report: {
      format: 'shuangdao-simulation/1',
      pack: { id, version, title },
      by: by ?? null,
      line: line ? lineUsed(line, pack) : null,
      budget: options.budget ?? null,
      benchmark: benchmark?.report ?? null,
    },
  };
}

function settleLine({ gap, budget }: SimulateOptions, pack: LoadedPack): PovertyLine | undefined {
  const line = povertyLine(pack, gap);
  if (gap !== undefined && !line) {
    const names = lineCriteria(pack);
    throw refused('gap-unknown', { name: gap, near: closest(gap, names) ?? '', names: names.join(', ') });
  }
  if (!line && budget !== undefined) throw refused('budget-no-line', {});
  return line;
}

function lineMeasures(line: PovertyLine | undefined): (readonly [string, Expr])[] {
  if (!line) return [];
  return [
    [MEASURES.poor, line.isPoor],
    [MEASURES.shortfall, line.shortfall],
    ...(line.persons ? [[MEASURES.persons, line.persons] as const] : []),
  ];
}

/** Money for a line of CNY/person/year is CNY/year. */
function lineUsed(
  { where, written, parameter, persons }: PovertyLine,
  { pack }: LoadedPack,
): Simulation['line'] {
  const unit = pack.parameters?.[parameter]?.unit?.replace('/person', '') ?? pack.currency;
  return { where, comparison: written, parameter, unit, persons: persons !== undefined };
}

function settleRegion(by: string | undefined, { pack }: LoadedPack): string | undefined {
  const regions = pack.regions ?? [];
  if (by === undefined || regions.includes(by)) return by ?? regions[0];
  throw refused('by-unknown', { name: by, near: closest(by, regions) ?? '', regions: regions.join(', ') });
}

interface Benchmark {
  loaded: LoadedPack;
  is: Expr;
  outside: Readonly<Record<string, OutsideFile>>;
  report: Simulation['benchmark'];
}

const BESIDE = 'benchmark$column';

/** A boolean column of the pack, or one in a file of its own, which then is a table of the pack as any other. */
function settleBenchmark(given: string | undefined, pack: LoadedPack): Benchmark | undefined {
  if (given === undefined) return undefined;
  const is = (name: string): Expr => ({ op: 'name', type: 'boolean', span: { start: 0, end: 0 }, name });
  const info = pack.names.get(given);
  if (info?.kind === 'input' && info.type === 'boolean')
    return { loaded: pack, is: is(given), outside: {}, report: { column: given, file: null } };
  const at = given.lastIndexOf(':');
  const [path, header] = [given.slice(0, at), given.slice(at + 1)];
  if (at <= 0 || header === '') {
    const columns = [...pack.names].flatMap(([name, { kind, type }]) =>
      kind === 'input' && type === 'boolean' ? [name] : [],
    );
    const near = closest(given, columns) ?? '';
    throw refused('benchmark-unknown', { name: given, near, names: columns.join(', ') });
  }
  const table = 'benchmark' in pack.pack.inputs ? 'benchmark$' : 'benchmark';
  const column: NameInfo = {
    ...{ kind: 'input', type: 'boolean', table, column: { type: 'boolean' }, byPeriod: false },
  };
  const inputs = {
    ...pack.pack.inputs,
    [table]: { key: 'household' as const, columns: { [BESIDE]: column.column } },
  };
  return {
    loaded: { ...pack, pack: { ...pack.pack, inputs }, names: new Map([...pack.names, [BESIDE, column]]) },
    is: is(BESIDE),
    outside: { [table]: { path, header } },
    report: { column: header, file: basename(path) },
  };
}

function refused(code: string, params: Problem['params']): Failure {
  return new Failure('usage', [problem(code, params)]);
}

function problem(code: string, params: Problem['params']): Problem {
  return { code, severity: 'error', params };
}
