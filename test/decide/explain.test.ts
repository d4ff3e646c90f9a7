import { describe, expect, it } from 'vitest';
import type { Failure } from '../../src/model/problem.ts';
import { explainCubes } from './explain-cubes.ts';
import { changes, comparison } from './explain-short.ts';
import { explainVillager } from './explain-village.ts';

describe('how far from the line', () => {
  it.each([
    ['7650', 'less', '87.5', 'true'],
    ['7999.99', 'less', '0.002', 'true'],
    ['8000', 'equal', '0', 'false'],
    ['8000.01', 'more', '0.002', 'false'],
    ['8062.55', 'more', '12.51', 'false'],
  ])('%s for five persons is %s than 1600 by %s', (net, side, by, answer) => {
    const told = comparison(explainVillager({ income: [{ period: '2011', size: '5', net }] }, '2011'));
    expect(told.answer).toBe(answer);
    expect(told.distance).toEqual({ side, by: net === '7650' ? '70' : by });
    expect(told.right).toMatchObject({
      name: 'entry_line',
      value: '1600',
      since: '2011',
      sources: ['decree'],
    });
  });
});

describe('what would have changed it', () => {
  it('says exactly how much is needed to get below a line', () => {
    const told = (net: string) => changes(explainVillager({ income: [{ size: '2', net }] }))[0];
    expect(told('3825')).toBe('ENTER fires: per_person 412.51 less to 1499.99, < 1500');
    expect(told('3000')).toBe('ENTER fires: per_person 0.01 less to 1499.99, < 1500');
    expect(told('3000.01')).toBe('ENTER fires: per_person 0.01 less to 1499.995, < 1500');
  });

  it('says exactly how much is needed to reach a line', () => {
    const poor = { period: '2009', size: '2', net: '2000', wage: '2000' };
    const told = (net: string) =>
      changes(
        explainVillager(
          {
            income: [
              poor,
              { ...poor, period: '2010', net: '5000', wage: '5000' },
              { ...poor, period: '2011', net, wage: net },
            ],
          },
          '2011',
        ),
      );
    expect(told('4175')).toEqual(['EXIT fires: per_person 412.5 more to 2500, >= 2500']);
    expect(told('4999.99')).toEqual(['EXIT fires: per_person 0.01 more to 2500.005, >= 2500']);
    expect(told('5000')).toEqual(['EXIT does-not-fire: per_person 0.01 less to 2499.99, < 2500']);
  });

  it('names everything that is needed together', () => {
    const told = explainVillager({ household: { able: false }, income: [{ net: '6400' }] });
    expect(changes(told)[0]).toBe('ENTER fires: per_person 100.01 less to 1499.99, < 1500; able true');
  });

  it('takes the cheaper of two ways', () => {
    const told = explainVillager({ income: [{ net: '6400' }], members: [{ member: '1', ill: true }] });
    expect(changes(told)[1]).toBe('HARDSHIP fires: ill_members 1 more to 2, >= 2');
  });

  it('asks for what is unknown to be known, within limits', () => {
    const told = explainVillager({ income: [{ net: null }] });
    expect(told).toMatchObject({ outcome: 'review', code: 'ENTER' });
    expect(told.missing).toEqual([
      { kind: 'input', name: 'net', label: { en: 'net income', zh: '纯收入' }, period: '2009' },
    ]);
    expect(changes(told)).toEqual(['ENTER fires: per_person known, < 1500']);
    const able = explainVillager({ household: { able: null }, income: [{ net: '4000' }] });
    expect(changes(able)).toEqual(['ENTER fires: able true']);
  });

  it('counts on time passing, and on nothing that is said to stay as it is', () => {
    const year = (period: string, net: string) => ({ period, size: '2', net, wage: net });
    const income = [year('2009', '2000'), ...['2010', '2011', '2012'].map((period) => year(period, '9000'))];
    expect(changes(explainVillager({ income }, '2012'))).toEqual([
      'ENTER fires: per_person 2900.01 less to 1599.99, < 1600',
      'HARDSHIP fires: per_person 2580.01 less to 1919.99, < 1920; ill_members 2 more to 2, >= 2',
      'CLOSE fires: periods_in_state 2 more to 3, >= 3',
    ]);
  });
});

describe('over time', () => {
  const year = (period: string, net: string) => ({ period, size: '2', net, wage: net });

  it('tells a gap in held apart from a bad year', () => {
    const told = explainVillager({ income: [year('2009', '2000'), year('2011', '6000')] }, '2011');
    expect(told).toMatchObject({
      outcome: 'review',
      code: 'EXIT',
      missing: [{ kind: 'record', period: '2010' }],
    });
    const [held] = told.considered[0]?.condition.kind === 'all' ? told.considered[0].condition.parts : [];
    expect(held).toMatchObject({
      kind: 'held',
      answer: 'unknown',
      each: [
        { period: '2011', record: true, answer: 'true' },
        { period: '2010', record: false, answer: 'unknown' },
      ],
    });
    expect(changes(told)).toEqual(['EXIT fires: record@2010 above true']);
  });

  it('judges each year by its own line and names the year that failed', () => {
    const told = explainVillager(
      { income: [year('2009', '2000'), year('2010', '4000'), year('2011', '6000')] },
      '2011',
    );
    expect(changes(told)).toEqual(['EXIT fires: per_person 500 more to 2500, >= 2500']);
    expect(told.changes[0]?.needs[0]).toMatchObject({ term: { period: '2010', value: '2000' } });
  });

  it('lists every decided period, and refuses others by naming these', () => {
    const told = explainVillager({ income: [year('2009', '2000'), year('2011', '6000')] }, '2010');
    expect(told).toMatchObject({ outcome: 'unobserved', considered: [], changes: [{ effect: 'decides' }] });
    expect(told.history.map(({ period, outcome, code }) => [period, outcome, code])).toEqual([
      ['2009', 'moved', 'ENTER'],
      ['2010', 'unobserved', null],
      ['2011', 'review', 'EXIT'],
    ]);
    const refused = () => explainVillager({ income: [year('2009', '2000')] }, '2012');
    expect(refused).toThrow(
      expect.objectContaining({
        problems: [expect.objectContaining({ params: { period: '2012', periods: '2009' } })],
      } as Partial<Failure>),
    );
  });
});

describe('why a value is unknown', () => {
  it('says that it was divided by zero, and by what if that was recorded', () => {
    expect(comparison(explainVillager({ income: [{ size: '0' }] })).left.because).toEqual({
      division_by_zero: { name: 'size', label: { en: 'persons', zh: '人口' } },
    });
  });

  it.each([
    ['is too large', { amount: '999999999999', persons: '3' }, { too_large: true }],
    ['was divided by zero', { amount: '2', persons: '0' }, { division_by_zero: { name: 'persons' } }],
    [
      'was divided by zero, though it is too large as well',
      { amount: '999999999999', persons: '0' },
      { division_by_zero: { name: 'persons' } },
    ],
    ['was divided by zero if it is not too large', { amount: '2' }, { division_by_zero: null }],
    ['may be either where the run does not tell', {}, { division_by_zero: null, too_large: true }],
  ])('says of a number that it %s', (_, shown, because) => {
    expect(comparison(explainCubes(shown)).left.because).toEqual(because);
  });

  it('names the missing inputs behind a fact', () => {
    const told = comparison(explainVillager({ income: [{ net: null, size: null }] }));
    const names =
      told.left.because && 'missing' in told.left.because
        ? told.left.because.missing.map(({ name }) => name)
        : [];
    expect(names).toEqual(['net', 'size']);
  });
});
