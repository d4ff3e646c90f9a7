import { type DecisionRow, explain } from '../../src/decide/explain.ts';
import type { Explanation } from '../../src/model/explanation.ts';
import { type LoadedPack, loadPack } from '../../src/rules/load.ts';
import { Parameters } from '../../src/rules/parameters.ts';
import { interpret } from '../oracle/interpret.ts';
import type { OracleData, OracleOptions, Row } from '../oracle/types.ts';

export function packFrom(text: string, tables: Record<string, string> = {}): LoadedPack {
  return loadPack({ file: 'pack.yaml', text, readBeside: (path) => tables[path] });
}

/** The decisions of a dataset as a run folder holds them, decided by the interpreter. */
export function decisionRows(
  { pack, names }: LoadedPack,
  data: OracleData,
  options: OracleOptions = {},
): DecisionRow[] {
  return interpret(pack, data, options).map((decision) => {
    const { facts, criteria, missing, household, period, ...course } = decision;
    const answers = Object.entries(criteria).map(([name, answer]) => [
      name,
      answer === 'unknown' ? null : answer === 'true',
    ]);
    const inputs = [...names].flatMap(([name, info]) => {
      if (info.kind !== 'input') return [];
      const row = data.tables[info.table]?.find(
        (one) => one.household === household && (!info.byPeriod || one.period === period),
      );
      const cell = row?.[name] ?? null;
      return [[name, info.type === 'number' && cell !== null ? String(cell) : cell]];
    });
    const id = { household, period };
    return {
      ...{ ...id, ...course, missing: missing.join(';') },
      ...facts,
      ...Object.fromEntries(answers),
      ...Object.fromEntries(inputs),
    };
  });
}

export function explainRows(
  loaded: LoadedPack,
  rows: readonly DecisionRow[],
  period: string,
  register = false,
): Explanation {
  return explain({ loaded, parameters: new Parameters(loaded), rows, register }, period);
}

/** Decides one household and explains it. */
export function explainHousehold(
  loaded: LoadedPack,
  household: Row,
  tables: Record<string, Row[]>,
  period: string,
  parameterTables: Record<string, Row[]> = {},
): Explanation {
  const named = (rows: Row[]): Row[] => rows.map((row) => ({ household: 'h', ...row }));
  const given = Object.entries(tables).map(([name, rows]) => [name, named(rows)]);
  const data: OracleData = {
    tables: { households: [{ household: 'h', ...household }], ...Object.fromEntries(given) },
    register: [],
    parameterTables,
  };
  return explainRows(loaded, decisionRows(loaded, data), period);
}
