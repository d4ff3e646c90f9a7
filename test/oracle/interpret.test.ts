import { describe, expect, test } from 'vitest';
import { decideExample, type ExampleData, missingOf } from './example.ts';
import type { Cell, OracleDecision } from './types.ts';

const wages = (byYear: Record<string, Cell>): ExampleData => ({
  income: Object.entries(byYear).map(([period, wage]) => ({
    household: 'h',
    period,
    size: '1',
    wage,
    extra: null,
  })),
});
const told = (decisions: OracleDecision[]) =>
  decisions.map((d) => `${d.period} ${d.state} ${d.outcome} ${d.code}`.trim());

describe('held', () => {
  const rules = { criteria: { high: 'wage > 10' }, transitions: ['GO: out -> listed when held(high, 2)'] };

  test('needs the periods to follow each other', () => {
    expect(told(decideExample(rules, wages({ 2009: '11', 2010: '12' })))).toEqual([
      '2009 out review GO',
      '2010 listed moved GO',
    ]);
  });

  test('a gap is unknown, and named; the household is unobserved there', () => {
    const decisions = decideExample(rules, wages({ 2009: '11', 2011: '12' }));
    expect(told(decisions)).toEqual(['2009 out review GO', '2010 out unobserved', '2011 out review GO']);
    expect(decisions.map((d) => d.missing)).toEqual([['record@2008'], [], ['record@2010']]);
  });

  test('false in any period is false', () => {
    expect(told(decideExample(rules, wages({ 2009: '11', 2010: '9', 2011: null })))).toEqual([
      '2009 out review GO',
      '2010 out kept',
      '2011 out kept',
    ]);
  });

  test('names what an earlier period lacks', () => {
    expect(decideExample(rules, wages({ 2009: null, 2010: null })).at(-1)?.missing).toEqual([
      'wage',
      'wage@2009',
    ]);
  });

  test('judges each period by its own line', () => {
    const line = { values: { 2008: { value: '10', source: 's' }, 2010: { value: '20', source: 's' } } };
    const own = { ...rules, parameters: { line }, criteria: { high: 'wage > line' } };
    expect(told(decideExample(own, wages({ 2009: '15', 2010: '21' }))).at(-1)).toBe('2010 listed moved GO');
  });
});

describe('previous', () => {
  test('is the value of the period just before, or unknown', () => {
    const decisions = decideExample(
      { facts: { before: 'previous(wage)' } },
      wages({ 2009: '1', 2010: '2', 2012: '3' }),
    );
    expect(decisions.map((d) => d.facts.before)).toEqual([null, '1', '2', null]);
  });

  test('of a quotient is still compared exactly', () => {
    const rules = { facts: { share: 'wage / 5' }, criteria: { c: 'previous(share) == line' } };
    expect(decideExample(rules, wages({ 2009: '24406.10', 2010: '0' })).at(-1)?.criteria.c).toBe('true');
  });

  test('names the record or the input it lacks', () => {
    expect(missingOf('previous(wage) > 1', wages({ 2010: '1' }))).toEqual(['record@2009']);
    expect(missingOf('previous(wage) > 1', wages({ 2009: null, 2010: '1' }))).toEqual(['wage@2009']);
  });
});

describe('transitions', () => {
  test('an unknown one before a true one makes a review, and stops what is missing at the true one', () => {
    const transitions = [
      'A: out -> listed when wage > 1 && wage < 0',
      'B: out -> listed when able',
      'C: out|listed -> out when size > extra && extra > 3',
      'D: out -> listed when true',
      'E: out -> listed when note == "x"',
    ];
    const households = [{ household: 'h', able: null, county: 'c1', note: null }];
    const income = [{ household: 'h', period: '2009', size: null, wage: null, extra: null }];
    const [decision] = decideExample({ transitions }, { households, income });
    expect(decision).toMatchObject({ state: 'out', outcome: 'review', code: 'A', missing: ['able', 'wage'] });
  });

  test('at most one fires in a period', () => {
    const transitions = ['A: out -> listed when true', 'B: listed -> out when true'];
    expect(told(decideExample({ transitions }, wages({ 2009: '1', 2010: '1' })))).toEqual([
      '2009 listed moved A',
      '2010 out moved B',
    ]);
  });

  test('ever sees the state before the first period and the ends of earlier ones', () => {
    const transitions = [
      'A: out -> listed when !ever(listed)',
      'B: listed -> out when ever(out) && ever(listed)',
    ];
    expect(told(decideExample({ transitions }, wages({ 2009: '1', 2010: '1', 2011: '1' })))).toEqual([
      '2009 listed moved A',
      '2010 out moved B',
      '2011 out kept',
    ]);
  });
});

