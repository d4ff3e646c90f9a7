import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { Engine } from '../../src/engine/duckdb.ts';
import { compare } from '../oracle/against-sql.ts';
import { arbitraryCase } from '../oracle/generate.ts';
import { interpret } from '../oracle/interpret.ts';
import { interpretWatch } from '../oracle/watch.ts';
import { runBySql } from './sql-run.ts';

let engine: Engine;
beforeAll(async () => {
  engine = await Engine.open({ threads: 1 });
});
afterAll(() => engine.close());

/** Lines in an order of their own, whatever order they came in. */
const ordered = (rows: readonly object[]): string[] => rows.map((row) => JSON.stringify(row)).sort();

it('decides and watches every generated case as the interpreter does', { timeout: 1_200_000 }, async () => {
  const numRuns = Number(process.env.SHUANGDAO_CASES ?? 1500);
  await fc.assert(
    fc.asyncProperty(arbitraryCase(), async (test) => {
      const expected = interpret(test.pack, test.data, test.options);
      const { decisions, watch } = await runBySql(engine, test);
      expect(compare(expected, decisions)).toEqual([]);
      const wanted = interpretWatch(test.pack, test.data, test.options);
      expect(ordered(watch.signs)).toEqual(ordered(wanted.signs));
      expect(ordered(watch.watched)).toEqual(ordered(wanted.watched));
    }),
    { numRuns },
  );
});
