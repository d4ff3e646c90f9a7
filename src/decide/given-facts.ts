import type { Column, InputTable, PackTest } from '../model/pack.ts';
import type { LoadedPack } from '../rules/load.ts';
import type { NameInfo } from '../rules/names.ts';

/** The table of facts that tests give; no pack can have a table of this name. */
export const GIVEN = 'given$';

/** The pack with some facts as inputs of a table by period, and without ranges that a test steps over. */
export function withGivenFacts(
  loaded: LoadedPack,
  facts: readonly string[],
  tests: readonly PackTest[],
): LoadedPack {
  const columns = Object.fromEntries(
    facts.map((name): [string, Column] => [name, { type: loaded.names.get(name)?.type ?? 'number' }]),
  );
  const inputs = Object.fromEntries(
    Object.entries(loaded.pack.inputs).map(([table, input]) => [table, withoutBrokenRanges(input, tests)]),
  );
  if (facts.length > 0) inputs[GIVEN] = { key: 'household,period', columns };
  const names = new Map<string, NameInfo>();
  for (const [name, info] of loaded.names) {
    const given = columns[name];
    if (given)
      names.set(name, { kind: 'input', type: info.type, table: GIVEN, column: given, byPeriod: true });
    else if (info.kind === 'input')
      names.set(name, { ...info, column: inputs[info.table]?.columns[name] ?? info.column });
    else names.set(name, info);
  }
  return {
    ...loaded,
    pack: { ...loaded.pack, inputs },
    names,
    facts: new Map([...loaded.facts].filter(([name]) => !facts.includes(name))),
  };
}

/** SQL relies on a range (a size from 1 can't be 0), so it must not know of one that a test breaks on purpose. */
function withoutBrokenRanges(input: InputTable, tests: readonly PackTest[]): InputTable {
  const columns = Object.entries(input.columns).map(([name, { range, ...column }]): [string, Column] => {
    const [low, high] = (range ?? []).map(Number);
    const isInside = (value: string): boolean => Number(value) >= (low ?? 0) && Number(value) <= (high ?? 0);
    if (!range || !valuesOf(name, tests).every(isInside)) return [name, column];
    return [name, { ...column, range }];
  });
  return { ...input, columns: Object.fromEntries(columns) };
}

/** Every number that tests give under a name, for households and for members. */
function valuesOf(name: string, tests: readonly PackTest[]): string[] {
  const rows = tests.flatMap(({ given }) => Object.values(given));
  const members = rows.flatMap((row) =>
    Object.values(row)
      .filter((value) => Array.isArray(value))
      .flat(),
  );
  return [...rows, ...members]
    .map((row) => row[name])
    .filter((value): value is string => typeof value === 'string' && /\d/.test(value));
}
