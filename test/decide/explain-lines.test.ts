import { describe, expect, it } from 'vitest';
import { explainHousehold, explainRows, packFrom } from './explain-case.ts';
import { changes, comparison } from './explain-short.ts';
import { village } from './explain-village.ts';

describe('what the run folder does not hold', () => {
  it('follows from what was decided, or is said not to be there', () => {
    const loaded = packFrom(`
format: shuangdao-rules/1
id: hidden
version: 1.0.0
title: hidden
period: year
valid: {from: 2009, to: 2010}
currency: CNY
sources: {s: {title: made up, quality: example}}
inputs:
  households: {key: [household], columns: {able: {type: boolean}}}
  members: {key: [household, member], columns: {ill: {type: boolean}, age: {type: integer}}}
criteria:
  grown: {is: 'members.all(m, m.age >= 16) && able'}
  burdened: {is: 'members.exists(m, m.ill) || members.exists(m, m.age < 3)'}
states: [out, listed]
initial: out
transitions:
  - {code: GO, kind: entry, from: out, to: listed, when: grown && burdened}
`);
    const row = { household: 'h', period: '2009', state_before: 'out', missing: '', able: true };
    const told = (rest: Record<string, string | boolean | null>) =>
      explainRows(loaded, [{ ...row, ...rest }], '2009').considered[0]?.condition;
    expect(
      told({ state: 'listed', outcome: 'moved', code: 'GO', grown: true, burdened: true }),
    ).toMatchObject({
      kind: 'all',
      parts: [
        {
          name: 'grown',
          answer: 'true',
          part: { parts: [{ kind: 'expression', answer: 'true' }, { answer: 'true' }] },
        },
        {
          name: 'burdened',
          answer: 'true',
          part: { parts: [{ answer: 'unrecorded' }, { answer: 'unrecorded' }] },
        },
      ],
    });
    expect(told({ state: 'out', outcome: 'kept', code: '', grown: false, burdened: false })).toMatchObject({
      parts: [
        {
          answer: 'false',
          part: { parts: [{ answer: 'false', text: 'members.all(m, m.age >= 16)' }, { answer: 'true' }] },
        },
        { answer: 'false', part: { parts: [{ answer: 'false' }, { answer: 'false' }] } },
      ],
    });
  });

  it('never contradicts the decision where a double hides on which side of the line a value is', () => {
    const row = {
      household: 'h',
      period: '2009',
      state_before: 'out',
      missing: '',
      county: 'x',
      able: true,
      safe: true,
      roof: 'tile',
    };
    const facts = {
      per_person: 1500,
      share: 1,
      ill_members: '0',
      above: false,
      earning: true,
      burdened: false,
    };
    const told = (poor: boolean) =>
      explainRows(
        village,
        [
          {
            ...row,
            ...facts,
            poor,
            state: poor ? 'listed' : 'out',
            outcome: poor ? 'moved' : 'kept',
            code: poor ? 'ENTER' : '',
          },
        ],
        '2009',
      );
    expect(comparison(told(true))).toMatchObject({ answer: 'true', distance: { side: 'less', by: '0' } });
    expect(comparison(told(false))).toMatchObject({ answer: 'false', distance: { side: 'equal', by: '0' } });
    expect(changes(told(true))).toEqual(['ENTER does-not-fire: per_person 0.01 more to 1500.01, >= 1500']);
  });
});

describe('constants and regions', () => {
  const loaded = packFrom(
    `
format: shuangdao-rules/1
id: regional
version: 1.0.0
title: regional
period: month
valid: {from: 2025-01, to: 2025-12}
currency: BRL
regions: [county]
sources: {s: {title: made up, quality: unverified}}
inputs:
  households: {key: [household], columns: {county: {type: code}}}
  income: {key: [household, period], columns: {income: {type: money}}}
parameters:
  local: {unit: BRL/month, from: {file: local.csv, key: [county, period], value: amount}, source: s}
  twice: {unit: BRL/month, is: local * 2, round: 2}
states: [out, listed, never]
initial: out
transitions:
  - {code: NEVER, kind: move, from: out, to: never, when: year > 2025}
  - {code: GO, kind: entry, from: out, to: listed, when: income < twice}
`,
    { 'local.csv': 'county,period,amount\nA,2025-01,1\nA,2025-02,100.25\n' },
  );
  const local = [
    { county: 'A', period: '2025-01', amount: '1' },
    { county: 'A', period: '2025-02', amount: '100.25' },
  ];
  const income = ['2025-01', '2025-02'].map((period) => ({ period, income: '250' }));
  const explained = (county: string, period: string) =>
    explainHousehold(loaded, { county }, { income }, period, { local });

  it('takes the line of the region and the period', () => {
    const told = explained('A', '2025-02');
    expect(comparison({ ...told, considered: told.considered.slice(1) })).toMatchObject({
      left: { value: '250', unit: 'BRL' },
      right: { value: '200.5', sources: ['s'] },
      distance: { side: 'more', by: '49.5' },
    });
    expect(changes(told)).toEqual([
      'NEVER fires: impossible',
      'GO fires: income 49.51 less to 200.49, < 200.5',
    ]);
    expect(told.sources).toEqual({ s: { title: 'made up', quality: 'unverified' } });
  });

  it('says when the region has no line', () => {
    const told = explained('C', '2025-01');
    expect(told.missing).toEqual([{ kind: 'parameter', name: 'local', period: '2025-01' }]);
    expect(told.outcome).toBe('review');
  });
});
