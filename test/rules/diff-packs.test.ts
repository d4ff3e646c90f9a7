import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { packDiffMessages } from '../../src/report/messages/pack-diff.ts';
import { diffPacks } from '../../src/rules/diff-packs.ts';
import type { LoadedPack } from '../../src/rules/load.ts';
import { smallPack } from './small-pack.ts';

const PACK = `
  inputs:
    households: {key: [household], columns: {able: {type: boolean}}}
    income: {key: [household, period], columns: {wage: {type: money}, size: {type: integer}}}
  parameters:
    line: {values: {2009: {value: 1500, source: s}}}
    upper: {is: 2 * line}
  facts:
    each: {is: wage / size}
  criteria:
    below: {is: each < line}
    above: {is: each >= upper}
  states: [out, listed, exited]
  initial: out
  transitions:
    - {code: IN, kind: entry, from: out, to: listed, when: below && able}
    - {code: EXIT, kind: exit, from: listed, to: exited, when: above}
  require: [upper > line]
`;

function changed(...edits: [string, string][]): string[] {
  const text = edits.reduce((pack, [from, to]) => {
    expect(pack).toContain(from);
    return pack.replace(from, to);
  }, PACK);
  return told(smallPack(PACK), smallPack(text));
}

const told = (a: LoadedPack, b: LoadedPack): string[] =>
  diffPacks(a, b).map(({ code, params }) => [code, ...Object.values(params)].join(' '));

it('finds nothing between a pack and itself, nor in its words', () => {
  expect(changed()).toEqual([]);
  expect(changed(['able: {type: boolean}', 'able: {type: boolean, label: able, aliases: [can]}'])).toEqual(
    [],
  );
});

it('tells numbers by period, also those that follow from others', () => {
  expect(
    changed([
      '2009: {value: 1500, source: s}',
      '2009: {value: 1500, source: s}, 2010: {value: 1600, source: s}',
    ]),
  ).toEqual(['parameter-changed line 2010–2011 1500 1600', 'parameter-changed upper 2010–2011 3000 3200']);
  expect(changed(['1500, source: s}}', '1500, source: s}}, valid_to: 2010'])).toEqual([
    'parameter-changed line 2011 1500 –',
    'parameter-changed upper 2011 3000 –',
  ]);
});

it('tells what is asked, worked out, and done otherwise', () => {
  expect(changed(['wage: {type: money}', 'wage: {type: money, blank: 0}'])).toEqual([
    'column-changed income.wage money money, blank 0',
  ]);
  expect(changed(['wage / size', '(wage + 0) / size'])).toEqual([
    'fact-changed each wage / size (wage + 0) / size',
  ]);
  expect(changed(['each < line', 'each <= line'])).toEqual([
    'criterion-changed below each < line each <= line',
  ]);
  expect(changed(['when: above', 'when: "held(above, 2)"'])).toEqual([
    'transition-changed EXIT above held(above, 2)',
  ]);
  expect(changed(['kind: entry, from: out', 'kind: entry, from: [out, exited]'])).toEqual([
    'transition-moved IN entry, out → listed entry, out, exited → listed',
  ]);
  expect(changed(['[upper > line]', '[upper >= line]'])).toEqual([
    'require-removed upper > line',
    'require-added upper >= line',
  ]);
});

it('tells the order in which transitions are tried', () => {
  const [first = '', second = ''] = PACK.split('\n').filter((line) => line.includes('code:'));
  const swapped = PACK.replace(`${first}\n${second}`, `${second}\n${first}`);
  expect(told(smallPack(PACK), smallPack(swapped))).toEqual(['order-changed IN, EXIT EXIT, IN']);
});

it('tells what is different in the levels above households', () => {
  const pack = PACK.replace('able: {type: boolean}', 'able: {type: boolean}, village: {type: code}').replace(
    '  inputs:',
    '  regions: [village]\n  inputs:',
  );
  const withLevel = `${pack}
  levels:
    village:
      inputs:
        villages: {key: [village], columns: {road: {type: boolean}}}
      parameters:
        limit: {values: {2009: {value: 3, source: s}}}
      facts:
        listed_here: {is: 'households.filter(h, h.state == "listed").size()'}
      criteria:
        few: {is: listed_here < limit && line > 0}
      states: [poor, left]
      initial: poor
      transitions:
        - {code: LEAVE, kind: exit, from: poor, to: left, when: few && road}
`;
  const edited = (from: string, to: string): string => {
    expect(withLevel).toContain(from);
    return withLevel.replace(from, to);
  };
  const levelsTold = (a: string, b: string): string[] =>
    diffPacks(smallPack(a), smallPack(b)).map(({ level, code, params }) =>
      [...(level === undefined ? [] : [`(${level})`]), code, ...Object.values(params)].join(' '),
    );
  expect(levelsTold(pack, withLevel)).toEqual(['level-added village']);
  expect(levelsTold(withLevel, pack)).toEqual(['level-removed village']);
  expect(levelsTold(withLevel, withLevel)).toEqual([]);
  expect(levelsTold(withLevel, edited('value: 3', 'value: 4'))).toEqual([
    '(village) parameter-changed limit 2009–2011 3 4',
  ]);
  expect(levelsTold(withLevel, edited('few && road', 'few || road'))).toEqual([
    '(village) transition-changed LEAVE few && road few || road',
  ]);
  expect(
    levelsTold(withLevel, edited('road: {type: boolean}', 'road: {type: boolean, blank: false}')),
  ).toEqual(['(village) column-changed villages.road boolean boolean, blank false']);
  // What becomes of households is told once, not again for the lists that levels see of them.
  expect(levelsTold(withLevel, edited('each < line', 'each <= line'))).toEqual([
    'criterion-changed below each < line each <= line',
  ]);
});

it('has words for every code', () => {
  const source = readFileSync(new URL('../../src/rules/diff-packs.ts', import.meta.url), 'utf8');
  const codes = [...source.matchAll(/code: '([a-z-]+)'/g)].map(([, code = '']) => code);
  expect(codes.length).toBeGreaterThan(15);
  const kinds = ['fact', 'criterion'].flatMap((kind) =>
    ['removed', 'added', 'changed'].map((what) => `${kind}-${what}`),
  );
  expect([...codes, ...kinds].filter((code) => !(code in packDiffMessages))).toEqual([]);
});
