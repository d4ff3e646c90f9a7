import { describe, expect, it } from 'vitest';
import { Failure } from '../../src/model/problem.ts';
import { loadPack } from '../../src/rules/load.ts';
import { parameterSets, permitted, textOf } from '../../src/rules/parameter-sets.ts';

const loaded = loadPack({
  file: 'pack.yaml',
  readBeside: () => 'period,mean\n2009,8000\n',
  text: `
format: shuangdao-rules/1
id: lines
version: 1.0.0
title: Lines
period: year
valid: {from: 2009, to: 2009}
currency: CNY
sources: {s: {title: made up, quality: example}}
inputs:
  households: {key: [household], columns: {income: {type: money}}}
parameters:
  entry_line: {unit: CNY/person/year, values: {2009: {value: 1500, source: s}}}
  exit_line: {values: {2009: {value: 2500, source: s}}}
  loss: {values: {2009: {value: -100, source: s}}}
  share: {values: {2009: {value: 0.45, source: s}}}
  mean: {from: {file: mean.csv, key: [period], value: mean}, source: s}
  other: {from: {file: mean.csv, key: [period], value: mean}, source: s}
  relative: {is: share * mean}
states: [out, listed]
initial: out
transitions:
  - {code: IN, kind: entry, from: out, to: listed, when: income < entry_line && income < relative && income < other && income > loss}
  - {code: OUT, kind: exit, from: listed, to: out, when: income >= exit_line}
require: [exit_line > entry_line]
`,
});

const texts = (...given: string[]): string[] => parameterSets(given, loaded).map(textOf);

function codes(...given: string[]): string[] {
  try {
    parameterSets(given, loaded);
  } catch (error) {
    if (error instanceof Failure) return error.problems.map(({ code }) => code);
    throw error;
  }
  return [];
}

describe('what is to be tried', () => {
  it('is a range with both its ends, exactly', () => {
    expect(texts('share=0.1..0.3:0.1')).toEqual(['share = 0.1', 'share = 0.2', 'share = 0.3']);
    expect(texts('entry_line=1500..1500:1')).toEqual(['entry_line = 1500']);
    expect(texts('loss=-200..-100:50')).toEqual(['loss = -200', 'loss = -150', 'loss = -100']);
  });

  it('is a list, ranges among it, each value once', () => {
    expect(texts('entry_line=1800, 1200..1400:100,1300.00')).toEqual([
      'entry_line = 1800',
      'entry_line = 1200',
      'entry_line = 1300',
      'entry_line = 1400',
    ]);
  });

  it('is every combination of several parameters, the last changing fastest', () => {
    expect(texts('entry_line=1,2', 'exit_line=3,4')).toEqual([
      'entry_line = 1, exit_line = 3',
      'entry_line = 1, exit_line = 4',
      'entry_line = 2, exit_line = 3',
      'entry_line = 2, exit_line = 4',
    ]);
  });

  it('may be what a formula reads, from a table too, but not the formula nor a table that decides itself', () => {
    expect(texts('mean=9000')).toEqual(['mean = 9000']);
    expect(codes('relative=4000')).toEqual(['set-formula']);
    expect(codes('other=4000')).toEqual(['set-table']);
  });

  it.each([
    ['entry_line', 'set-form'],
    ['entry_lin=1500', 'set-unknown'],
    ['constructor=1', 'set-unknown'],
    ['entry_line=', 'set-number'],
    ['entry_line=1,500', ''],
    ['entry_line=1.500.000', 'set-number'],
    ['entry_line=1e3', 'set-number'],
    ['entry_line=high', 'set-number'],
    ['entry_line=-1', 'set-negative'],
    ['entry_line=1..2', 'set-range'],
    ['entry_line=1..x:1', 'set-range'],
    ['entry_line=1..2:0', 'set-step'],
    ['entry_line=2..1:1', 'set-reversed'],
    ['entry_line=1000..1250:100', 'set-misses'],
    ['entry_line=0..1000000000000:0.000001', 'set-too-many'],
  ])('refuses %s', (given, code) => {
    expect(codes(given)).toEqual(code === '' ? [] : [code]);
  });

  it('tells all that is wrong at once', () => {
    expect(codes('entry_lin=x', 'exit_line=1..2', 'share=-1', 'share=2')).toEqual([
      'set-unknown',
      'set-number',
      'set-range',
      'set-negative',
      'set-twice',
    ]);
    expect(codes('entry_line=1..100:1', 'exit_line=1..100:1')).toEqual(['set-too-many']);
  });

  it('leaves out what the pack requires otherwise, and says in which numbers', () => {
    const { sets, leftOut } = permitted(parameterSets(['entry_line=2000..3000:500'], loaded), loaded, {});
    expect(sets.map(textOf)).toEqual(['entry_line = 2000']);
    expect(
      leftOut.map(({ problems }) => problems.map(({ code, params }) => [code, params.set, params.values])),
    ).toEqual([
      [['set-breaks', 'entry_line = 2500', 'exit_line = 2500, entry_line = 2500']],
      [['set-breaks', 'entry_line = 3000', 'exit_line = 2500, entry_line = 3000']],
    ]);
  });
});
