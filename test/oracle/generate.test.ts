import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse as parseCel } from '@marcbachmann/cel-js';
import { parse as parseCsv } from 'csv-parse/sync';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { parse as parseYaml } from 'yaml';
import { Pack } from '../../src/model/pack.ts';
import { compare } from './against-sql.ts';
import { arbitraryCase } from './generate.ts';
import { interpret } from './interpret.ts';
import { smaller } from './shrink.ts';
import { parse, print } from './syntax.ts';
import type { OracleCase, OracleDecision } from './types.ts';
import { toYaml, writeCase } from './write-case.ts';

const decide = ({ pack, data, options }: OracleCase): OracleDecision[] => interpret(pack, data, options);

/** Reads YAML as the product does as far as it matters here: numbers stay text, true and false do not. */
function readPack(yaml: string): unknown {
  const raw: unknown = parseYaml(yaml, { schema: 'failsafe' });
  return JSON.parse(JSON.stringify(raw), (key, value: unknown) =>
    (key === 'optional' || key === 'blank') && (value === 'true' || value === 'false')
      ? value === 'true'
      : value,
  );
}

test('a generated pack written as YAML is a pack, and the same one', () => {
  fc.assert(
    fc.property(arbitraryCase(), ({ pack }) => {
      expect(Pack.parse(readPack(toYaml(pack)))).toEqual(pack);
    }),
    { numRuns: 200 },
  );
});

test('cel-js can read every generated expression, and printing one keeps its tree', () => {
  fc.assert(
    fc.property(arbitraryCase(), ({ pack }) => {
      const rules = [...Object.values(pack.facts ?? {}), ...Object.values(pack.criteria ?? {})];
      for (const text of [...rules.map(({ is }) => is), ...pack.transitions.map(({ when }) => when)]) {
        parseCel(text);
        expect(parse(print(parse(text)))).toEqual(parse(text));
      }
    }),
    { numRuns: 200 },
  );
});

test('a case written as files has the rows it was made of', () => {
  const directory = mkdtempSync(join(tmpdir(), 'shuangdao-oracle-'));
  try {
    fc.assert(
      fc.property(arbitraryCase(), (value) => {
        writeCase(directory, value);
        for (const [name, rows] of Object.entries(value.data.tables)) {
          const records: string[][] = parseCsv(readFileSync(join(directory, `${name}.csv`)));
          expect(records.slice(1)).toHaveLength(rows.length);
          for (const [i, row] of rows.entries())
            expect(new Set(records[i + 1])).toEqual(
              new Set(Object.values(row).map((cell) => String(cell ?? ''))),
            );
        }
      }),
      { numRuns: 50 },
    );
  } finally {
    rmSync(directory, { recursive: true });
  }
});

test('every generated case can be decided, whatever the order of its rows', () => {
  fc.assert(
    fc.property(arbitraryCase(), (value) => {
      const { data } = value;
      const tables = Object.fromEntries(
        Object.entries(data.tables).map(([name, rows]) => [name, rows.toReversed()]),
      );
      const turned = { ...value, data: { ...data, tables, register: data.register.toReversed() } };
      expect(compare(decide(value), decide(turned))).toEqual([]);
    }),
    { numRuns: 500 },
  );
});

test('smaller cases can be decided too', () => {
  fc.assert(
    fc.property(arbitraryCase(), (value) => {
      for (const next of smaller(value)) decide(next);
    }),
    { numRuns: 10 },
  );
});

test('generated cases reach every outcome, every answer and ties', () => {
  const decisions = fc.sample(arbitraryCase(), { numRuns: 300, seed: 1 }).flatMap(decide);
  const outcomes = new Set(decisions.map(({ outcome }) => outcome));
  expect(outcomes).toEqual(new Set(['moved', 'kept', 'review', 'unobserved']));
  expect(new Set(decisions.flatMap(({ criteria }) => Object.values(criteria))).size).toBe(3);
  const onLine = decisions.filter(({ criteria }) => criteria.above === 'true' && criteria.below === 'false');
  expect(onLine.length).toBeGreaterThan(20);
});

test('a difference is told so that it can be found', () => {
  const decision: OracleDecision = {
    household: 'h',
    period: '2009',
    state_before: 'out',
    state: 'out',
    outcome: 'review',
    code: 'A',
    missing: ['wage'],
    facts: { net: '1.5', share: 0.5, none: null },
    criteria: { low: 'unknown' },
  };
  const same = { ...decision, facts: { net: '1.5000', share: '0.5', none: null } };
  expect(compare([decision], [same])).toEqual([]);
  const other = { ...decision, missing: [], facts: { ...decision.facts, net: '1.51' } };
  expect(compare([decision], [other])).toEqual([
    'h 2009: missing should be ["wage"], is []',
    'h 2009: fact net should be "1.5", is "1.51"',
  ]);
  expect(compare([decision], [])).toEqual(['h 2009: not decided']);
  expect(compare([], [decision, decision])).toEqual([
    'h 2009: decided twice',
    'h 2009: decided, but should not be',
  ]);
});
