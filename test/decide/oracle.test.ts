import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { Engine } from '../../src/engine/duckdb.ts';
import { compare } from '../oracle/against-sql.ts';
import { arbitraryCase } from '../oracle/generate.ts';
import { interpret } from '../oracle/interpret.ts';
import { decideBySql } from './sql-run.ts';

let engine: Engine;
beforeAll(async () => {
  engine = await Engine.open({ threads: 1 });
});
afterAll(() => engine.close());

it('decides every generated case as the interpreter does', { timeout: 1_200_000 }, async () => {
  const numRuns = Number(process.env.SHUANGDAO_CASES ?? 1500);
  await fc.assert(
    fc.asyncProperty(arbitraryCase(), async (test) => {
      const expected = interpret(test.pack, test.data, test.options);
      const actual = await decideBySql(engine, test);
      expect(compare(expected, actual)).toEqual([]);
    }),
    { numRuns },
  );
});
