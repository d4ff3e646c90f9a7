import type { Column, InputTable, Pack } from '../../src/model/pack.ts';
import { type PeriodKind, periodLabel } from '../../src/model/period.ts';
import type { Draw } from './draw.ts';

/** What pack and data share: the periods, the tables, and the amounts that make ties. */
export interface Frame {
  kind: PeriodKind;
  /** First period of the data, and how many there are. */
  base: number;
  periods: number;
  inputs: Pack['inputs'];
  /** Amounts that parameters take, and that incomes are drawn from, so that they meet. */
  lines: readonly string[];
  carryForward: boolean;
  /** Whether there is a number column whose values need doubles. */
  doubles: boolean;
  /** How many of a hundred cells are blank. */
  blanks: number;
}

export const TEXTS = ['a', 'ab', 'Ab', '户', '户口', 'Ａ', '𠮷b', "it's"];
export const DAYS = ['2008-12-31', '2009-01-01', '2010-02-28'];

const money = (draw: Draw): Column => ({
  type: 'money',
  ...(draw.chance(70) ? { range: ['-100000', '1000000'] as [string, string] } : {}),
});
const category = (...codes: string[]): Column => ({ type: 'category', codes });

function householdColumns(draw: Draw): [string, Column][] {
  return [
    ['able', { type: 'boolean' }],
    ['safe', { type: 'boolean', ...(draw.chance(20) ? { blank: false } : {}) }],
    ['county', { type: 'code' }],
    ['kind', category('five_g', 'low', 'other')],
    ['note', { type: 'text' }],
    ['surveyed', { type: 'date' }],
    ['land', { type: 'number', range: ['0', '1000'] }],
    ['rooms', { type: 'integer', range: ['0', '50'] }],
  ];
}

function incomeColumns(draw: Draw): [string, Column][] {
  return [
    ['size', { type: 'integer', range: ['1', '30'] }],
    ['wage', money(draw)],
    ['business', { ...money(draw), blank: '0', missing: ['-99', 'x'] }],
    ['transfer', money(draw)],
    ['share', { type: 'number', range: ['-10', '10'] }],
  ];
}

function memberColumns(draw: Draw): [string, Column][] {
  return [
    ['age', { type: 'integer', range: ['0', '120'] }],
    ['health', category('healthy', 'chronic', 'serious')],
    ['earns', money(draw)],
    ['works', { type: 'boolean' }],
    ['weight', { type: 'number', range: ['0', '500'] }],
  ];
}

const HOUSING: [string, Column][] = [
  ['roof', { type: 'boolean' }],
  ['rent', { type: 'money', range: ['0', '100000'] }],
  ['grade', category('A', 'B', 'C')],
];

function table(
  draw: Draw,
  key: InputTable['key'],
  columns: [string, Column][],
  always: string[],
): InputTable {
  const kept = columns.filter(([name]) => always.includes(name) || draw.chance(55));
  return { key, columns: Object.fromEntries(kept.length > 0 ? kept : columns.slice(0, 1)) };
}

function drawInputs(draw: Draw): Pack['inputs'] {
  const inputs: Pack['inputs'] = { households: table(draw, 'household', householdColumns(draw), ['able']) };
  if (draw.chance(92)) inputs.income = table(draw, 'household,period', incomeColumns(draw), ['size', 'wage']);
  if (draw.chance(30)) inputs.housing = table(draw, 'household,period', HOUSING, []);
  if (draw.chance(70)) {
    const key = draw.chance(30) ? 'household,member,period' : 'household,member';
    const members = table(draw, key, memberColumns(draw), []);
    inputs.members = draw.chance(50) ? { ...members, optional: true } : members;
  }
  return inputs;
}

export function drawFrame(draw: Draw): Frame {
  const kind = draw.pick<PeriodKind>(['year', 'year', 'year', 'quarter', 'month']);
  const starts = { year: 2009, quarter: 2009 * 4 + 2, month: 2009 * 12 + 10 };
  const periods = draw.int(1, 4);
  return {
    kind,
    base: starts[kind],
    periods,
    inputs: drawInputs(draw),
    lines: draw.shuffled(['1500', '4881.22', '1000.01', '2500', '0.95', '0']).slice(0, 3),
    carryForward: periods > 1 && draw.chance(10),
    doubles: draw.chance(35),
    blanks: draw.pick([0, 3, 10, 25]),
  };
}

/** The label of the frame's first, second, … period; also of those before and after. */
export const labelAt = (frame: Frame, index: number): string => periodLabel(frame.base + index, frame.kind);
