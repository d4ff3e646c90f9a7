import { closest } from '../model/closest.ts';
import { Failure, type Problem } from '../model/problem.ts';
import { requireProblems } from './check-parameters.ts';
import { namesIn } from './expr.ts';
import type { LoadedPack } from './load.ts';
import { Parameters } from './parameters.ts';
import * as R from './rational.ts';

/** Numbers to try instead of a pack's own, by parameter, in the order in which they were asked for. */
export type ParameterSet = ReadonlyMap<string, R.Rational>;

/** Beyond it nobody reads the result, and it is more likely a slip in a step. */
export const MOST_SETTINGS = 1000;

/** A number as a pack may write it. */
const DECIMAL = /^[+-]?\d{1,18}(\.\d{1,12})?$/;

/**
 * Reads what is to be tried: `entry_line=1200..3000:100` (both ends included), `entry_line=1500,1800,2000`, or both
 * mixed. Several of them give all combinations, the last one changing fastest.
 * @throws Failure of kind `usage` with everything that is wrong
 */
export function parameterSets(texts: readonly string[], loaded: LoadedPack): ParameterSet[] {
  const problems: Problem[] = [];
  const add = (code: string, params: Problem['params']): void => {
    problems.push({ code, severity: 'error', params });
  };
  const tried = new Map<string, R.Rational[]>();
  for (const text of texts) {
    const [, name, list] = /^([^=]*)=(.*)$/s.exec(text) ?? [];
    if (name === undefined || list === undefined) {
      add('set-form', { found: text });
      continue;
    }
    const known = parameterProblem(name, loaded);
    if (known) problems.push(known);
    if (tried.has(name)) add('set-twice', { name });
    const read = valuesOf(name, list);
    problems.push(...read.problems);
    if (!known) problems.push(...negativeProblems(name, read.values, loaded));
    tried.set(name, read.values);
  }
  const count = [...tried.values()].reduce((product, { length }) => product * length, 1);
  if (count > MOST_SETTINGS) add('set-too-many', { count, most: MOST_SETTINGS });
  if (problems.length > 0) throw new Failure('usage', problems);
  return combinations([...tried]);
}

function combinations(tried: readonly (readonly [string, readonly R.Rational[]])[]): ParameterSet[] {
  return tried.reduce<ParameterSet[]>(
    (sets, [name, values]) =>
      sets.flatMap((set) => values.map((value): ParameterSet => new Map([...set, [name, value]]))),
    [new Map()],
  );
}

/** Why a parameter can't be set: there is none of that name, a formula makes it, or it differs by region. */
function parameterProblem(name: string, { pack, formulas }: LoadedPack): Problem | undefined {
  const parameters = pack.parameters ?? {};
  const parameter = Object.hasOwn(parameters, name) ? parameters[name] : undefined;
  const names = Object.keys(parameters);
  const problem = (code: string, params: Problem['params']): Problem => ({ code, severity: 'error', params });
  if (!parameter) {
    return problem('set-unknown', { name, near: closest(name, names) ?? '', names: names.join(', ') });
  }
  if ('is' in parameter) {
    const formula = formulas.get(name);
    const inputs = [...(formula ? namesIn(formula) : [])].filter((used) => names.includes(used));
    return problem('set-formula', { name, formula: parameter.is, inputs: inputs.join(', ') });
  }
  const isRead = [...formulas.values()].some((formula) => namesIn(formula).has(name));
  if ('values' in parameter || isRead) return undefined;
  return problem('set-table', { name, file: parameter.from.file });
}

/** An amount or a share that the pack only knows from 0 upwards makes no sense below. */
function negativeProblems(
  name: string,
  values: readonly R.Rational[],
  { pack, tables }: LoadedPack,
): Problem[] {
  const parameter = pack.parameters?.[name];
  const own =
    parameter && 'values' in parameter
      ? Object.values(parameter.values).map(({ value }) => R.fromDecimal(value))
      : (tables.get(name)?.rows ?? []).map(({ value }) => value);
  const lowest = values.find(({ n }) => n < 0n);
  if (!lowest || own.some(({ n }) => n < 0n)) return [];
  return [{ code: 'set-negative', severity: 'error', params: { name, value: R.toDecimal(lowest) } }];
}

function valuesOf(name: string, list: string): { values: R.Rational[]; problems: Problem[] } {
  const values = new Map<string, R.Rational>();
  const problems: Problem[] = [];
  for (const part of list.split(',').map((text) => text.trim())) {
    const found = part.includes('..') ? rangeOf(name, part) : numberOf(name, part);
    if ('code' in found) problems.push(found);
    else for (const value of found) values.set(R.toDecimal(value), value);
  }
  return { values: [...values.values()], problems };
}

function numberOf(name: string, text: string): R.Rational[] | Problem {
  if (DECIMAL.test(text)) return [R.fromDecimal(text)];
  return { code: 'set-number', severity: 'error', params: { name, found: text } };
}

function rangeOf(name: string, text: string): R.Rational[] | Problem {
  const problem = (code: string, params: Problem['params'] = {}): Problem => ({
    ...{ code, severity: 'error' },
    params: { name, found: text, ...params },
  });
  const [, ...ends] = /^(.*?)\.\.([^:]*):(.*)$/s.exec(text) ?? [];
  const [from, to, step] = ends.map((end) =>
    DECIMAL.test(end.trim()) ? R.fromDecimal(end.trim()) : undefined,
  );
  if (!from || !to || !step) return problem('set-range');
  if (step.n <= 0n) return problem('set-step');
  if (R.compare(from, to) > 0) return problem('set-reversed');
  const steps = R.divide(R.add(to, R.negate(from)), step);
  const whole = steps.n / steps.d;
  if (whole >= BigInt(MOST_SETTINGS)) {
    return problem('set-too-many', { count: String(whole + 1n), most: MOST_SETTINGS });
  }
  const at = (index: bigint): R.Rational => R.add(from, R.multiply(step, R.rational(index)));
  // An end that no step reaches would either be left out or make a step of another size, and both would be a guess.
  if (steps.d !== 1n) {
    return problem('set-misses', { before: R.toDecimal(at(whole)), after: R.toDecimal(at(whole + 1n)) });
  }
  return Array.from({ length: Number(whole) + 1 }, (_, index) => at(BigInt(index)));
}

/** The settings that the pack's own `require:` allows, and the others with what they break. */
export function permitted(
  sets: readonly ParameterSet[],
  loaded: LoadedPack,
  options: { carryForward?: boolean | undefined },
): { sets: ParameterSet[]; leftOut: { set: ParameterSet; problems: Problem[] }[] } {
  const judged = sets.map((set) => ({
    set,
    problems: requireProblems(loaded, new Parameters(loaded, { ...options, set })).map(
      ({ params, severity }): Problem => ({
        code: 'set-breaks',
        severity,
        params: { ...params, set: textOf(set) },
      }),
    ),
  }));
  return {
    sets: judged.filter(({ problems }) => problems.length === 0).map(({ set }) => set),
    leftOut: judged.filter(({ problems }) => problems.length > 0),
  };
}

/** `entry_line = 1500, exit_line = 2500` */
export function textOf(set: ParameterSet): string {
  return [...set].map(([name, value]) => `${name} = ${R.toDecimal(value)}`).join(', ');
}
