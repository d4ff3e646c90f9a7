import { closest } from '../model/closest.ts';
import type { Column, ColumnType, PackTest } from '../model/pack.ts';
import { type PeriodKind, parsePeriod, periodLabel } from '../model/period.ts';
import type { Problem } from '../model/problem.ts';
import { WATCH_UNKNOWN } from '../model/watch.ts';
import type { Path } from '../model/yaml.ts';
import type { LoadedPack } from './load.ts';
import { isMembersKey } from './names.ts';
import { Parameters } from './parameters.ts';
import { parametersUsed } from './used-parameters.ts';

export type Given = PackTest['given'][string][string];

/** The word that stands for an unknown value in a test. */
export const UNKNOWN = 'unknown';

/** What the tests of a pack give or expect that the pack does not have, or that contradicts itself. */
export function testProblems(loaded: LoadedPack): Problem[] {
  return (loaded.pack.tests ?? []).flatMap((test, index) => new TestCheck(loaded, test, index).run());
}

class TestCheck {
  readonly #loaded: LoadedPack;
  readonly #test: PackTest;
  readonly #path: Path;
  readonly #problems: Problem[] = [];

  constructor(loaded: LoadedPack, test: PackTest, index: number) {
    this.#loaded = loaded;
    this.#test = test;
    this.#path = ['tests', index];
  }

  run(): Problem[] {
    const { state, since, given, expect } = this.#test;
    if (since !== undefined) this.#since(since);
    if (state !== undefined) this.#state(state, ['state']);
    for (const [period, values] of Object.entries(given)) {
      for (const [name, value] of Object.entries(values)) this.#given(name, value, ['given', period, name]);
    }
    this.#contradictions();
    this.#outside();
    for (const [period, { state: expected, code, watch }] of Object.entries(expect)) {
      if (expected !== undefined) this.#state(expected, ['expect', period, 'state']);
      if (code) this.#code(code, ['expect', period, 'code']);
      if (watch) this.#watch(watch, ['expect', period, 'watch']);
    }
    if (Object.values(expect).every((part) => Object.keys(part).length === 0))
      this.#add('test-expects-nothing', {}, ['name']);
    return this.#problems;
  }

