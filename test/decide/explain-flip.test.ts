import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Change, Limit, Need } from '../../src/model/explanation.ts';
import { interpret } from '../oracle/interpret.ts';
import type { Cell, OracleData, Row } from '../oracle/types.ts';
import { decisionRows, explainRows, packFrom } from './explain-case.ts';

const PERIODS = ['2009', '2010', '2011'];
const SPAN = { from: '2009', to: '2011' };
const NUMBERS = ['amount', 'count', 'per_person'] as const;

function packText(criteria: readonly string[], conditions: readonly string[]): string {
  const [near = '', far = ''] = criteria;
  const [go = '', other = '', back = ''] = conditions;
  return `
format: shuangdao-rules/1
id: flip
version: 1.0.0
title: flip
period: year
valid: {from: 2009, to: 2011}
currency: CNY
sources: {s: {title: made up, quality: example}}
inputs:
  households: {key: [household], columns: {flag: {type: boolean}}}
  survey:
    key: [household, period]
    columns:
      seen: {type: boolean}
      amount: {type: money}
      count: {type: integer, range: [0, 9]}
      kind: {type: category, codes: [a, b, c]}
      wage: {type: money}
      size: {type: integer, range: [1, 9]}
parameters:
  limit: {unit: CNY/year, values: {2009: {value: 5, source: s}, 2010: {value: 5.5, source: s}}}
facts:
  per_person: {is: wage / size, unit: CNY/person/year}
criteria:
  near: {is: ${JSON.stringify(near)}}
  far: {is: ${JSON.stringify(far)}}
states: [out, listed, other]
initial: out
transitions:
  - {code: GO, kind: entry, from: out, to: listed, when: ${JSON.stringify(go)}}
  - {code: OTHER, kind: move, from: [out, listed], to: other, when: ${JSON.stringify(other)}}
  - {code: BACK, kind: exit, from: [listed, other], to: out, when: ${JSON.stringify(back)}}
`;
}

const { criterion, condition } = fc.letrec<Record<'plain' | 'criterion' | 'condition', string>>((tie) => {
  const number = fc.constantFrom(...NUMBERS);
  const line = fc.constantFrom('5', '4.99', '5.01', 'limit', 'limit * 2 - 5', '3');
  const operator = fc.constantFrom('<', '<=', '>', '>=', '==', '!=');
  const compare = fc.tuple(number, operator, line).map((parts) => parts.join(' '));
  const turned = fc.tuple(line, operator, number).map((parts) => parts.join(' '));
  const doubled = fc
    .tuple(number, operator, line)
    .map(([name, sign, limit]) => `2 * ${name} + 1 ${sign} ${limit}`);
  const flags = ['flag', 'seen', '!flag', 'known(amount)', 'true', 'year >= 2010', 'coalesce(seen, false)'];
  const texts = ['kind == "a"', 'kind != "b"', 'kind in ["a", "c"]', 'count in [1, 4]', 'flag == true'];
  const leaf = fc.oneof(compare, turned, doubled, fc.constantFrom(...flags, ...texts));
  const joined = (part: fc.Arbitrary<string>) =>
    fc.oneof(
      { maxDepth: 3 },
      part,
      fc.tuple(tie('plain'), tie('plain')).map(([a, b]) => `(${a} && ${b})`),
      fc.tuple(tie('plain'), tie('plain')).map(([a, b]) => `(${a} || ${b})`),
      tie('plain').map((a) => `!(${a})`),
      fc.tuple(leaf, tie('plain'), tie('plain')).map(([a, b, c]) => `(${a} ? ${b} : ${c})`),
    );
  const named = fc.constantFrom('near', 'far', 'held(near, 2)', 'held(far, 3)');
  const both = fc.tuple(named, tie('plain'), fc.constantFrom('&&', '||'));
  return {
    plain: joined(leaf),
    criterion: joined(leaf),
    condition: fc.oneof(
      tie('plain'),
      named,
      both.map(([a, b, op]) => `(${a} ${op} ${b})`),
    ),
  };
});

/** Data on, beside and off the lines; `gaps` are blank cells and missing records. */
function dataset(gaps: boolean): fc.Arbitrary<OracleData> {
  const cell = (...values: Cell[]) =>
    gaps ? fc.option(fc.constantFrom(...values)) : fc.constantFrom(...values);
  const survey = fc.record({
    seen: cell(true, false),
    amount: cell('4.98', '4.99', '5', '5.01', '7.5', '-1'),
    count: cell('0', '2', '4', '5', '9'),
    kind: cell('a', 'b', 'c'),
    wage: cell('25', '24.99', '25.01', '16.5', '100', '0'),
    size: cell('5', '3', '1'),
  });
  const surveys = fc.tuple(...PERIODS.map(() => (gaps ? fc.option(survey, { freq: 8 }) : survey)));
  return fc.record({ flag: cell(true, false), surveys }).map(({ flag, surveys: rows }) => ({
    tables: {
      households: [{ household: 'h', flag }],
      survey: rows.flatMap((row, at) => (row ? [{ household: 'h', period: PERIODS[at] ?? '', ...row }] : [])),
    },
    register: [],
    parameterTables: {},
  }));
}

