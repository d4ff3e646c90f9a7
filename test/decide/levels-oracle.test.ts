import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { Engine } from '../../src/engine/duckdb.ts';
import { compare } from '../oracle/against-sql.ts';
import { arbitraryLevels } from '../oracle/generate-levels.ts';
import { interpretLevels } from '../oracle/levels.ts';
import { decideLevelsBySql } from './sql-run.ts';

let engine: Engine;
beforeAll(async () => {
  engine = await Engine.open({ threads: 1 });
});
afterAll(() => engine.close());

it('decides every generated village and county as the interpreter does', { timeout: 1_200_000 }, async () => {
  const numRuns = Number(process.env.SHUANGDAO_CASES ?? 100);
  await fc.assert(
    fc.asyncProperty(arbitraryLevels(), async (test) => {
      const expected = interpretLevels(test.pack, test.data, test.options);
      const actual = await decideLevelsBySql(engine, test, expected.worlds);
      const differences = Object.entries(expected.levels).flatMap(([level, decisions]) =>
        compare(decisions, actual.levels[level] ?? []).map((text) => `${level} ${text}`),
      );
      expect([...compare(expected.households, actual.households), ...differences]).toEqual([]);
    }),
    { numRuns },
  );
});
