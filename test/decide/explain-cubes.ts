import type { Explanation } from '../../src/model/explanation.ts';
import { explainRows, packFrom } from './explain-case.ts';

const PACK = `
format: shuangdao-rules/1
id: cubes
version: 1.0.0
title: Cubes
period: year
valid: {from: 2009, to: 2009}
currency: CNY
sources: {decree: {title: The decree, quality: example}}
inputs:
  households: {key: [household], columns: {able: {type: boolean}}}
  income: {key: [household, period], columns: {amount: {type: money}, persons: {type: integer}}}
facts:
  cube: {is: amount * amount * amount}
  each: {is: cube / persons}
criteria:
  large: {is: each > 5}
states: [out, listed]
initial: out
transitions:
  - {code: ENTER, kind: entry, from: out, to: listed, when: large}
  - {code: LEAVE, kind: exit, from: listed, to: out, when: '!large'}
`;

/** A household whose `each` could not be computed, explained as far as its run shows amount and persons. */
export function explainCubes(shown: { amount?: string; persons?: string | null }): Explanation {
  const row = {
    ...{ household: 'h', period: '2009', state_before: 'out', state: 'out', outcome: 'review' },
    ...{ code: 'ENTER', missing: '', cube: null, each: null, large: null },
    ...shown,
  };
  return explainRows(packFrom(PACK), [row], '2009');
}
