import { periodLabel } from '../model/period.ts';
import type { Problem } from '../model/problem.ts';
import { evaluateConstant } from './constant.ts';
import { type Expr, namesIn } from './expr.ts';
import type { LoadedPack } from './load.ts';
import type { Parameters } from './parameters.ts';
import { toDecimal } from './rational.ts';
import { parameterValue, type RegionCase, regionCases, withFormulas } from './region-cases.ts';
import { parametersUsed } from './used-parameters.ts';

/** Every period in which a pack says it is valid. */
export function validPeriods({ pack }: LoadedPack, parameters: Parameters): number[] {
  const first = parameters.startOf(pack.valid.from);
  return Array.from({ length: parameters.endOf(pack.valid.to) - first + 1 }, (_, index) => first + index);
}

/** Parameters that are read in a period of validity in which they have no value. */
export function gapProblems(loaded: LoadedPack, parameters: Parameters): Problem[] {
  const gaps = new Map<string, number[]>();
  for (const period of validPeriods(loaded, parameters)) {
    const conditions = loaded.require.flatMap((expr) => [...namesIn(expr)]);
    const used = [...parametersUsed(loaded, parameters, period), ...conditions];
    for (const name of rootsWithoutValue(used, loaded, parameters, period)) {
      gaps.set(name, [...(gaps.get(name) ?? []), period]);
    }
  }
  return [...gaps].map(([name, periods]) => ({
    code: 'parameter-gap',
    severity: 'error',
    params: { name, periods: spans(periods, loaded), from: loaded.pack.valid.from, to: loaded.pack.valid.to },
    place: loaded.yaml.place(['parameters', name], 'key'),
  }));
}

/** A formula lacks a value because something in it does; if nothing does, it divides by zero itself. */
function rootsWithoutValue(
  names: string[],
  loaded: LoadedPack,
  parameters: Parameters,
  period: number,
): Set<string> {
  const isMissing = (name: string): boolean =>
    loaded.names.get(name)?.kind === 'parameter' && parameters.at(name, period).kind === 'outside';
  const all = [...withFormulas(names.filter(isMissing), loaded)].filter(isMissing);
  return new Set(all.filter((name) => ![...namesIn(loaded.formulas.get(name) ?? NOTHING)].some(isMissing)));
}

const NOTHING: Expr = { op: 'literal', type: 'boolean', span: { start: 0, end: 0 }, value: true };

/** Conditions of `require` that are false in some period of validity, with the numbers that make them so. */
export function requireProblems(loaded: LoadedPack, parameters: Parameters): Problem[] {
  return loaded.require.flatMap((expr, index): Problem[] => {
    const broken = validPeriods(loaded, parameters).flatMap((period) => {
      const found = brokenCase(expr, loaded, parameters, period);
      return found ? [{ period, found }] : [];
    });
    const [first] = broken;
    if (!first) return [];
    const values = [...namesIn(expr)].map(
      (name) => [name, parameterValue(name, first.found, parameters, first.period)] as const,
    );
    return [
      {
        code: 'require-violated',
        severity: 'error',
        params: {
          condition: loaded.pack.require?.[index] ?? '',
          period: periodLabel(first.period, loaded.pack.period),
          values: values
            .map(([name, value]) => `${name} = ${typeof value === 'object' ? toDecimal(value) : '?'}`)
            .join(', '),
          regions: [...first.found.regions].map(([column, region]) => `${column} = ${region}`).join(', '),
          others: spans(
            broken.slice(1).map(({ period }) => period),
            loaded,
          ),
        },
        place: loaded.yaml.place(['require', index]),
      },
    ];
  });
}

function brokenCase(
  expr: Expr,
  loaded: LoadedPack,
  parameters: Parameters,
  period: number,
): RegionCase | undefined {
  return regionCases(namesIn(expr), loaded, parameters, period).find(
    (region) => evaluateConstant(expr, (name) => parameterValue(name, region, parameters, period)) === false,
  );
}

/** Periods as a person writes them: `2010–2012, 2015`. */
export function spans(periods: readonly number[], { pack }: LoadedPack): string {
  const runs: [number, number][] = [];
  for (const period of periods) {
    const run = runs.at(-1);
    if (run && run[1] === period - 1) run[1] = period;
    else runs.push([period, period]);
  }
  const label = (period: number): string => periodLabel(period, pack.period);
  return runs.map(([from, to]) => (from === to ? label(from) : `${label(from)}–${label(to)}`)).join(', ');
}
