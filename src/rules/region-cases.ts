import { type Constant, evaluateConstant } from './constant.ts';
import { namesIn } from './expr.ts';
import type { LoadedPack } from './load.ts';
import type { Parameters } from './parameters.ts';
import type { Rational } from './rational.ts';

/** A place to live, as far as the numbers of a pack tell places apart. */
export interface RegionCase {
  /** Region names by region column. */
  regions: ReadonlyMap<string, string>;
  /** The numbers that hold there; a parameter without a row for it has none. */
  values: ReadonlyMap<string, Rational>;
}

/** No pack has more; it only keeps tables without a common region from multiplying. */
const MOST_CASES = 20_000;

/** Every combination of rows of the regional parameters among some names, matched by the regions they share. */
export function regionCases(
  names: Iterable<string>,
  loaded: LoadedPack,
  parameters: Parameters,
  period: number,
): RegionCase[] {
  let cases: RegionCase[] = [{ regions: new Map(), values: new Map() }];
  for (const name of withFormulas(names, loaded)) {
    if (loaded.names.get(name)?.kind !== 'parameter') continue;
    const state = parameters.at(name, period);
    if (state.kind !== 'regional') continue;
    cases = cases.flatMap((known) => {
      const rows = state.rows.filter((row) =>
        state.regions.every(
          (region, at) => (known.regions.get(region) ?? row.regions[at]) === row.regions[at],
        ),
      );
      if (rows.length === 0) return [known];
      return rows.map((row) => ({
        regions: new Map([
          ...known.regions,
          ...state.regions.map((region, at) => [region, row.regions[at] ?? ''] as const),
        ]),
        values: new Map([...known.values, [name, row.value]]),
      }));
    });
    cases = cases.slice(0, MOST_CASES);
  }
  return cases;
}

/** The names, and those that formulas among them read. */
export function withFormulas(names: Iterable<string>, loaded: LoadedPack): Set<string> {
  const all = new Set<string>();
  const visit = (name: string): void => {
    if (all.has(name)) return;
    all.add(name);
    const formula = loaded.formulas.get(name);
    if (formula) for (const used of namesIn(formula)) visit(used);
  };
  for (const name of names) visit(name);
  return all;
}

/** The value of a parameter or of the clock in a period, for one region case. */
export function parameterValue(
  name: string,
  { values }: Pick<RegionCase, 'values'>,
  parameters: Parameters,
  period: number,
): Constant {
  const constant = parameters.constant(name, period);
  if (constant) return constant;
  if (name === 'period' || name === 'year') return undefined;
  const state = parameters.at(name, period);
  if (state.kind === 'regional') return values.get(name);
  if (state.kind !== 'formula') return undefined;
  return evaluateConstant(state.expr, (part) => parameterValue(part, { values }, parameters, period));
}