  #state(name: string, path: Path): void {
    const states = this.#loaded.pack.states.map(({ id }) => id);
    if (!states.includes(name)) this.#add('state-unknown', { name, near: closest(name, states) ?? '' }, path);
  }

  /** A state has begun before the first period, or it is not the state before it. */
  #since(since: string): void {
    const { period } = this.#loaded.pack;
    const first = firstPeriod(this.#test, period);
    if ((parsePeriod(since, period) ?? first) < first) return;
    this.#add('test-since-late', { since, first: periodLabel(first, period) }, ['since']);
  }

  /** Periods beyond the pack's validity in which a number it reads has no value. */
  #outside(): void {
    const { period: kind, valid } = this.#loaded.pack;
    const parameters = new Parameters(this.#loaded);
    for (const [section, part] of [
      ['given', this.#test.given] as const,
      ['expect', this.#test.expect] as const,
    ]) {
      for (const label of Object.keys(part)) {
        const period = parsePeriod(label, kind) ?? 0;
        if (period >= parameters.startOf(valid.from) && period <= parameters.endOf(valid.to)) continue;
        const used = [...parametersUsed(this.#loaded, parameters, period)];
        const name = used.find((parameter) => parameters.at(parameter, period).kind === 'outside');
        if (!name) continue;
        this.#add('test-outside', { name, period: label, ...valid }, [section, label], 'key');
        return;
      }
    }
  }

  #code(name: string, path: Path): void {
    const codes = this.#loaded.pack.transitions.map(({ code }) => code);
    if (!codes.includes(name)) this.#add('code-unknown', { name, near: closest(name, codes) ?? '' }, path);
  }

  #watch(name: string, path: Path): void {
    const levels = [...this.#loaded.watch.map(({ level }) => level.id), WATCH_UNKNOWN];
    if (!levels.includes(name)) this.#add('level-unknown', { name, near: closest(name, levels) ?? '' }, path);
  }

  #given(name: string, value: Given, path: Path): void {
    const { pack, names } = this.#loaded;
    const list = pack.inputs[name];
    if (list && isMembersKey(list.key)) {
      this.#members(name, list.columns, value, path);
      return;
    }
    const info = names.get(name);
    if (info?.kind === 'input') this.#value(name, value, info.column, path);
    else if (info?.kind === 'fact') this.#value(name, value, { type: info.type }, path);
    else if (info) this.#add('test-not-given', { name, kind: info.kind }, path, 'key');
    else this.#add('test-name-unknown', { name, near: closest(name, this.#givable()) ?? '' }, path, 'key');
  }

  /** Names that a test may give. */
  #givable(): string[] {
    const { pack, names } = this.#loaded;
    const plain = [...names]
      .filter(([, { kind }]) => kind === 'input' || kind === 'fact')
      .map(([name]) => name);
    return [
      ...plain,
      ...Object.keys(pack.inputs).filter((table) => isMembersKey(pack.inputs[table]?.key ?? 'household')),
    ];
  }

  #members(table: string, columns: Record<string, Column>, value: Given, path: Path): void {
    if (value === UNKNOWN) return;
    if (!Array.isArray(value)) {
      this.#add('test-needs-list', { name: table }, path);
      return;
    }
    value.forEach((row, index) => {
      for (const [name, cell] of Object.entries(row)) {
        const at = [...path, index, name];
        const column = columns[name];
        if (column) this.#value(name, cell, column, at);
        else
          this.#add(
            'test-name-unknown',
            { name, near: closest(name, Object.keys(columns)) ?? '' },
            at,
            'key',
          );
      }
    });
  }

  #value(name: string, value: Given, column: Pick<Column, 'codes'> & { type: ColumnType }, path: Path): void {
    if (isGivenValue(value, column)) return;
    const expected = column.type === 'category' ? (column.codes ?? []).join(', ') : column.type;
    this.#add('test-value', { name, expected, found: Array.isArray(value) ? '[…]' : String(value) }, path);
  }

  /** What belongs to a household and not to a period holds for the whole test, so it can't be given twice. */
  #contradictions(): void {
    const seen = new Map<string, Given>();
    for (const [period, values] of Object.entries(this.#test.given)) {
      for (const [name, value] of Object.entries(values)) {
        if (!isForWholeTest(name, this.#loaded)) continue;
        const before = seen.get(name);
        if (before !== undefined && JSON.stringify(before) !== JSON.stringify(value)) {
          this.#add('test-two-values', { name, test: this.#test.name }, ['given', period, name]);
        }
        seen.set(name, value);
      }
    }
  }

  #add(code: string, params: Problem['params'], path: Path, part?: 'key'): void {
    const place = this.#loaded.yaml.place([...this.#path, ...path], part);
    this.#problems.push({ code, severity: 'error', params, place });
  }
}

/** The first period that a test gives or expects anything for. */
export function firstPeriod({ given, expect }: PackTest, kind: PeriodKind): number {
  const labels = [...Object.keys(given), ...Object.keys(expect)];
  return Math.min(...labels.map((label) => parsePeriod(label, kind) ?? Number.POSITIVE_INFINITY));
}

/** Whether a given name belongs to the household, not to a period of it. */
export function isForWholeTest(name: string, { pack, names }: LoadedPack): boolean {
  const key = pack.inputs[name]?.key;
  if (key !== undefined) return key === 'household,member';
  const info = names.get(name);
  return info?.kind === 'input' && !info.byPeriod;
}

const SHAPES: Partial<Record<ColumnType, RegExp>> = {
  money: /^[+-]?\d{1,12}(\.\d{1,4})?$/,
  number: /^[+-]?\d{1,12}(\.\d{1,12})?$/,
  integer: /^[+-]?\d{1,12}$/,
  date: /^\d{4}-\d{2}-\d{2}$/,
};

/** Whether a test's value is one of a type. Ranges are for data: a test may step over them. */
function isGivenValue(value: Given, { type, codes }: Pick<Column, 'codes'> & { type: ColumnType }): boolean {
  if (value === UNKNOWN) return true;
  if (type === 'boolean') return typeof value === 'boolean';
  if (typeof value !== 'string') return false;
  if (type === 'category') return codes?.includes(value) ?? false;
  return SHAPES[type]?.test(value) ?? true;
}
