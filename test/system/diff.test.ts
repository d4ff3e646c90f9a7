import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Pack } from '../../src/model/pack.ts';
import { runCli } from '../cli/run-cli.ts';
import { arbitraryCase } from '../oracle/generate.ts';
import { interpret } from '../oracle/interpret.ts';
import type { OracleCase, OracleData } from '../oracle/types.ts';
import { writeCase } from '../oracle/write-case.ts';
import { rowsOf } from './decisions.ts';

const FACTORS = ['data', 'register', 'parameters', 'rules'] as const;
type Factor = (typeof FACTORS)[number];
type Which = Readonly<Record<Factor, boolean>>;

/** A world: each factor as it was (false) or as it is now (true). */
function worldOf(test: OracleCase, which: Which): OracleCase {
  const { pack, data, options } = test;
  const parameters = which.parameters ? raised(pack) : pack.parameters;
  return {
    options,
    pack: { ...(which.rules ? turned(pack) : pack), parameters },
    data: {
      ...data,
      tables: which.data ? exchanged(data) : data.tables,
      register: which.register ? data.register.slice(0, -1) : data.register,
    },
  };
}

/** Records keep their keys, and get the values of others. */
function exchanged({ tables }: OracleData): OracleData['tables'] {
  const turnedAround = Object.entries(tables).map(([name, rows]) => {
    const keys = ['household', 'period', 'member'];
    const made = rows.map((row, index) => {
      const own = Object.entries(row).filter(([column]) => keys.includes(column));
      return { ...rows[rows.length - 1 - index], ...Object.fromEntries(own) };
    });
    return [name, made] as const;
  });
  return Object.fromEntries(turnedAround);
}

function raised({ parameters = {} }: Pack): Pack['parameters'] {
  const more = Object.entries(parameters).map(([name, parameter]) => {
    if (!('values' in parameter)) return [name, parameter] as const;
    const values = Object.entries(parameter.values).map(([at, given]) => [
      at,
      { ...given, value: `${given.value}0`.replace(/^(\d+)0$/, '$15') },
    ]);
    return [name, { ...parameter, values: Object.fromEntries(values) }] as const;
  });
  return Object.fromEntries(more);
}

const turned = (pack: Pack): Pack => ({
  ...pack,
  transitions: pack.transitions.map((rule, index) =>
    index === 0 ? { ...rule, when: `!(${rule.when})` } : rule,
  ),
});

/** Answers by household in the last period, by the interpreter. */
function answers(test: OracleCase): Map<string, string> {
  const decisions = interpret(test.pack, test.data, test.options);
  const last = decisions.reduce((latest, { period }) => (period > latest ? period : latest), '');
  return new Map(
    decisions
      .filter(({ period }) => period === last)
      .map((d) => [d.household, [d.state, d.outcome, d.code].join(' ')]),
  );
}

/** By household that changes, its cause as the guide defines it. */
function causes(test: OracleCase, changed: Which): Map<string, string> {
  const none: Which = { data: false, register: false, parameters: false, rules: false };
  const [a, b] = [answers(worldOf(test, none)), answers(worldOf(test, changed))];
  const differing = FACTORS.filter((factor) => changed[factor]);
  const alone = differing.map((factor) => ({
    factor,
    taken: answers(worldOf(test, { ...none, [factor]: true })),
    left: answers(worldOf(test, { ...changed, [factor]: false })),
  }));
  const moved = [...new Set([...a.keys(), ...b.keys()])].filter(
    (household) => a.get(household) !== b.get(household),
  );
  return new Map(
    moved.map((household) => {
      const sole = alone.filter(
        ({ taken, left }) =>
          taken.get(household) === b.get(household) && left.get(household) === a.get(household),
      );
      return [household, sole.length === 1 ? (sole[0]?.factor ?? '') : 'shared'];
    }),
  );
}

const which = fc.record({
  data: fc.boolean(),
  register: fc.boolean(),
  parameters: fc.boolean(),
  rules: fc.boolean(),
});

it('puts every changed household down to what changed it, and the causes add up', {
  timeout: 1_200_000,
}, async () => {
  let compared = 0;
  await fc.assert(
    fc.asyncProperty(arbitraryCase(), which, async (test, changed) => {
      const place = mkdtempSync(join(tmpdir(), 'diff-'));
      try {
        const sides = {
          a: worldOf(test, { data: false, register: false, parameters: false, rules: false }),
          b: worldOf(test, changed),
        };
        for (const [name, side] of Object.entries(sides)) {
          writeCase(join(place, name), side);
          const { from, to, carryForward } = side.options;
          const { exitCode } = await runCli([
            ...[
              'classify',
              join(place, name),
              '--rules',
              join(place, name, 'pack.yaml'),
              '--out',
              join(place, `run-${name}`),
            ],
            ...(from === undefined ? [] : ['--from', from]),
            ...(to === undefined ? [] : ['--to', to]),
            ...(carryForward ? ['--carry-forward'] : []),
            '--quiet',
          ]);
          // Numbers that a pack's own requirements refuse, or a register without its last record that decides nothing.
          fc.pre(exitCode === 0);
        }
        const [a, b] = ['run-a', 'run-b'].map((name) => join(place, name));
        const { exitCode, stdout, stderr } = await runCli([
          ...['diff', a ?? '', b ?? '', '--data-a', join(place, 'a'), '--data-b', join(place, 'b')],
          ...['--out', join(place, 'changes'), '--json'],
        ]);
        expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
        const summary = JSON.parse(stdout);
        const expected = causes(test, changed);
        const found = rowsOf(join(place, 'changes'), 'diff.csv').map(
          (row) => [row.household, row.cause] as const,
        );
        const differ = new Set<Factor>(summary.factors);
        const isReal = FACTORS.every((factor) => differ.has(factor) === changed[factor]);
        // Where a factor changed nothing that could be seen, or two of them could not be told apart, fewer are tried.
        if (isReal && summary.undecided.length === 0) {
          compared++;
          expect(new Map(found)).toEqual(expected);
        }
        expect(found.map(([household]) => household).sort()).toEqual([...expected.keys()].sort());
        const total = summary.causes.reduce(
          (sum: number, row: { households: number }) => sum + row.households,
          0,
        );
        expect([total, summary.changed]).toEqual([expected.size, expected.size]);
      } finally {
        rmSync(place, { recursive: true, force: true });
      }
    }),
    { numRuns: Number(process.env.SHUANGDAO_CASES ?? 15) },
  );
  expect(compared).toBeGreaterThan(0);
});