it('advises changes that really flip the decision, and calls none impossible that is not', () => {
  const seen = { applied: 0, impossible: 0 };
  const packs = fc.tuple(fc.tuple(criterion, criterion), fc.tuple(condition, condition, condition));
  fc.assert(
    fc.property(packs, dataset(true), dataset(false), ([criteria, conditions], data, otherwise) => {
      const loaded = packFrom(packText(criteria, conditions));
      const rows = decisionRows(loaded, data, SPAN);
      for (const { period, outcome, state_before } of rows) {
        if (outcome === 'unobserved') continue;
        for (const change of explainRows(loaded, rows, String(period)).changes) {
          const changed = change.possible ? apply(change, data) : otherwise;
          if (!changed) continue;
          const after = interpret(loaded.pack, changed, SPAN).find((decision) => decision.period === period);
          if (!after || after.state_before !== state_before) continue;
          const fired = after.outcome === 'moved' && after.code === change.code;
          const wanted = (change.effect === 'fires') === change.possible;
          seen[change.possible ? 'applied' : 'impossible']++;
          expect(fired, JSON.stringify({ period, change, after }, null, 1)).toBe(wanted);
        }
      }
    }),
    { numRuns: Number(process.env.SHUANGDAO_CASES ?? 300) },
  );
  expect(seen.applied).toBeGreaterThan(300);
  expect(seen.impossible).toBeGreaterThan(0);
});

/** The data as advised, or undefined where the advice is not about single values. */
function apply({ needs }: Change, data: OracleData): OracleData | undefined {
  if (needs.some(({ kind }) => kind === 'condition' || kind === 'record')) return undefined;
  return needs.reduce(applyOne, data);
}

function applyOne(data: OracleData, need: Need): OracleData {
  if (need.kind === 'condition' || need.kind === 'record') return data;
  const { name, period } = need.term;
  const set = (change: (row: Row) => Row): OracleData => {
    const table = name === 'flag' ? 'households' : 'survey';
    const rows = (data.tables[table] ?? []).map((row) =>
      table === 'households' || row.period === period ? change(row) : row,
    );
    return { ...data, tables: { ...data.tables, [table]: rows } };
  };
  switch (need.kind) {
    case 'boolean':
      return set((row) => ({ ...row, [name]: need.to }));
    case 'known':
      return set((row) => ({ ...row, [name]: '5' }));
    case 'text': {
      const other = ['a', 'b', 'c'].find((code) => !need.none_of?.includes(code)) ?? 'a';
      return set((row) => ({ ...row, [name]: need.one_of?.[0] ?? other }));
    }
    case 'number':
      return set((row) =>
        name === 'per_person' ? perPerson(row, need) : { ...row, [name]: value(need, row[name]) },
      );
  }
}

/** More or less per person is that many times more or less in all. */
function perPerson(row: Row, need: Need & { kind: 'number' }): Row {
  const size = row.size === null ? '1' : String(row.size);
  if (need.by === undefined) return { ...row, size, wage: times(within(need.limits), size) };
  return { ...row, wage: plus(row.wage, times(need.by, size), need.direction) };
}

function value(need: Need & { kind: 'number' }, current: Cell | undefined): string {
  if (need.by === undefined) return within(need.limits);
  return plus(current, need.by, need.direction);
}

const UNITS = 10_000;
const units = (text: Cell | undefined): number => Math.round(Number(text) * UNITS);
const decimal = (number: number): string => String(number / UNITS);
const times = (a: string, b: string): string => decimal((units(a) * units(b)) / UNITS);
const plus = (a: Cell | undefined, b: string, direction: string | undefined): string =>
  decimal(units(a) + (direction === 'less' ? -1 : 1) * units(b));

/** Some value within limits. */
function within(limits: readonly Limit[]): string {
  const bounds = limits.map((limit) => Number(limit.value));
  const middle = bounds.reduce((sum, bound) => sum + bound, 0) / Math.max(1, bounds.length);
  const candidates = [
    ...bounds,
    middle,
    ...bounds.flatMap((bound) => [bound - 0.01, bound + 0.01, bound - 1]),
    5,
  ];
  const fits = (x: number): boolean => limits.every((limit) => meets(x, limit));
  return decimal(units(String(candidates.find(fits))));
}

function meets(x: number, { operator, value: text }: Limit): boolean {
  const bound = Number(text);
  if (operator === '==') return x === bound;
  if (operator === '<' || operator === '<=') return x < bound || (operator === '<=' && x === bound);
  return x > bound || (operator === '>=' && x === bound);
}
