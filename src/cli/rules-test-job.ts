import { judgeTests, planTests, type TestDecision, type TestResult } from '../decide/pack-tests.ts';
import { DUCKDB } from '../engine/dialect.ts';
import { Engine } from '../engine/duckdb.ts';
import { Failure } from '../model/problem.ts';
import { id, sql } from '../model/sql.ts';
import { packPageMessages } from '../report/messages/pack-page.ts';
import { paintFor } from '../report/paint.ts';
import { problemAsJson, renderProblem } from '../report/problems.ts';
import { speaker } from '../report/wording.ts';
import { checkPack } from '../rules/check.ts';
import type { LoadedPack } from '../rules/load.ts';
import type { Context } from './context.ts';
import { openPack, shippedPacks } from './packs.ts';
import type { RulesOptions } from './rules.ts';

interface Tested {
  id: string;
  tests: readonly TestResult[];
}

/** @returns 1 if a test failed */
export async function testPacks(
  references: string[],
  { json }: RulesOptions,
  { io, language }: Context,
): Promise<number> {
  const results: Tested[] = [];
  for (const reference of references.length > 0 ? references : shippedPacks()) {
    results.push(await testPack(openPack(reference).loaded));
  }
  if (json) {
    const list = results.map(({ id, tests }) => ({
      pack: id,
      tests: tests.map(({ failures, ...test }) => ({
        ...test,
        failures: failures.map((failure) => problemAsJson(failure, language)),
      })),
    }));
    io.stdout.write(`${JSON.stringify(list, null, 2)}\n`);
  } else {
    const paint = await paintFor(io.stderr, io.env);
    for (const { id, tests } of results) {
      const failures = tests.flatMap((test) => test.failures);
      for (const failure of failures) io.stderr.write(`${renderProblem(failure, language, paint)}\n`);
      io.stdout.write(`${verdict(id, tests, language)}\n`);
    }
  }
  return results.some(({ tests }) => tests.some(hasFailed)) ? 1 : 0;
}

const hasFailed = ({ failures }: TestResult): boolean => failures.length > 0;

function verdict(id: string, tests: readonly TestResult[], language: Context['language']): string {
  const say = speaker(packPageMessages, language);
  const failed = tests.filter(hasFailed).length;
  if (tests.length === 0) return say('test-none', { id });
  return say(failed === 0 ? 'test-good' : 'test-bad', { id, count: tests.length, failed });
}

/**
 * Decides the tests of a pack, those of its levels last, with the engine. Each batch has a schema of its own, since
 * all lay out tables of the same names.
 * @throws Failure if the pack, or a test in it, is invalid
 */
async function testPack(loaded: LoadedPack): Promise<Tested> {
  const problems = checkPack(loaded).filter(({ severity }) => severity === 'error');
  if (problems.length > 0) throw new Failure('pack', problems);
  const tests: TestResult[] = [];
  const engine = await Engine.open({ threads: 1 });
  try {
    for (const rules of [loaded, ...loaded.levels]) {
      const results = new Map<number, TestResult>();
      for (const [index, batch] of planTests(rules, DUCKDB).entries()) {
        const schema = `${rules.unit.name}_${index}`;
        await engine.run(sql`CREATE SCHEMA ${id(schema)}; USE ${id(schema)}`);
        await engine.runPlan(batch.plan);
        const rows = await engine.rows<TestDecision>(batch.query);
        for (const [position, result] of judgeTests(rules, batch, rows)) results.set(position, result);
      }
      tests.push(...[...results].sort(([a], [b]) => a - b).map(([, result]) => result));
    }
  } finally {
    engine.close();
  }
  return { id: loaded.pack.id, tests };
}
