import fc from 'fast-check';
import { expect, it } from 'vitest';
import { parsePeriod } from '../../src/model/period.ts';
import { checkPack } from '../../src/rules/check.ts';
import { loadPack } from '../../src/rules/load.ts';
import { parameterTable } from '../decide/sql-run.ts';
import { arbitraryCase } from '../oracle/generate.ts';
import { interpret } from '../oracle/interpret.ts';
import type { OracleCase } from '../oracle/types.ts';
import { toYaml } from '../oracle/write-case.ts';

const RUNS = Number(process.env.SHUANGDAO_CASES ?? 40);

it('never calls impossible what happens to a household', { timeout: 600_000 }, () => {
  fc.assert(
    fc.property(arbitraryCase(), (test) => {
      const { never, unreachable } = claims(test);
      // Numbers carried forward are others than those the pack gives.
      if (never.size + unreachable.size === 0 || test.options.carryForward) return;
      const { from, to } = test.pack.valid;
      const at = (label: string): number => parsePeriod(label, test.pack.period) ?? Number.NaN;
      const moved = interpret(test.pack, test.data, test.options).filter(
        ({ outcome, period }) => outcome === 'moved' && at(period) >= at(from) && at(period) <= at(to),
      );
      expect(moved.filter(({ code }) => never.has(code))).toEqual([]);
      // A register may begin in any state, so only coming there from a state that can be reached is a contradiction.
      const entered = moved.filter(
        ({ state, state_before: before }) => unreachable.has(state) && !unreachable.has(before),
      );
      expect(entered).toEqual([]);
    }),
    { numRuns: RUNS },
  );
});

function claims(test: OracleCase): { never: Set<string>; unreachable: Set<string> } {
  const loaded = loadPack({
    file: 'pack.yaml',
    text: toYaml(test.pack),
    readBeside: (path) => parameterTable(test, path),
  });
  const problems = checkPack(loaded).filter(({ severity }) => severity === 'error');
  const named = (code: string, param: string): Set<string> =>
    new Set(problems.filter((problem) => problem.code === code).map(({ params }) => String(params[param])));
  return { never: named('transition-never', 'code'), unreachable: named('state-unreachable', 'state') };
}
