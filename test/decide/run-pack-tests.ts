import { judgeTests, planTests, type TestDecision, type TestResult } from '../../src/decide/pack-tests.ts';
import { DUCKDB } from '../../src/engine/dialect.ts';
import type { Engine } from '../../src/engine/duckdb.ts';
import type { LoadedPack } from '../../src/rules/load.ts';

/** Runs the tests of a pack and of its levels, each batch in an empty schema; results in the order of the pack. */
export async function runPackTests(
  engine: Engine,
  loaded: LoadedPack,
): Promise<{ results: TestResult[]; batches: number }> {
  const results: TestResult[] = [];
  let batches = 0;
  for (const rules of [loaded, ...loaded.levels]) {
    const own = new Map<number, TestResult>();
    for (const batch of planTests(rules, DUCKDB)) {
      batches++;
      await engine.run('USE main; DROP SCHEMA IF EXISTS batch CASCADE; CREATE SCHEMA batch; USE batch');
      await engine.runPlan(batch.plan);
      const rows = await engine.rows<TestDecision>(batch.query);
      for (const [position, result] of judgeTests(rules, batch, rows)) own.set(position, result);
    }
    results.push(...[...own].sort(([a], [b]) => a - b).map(([, result]) => result));
  }
  return { results, batches };
}
