import fc from 'fast-check';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { type DecisionRow, explain } from '../../src/decide/explain.ts';
import { Engine } from '../../src/engine/duckdb.ts';
import type { Answer, Condition } from '../../src/model/explanation.ts';
import { renderExplanation } from '../../src/report/explanation.ts';
import { loadPack } from '../../src/rules/load.ts';
import { Parameters } from '../../src/rules/parameters.ts';
import { arbitraryCase } from '../oracle/generate.ts';
import type { OracleCase } from '../oracle/types.ts';
import { toYaml } from '../oracle/write-case.ts';
import { decideBySql, parameterTable } from './sql-run.ts';

let engine: Engine;
beforeAll(async () => {
  engine = await Engine.open({ threads: 1 });
});
afterAll(() => engine.close());

it('explains whatever was decided, without contradicting itself or the decision', async () => {
  let explained = 0;
  await fc.assert(
    fc.asyncProperty(arbitraryCase(), async (test) => {
      const { loaded, parameters, rows } = await decide(test);
      for (const household of new Set(rows.map((row) => row.household))) {
        const own = rows.filter((row) => row.household === household);
        const register = test.data.register.length > 0;
        for (const { period, ...row } of own) {
          const told = explain({ loaded, parameters, rows: own, register }, String(period));
          explained++;
          const wrong = told.considered.flatMap(({ condition }) => contradictions(condition, row));
          expect(wrong, `${household} ${period}`).toEqual([]);
          for (const language of ['en', 'zh'] as const) {
            expect(renderExplanation(told, language)).not.toMatch(/undefined|NaN|\[object|\{\w+\}/);
          }
        }
      }
    }),
    { numRuns: Number(process.env.SHUANGDAO_CASES ?? 40) },
  );
  expect(explained).toBeGreaterThan(100);
});

/** A generated case decided by SQL, with its decisions as the run folder has them. */
async function decide(test: OracleCase) {
  const loaded = loadPack({
    file: 'pack.yaml',
    text: toYaml(test.pack),
    readBeside: (path) => parameterTable(test, path),
  });
  const parameters = new Parameters(loaded, { carryForward: test.options.carryForward });
  const reading = vi.spyOn(engine, 'rows');
  await decideBySql(engine, test);
  const rows: DecisionRow[] = (await reading.mock.results.at(-1)?.value) ?? [];
  reading.mockRestore();
  return { loaded, parameters, rows };
}

/** Where an answer is not what its parts make it, or not what was decided. */
function contradictions(condition: Condition, row: DecisionRow): string[] {
  const { kind, answer } = condition;
  const check = (parts: readonly Condition[], expected: Answer | undefined): string[] => [
    ...(expected !== undefined && expected !== answer
      ? [`${kind} ${JSON.stringify(condition)} is not ${expected}`]
      : []),
    ...parts.flatMap((part) => contradictions(part, row)),
  ];
  switch (condition.kind) {
    case 'all':
    case 'any':
      return check(condition.parts, kleene(kind === 'any', condition.parts));
    case 'not':
      return check([condition.part], kleene(false, [condition.part], true));
    case 'choice': {
      const { test, if_true, if_false } = condition;
      const taken = { true: if_true, false: if_false, unknown: test, unrecorded: test }[test.answer];
      return check([test, if_true, if_false], told(taken.answer));
    }
    case 'named': {
      const cell = row[condition.name];
      const recorded = cell === undefined ? undefined : cell === null ? 'unknown' : (String(cell) as Answer);
      return check([], recorded).concat(
        check(condition.part ? [condition.part] : [], told(condition.part?.answer)),
      );
    }
    case 'held':
      return check([], kleene(false, condition.each));
    default:
      return [];
  }
}

function told(answer: Answer | undefined): Answer | undefined {
  return answer === 'unrecorded' ? undefined : answer;
}

function kleene(any: boolean, parts: readonly { answer: Answer }[], negate = false): Answer | undefined {
  const answers = parts.map(({ answer }) => answer);
  const decisive = String(any) as Answer;
  const other = String(!any) as Answer;
  if (answers.includes(decisive)) return negate ? other : decisive;
  if (answers.includes('unrecorded')) return undefined;
  if (answers.includes('unknown')) return 'unknown';
  return negate ? decisive : other;
}