describe('spells', () => {
  const transitions = ['A: out -> listed when wage > 10', 'B: listed -> out when periods_in_state() >= 2'];

  test('are counted from the move, through periods without a record', () => {
    expect(told(decideExample({ transitions }, wages({ 2009: '11', 2011: '0', 2012: '0' })))).toEqual([
      '2009 listed moved A',
      '2010 listed unobserved',
      '2011 out moved B',
      '2012 out kept',
    ]);
  });

  const register = (period: string, state: string, since: string | null = null) => ({
    household: 'h',
    period,
    state,
    since,
  });
  const first = (...rows: ReturnType<typeof register>[]) =>
    decideExample(
      { transitions: ['B: listed -> out when periods_in_state() == 2'] },
      { ...wages({ 2011: '0' }), register: rows },
    )[0];

  test('from the register are known by since, or where its periods follow each other', () => {
    expect(first(register('2010', 'listed'))).toMatchObject({ outcome: 'review', missing: ['since'] });
    expect(first(register('2010', 'listed', '2009'))).toMatchObject({ outcome: 'moved' });
    expect(
      first(register('2008', 'out'), register('2009', 'listed'), register('2010', 'listed')),
    ).toMatchObject({
      outcome: 'moved',
    });
    expect(first(register('2008', 'out'), register('2010', 'listed'))).toMatchObject({ missing: ['since'] });
  });
});

describe('the register', () => {
  const register = [
    { household: 'h', period: '2009', state: 'listed', since: null },
    { household: 'h', period: '2010', state: 'out', since: null },
  ];

  test('gives its periods, whose data still count for held and previous', () => {
    const rules = {
      criteria: { c: 'wage > 0' },
      transitions: ['A: out -> listed when held(c, 3) && ever(listed)'],
    };
    expect(told(decideExample(rules, { ...wages({ 2009: '1', 2010: '1', 2011: '1' }), register }))).toEqual([
      '2011 listed moved A',
    ]);
  });

  test('sets the first period even before the data begin', () => {
    const decisions = decideExample({}, { ...wages({ 2013: '1' }), register }, { from: '2011' });
    expect(decisions.map((d) => `${d.period} ${d.outcome}`)).toEqual([
      '2011 unobserved',
      '2012 unobserved',
      '2013 kept',
    ]);
  });
});

describe('parameters', () => {
  const byCounty = { from: { file: 'l.csv', key: ['county', 'period'], value: 'line' }, source: 's' };
  const rows = [{ county: 'c2', period: '2009', line: '5' }];
  const rules = { parameters: { line: byCounty }, transitions: ['A: out -> listed when wage < line'] };

  test('a region without a row makes the line unknown', () => {
    const decisions = decideExample(rules, { parameterTables: { line: rows } });
    expect(decisions[0]).toMatchObject({ outcome: 'review', missing: ['line'] });
  });

  test('a household that does not say its region lacks the region', () => {
    const data = {
      households: [{ household: 'h', able: true, county: null, note: 'x' }],
      parameterTables: { line: rows },
    };
    expect(decideExample(rules, data)[0]).toMatchObject({ outcome: 'review', missing: ['county'] });
  });

  test('a period without a row, or after validity, is an error unless carried forward', () => {
    const data = { ...wages({ 2010: '1' }), parameterTables: { line: [{ ...rows[0], county: 'c1' }] } };
    expect(() => decideExample(rules, data)).toThrow('line has no value in 2010');
    expect(decideExample(rules, data, { carryForward: true })[0]?.code).toBe('A');
    const until = { valid: { from: '2008', to: '2009' }, criteria: { c: 'wage < line' } };
    expect(() => decideExample(until, wages({ 2010: '1' }))).toThrow('line has no value in 2010');
    expect(decideExample(until, wages({ 2010: '1' }), { carryForward: true })[0]?.criteria.c).toBe('true');
  });

  test('a formula is rounded half away from zero', () => {
    const parameters = {
      mean: { values: { 2008: { value: '10847.17', source: 's' } } },
      line: { is: '0.45 * mean', round: '2' },
    };
    expect(decideExample({ parameters, facts: { x: 'line' } })[0]?.facts.x).toBe('4881.23');
  });
});

test('records that contradict each other are none; the household stays', () => {
  const twins = [
    { household: 'h', able: true, county: 'c1', note: 'x' },
    { household: 'h', able: false, county: 'c1', note: 'x' },
  ];
  expect(missingOf('able && county == "c1"', { households: twins })).toEqual(['able', 'county']);
  const income = [
    { household: 'h', period: '2009', wage: '1' },
    { household: 'h', period: '2009', wage: '2' },
    { household: 'h', period: '2010', wage: '2' },
    { household: 'nobody', period: '2008', wage: '2' },
  ];
  expect(told(decideExample({}, { income }))).toEqual(['2010 out kept']);
});

test('months count on over the turn of the year', () => {
  const rules = {
    period: 'month' as const,
    valid: { from: '2025-01', to: '2026-12' },
    parameters: { line: { values: { '2025-01': { value: '218', source: 's' } } } },
    criteria: { low: 'wage <= line' },
    transitions: ['A: out -> listed when held(low, 2) && year == 2026'],
  };
  const decisions = decideExample(rules, wages({ '2025-12': '218', '2026-01': '218' }));
  expect(told(decisions)).toEqual(['2025-12 out kept', '2026-01 listed moved A']);
});
