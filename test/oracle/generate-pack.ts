import type { Column, Pack, Parameter, Transition } from '../../src/model/pack.ts';
import { WATCH_TYPES, type WatchLevel } from '../../src/model/watch.ts';
import type { Draw } from './draw.ts';
import { type Digits, type Num, name, number, type Piece, quotient, sum, type Txt } from './fragments.ts';
import { Expressions, type Names } from './generate-expressions.ts';
import { DAYS, type Frame, labelAt, TEXTS } from './generate-tables.ts';

export const COUNTIES = ['c1', 'c2', '03'];

const LITERALS = ['0', '1', '2', '3', '0.5', '100', '1500', '4881.22', '-1', '0.01', '0.123456789012'];
/** As fine as parameters may be. */
const RATES = ['0.123456789012', '1.000000000001', '0.5', '3.333333333333'];

function columnDigits(column: Column): Digits {
  const whole = Math.max(...(column.range ?? ['999999999999']).map((text) => text.replace('-', '').length));
  return { whole, scale: column.type === 'integer' ? 0 : 4 };
}

/** Columns as names to build expressions from; `weight` and `share` may turn out doubles, which is why they count so. */
export function columnNames(columns: Record<string, Column>, frame: Frame) {
  const nums: Num[] = [];
  const bools: Piece[] = [];
  const texts: Txt[] = [];
  for (const [id, column] of Object.entries(columns)) {
    if (column.type === 'boolean') bools.push(name(id));
    else if (column.type === 'category')
      texts.push({ ...name(id), pool: column.codes ?? [], ordered: false });
    else if (column.type === 'code') texts.push({ ...name(id), pool: COUNTIES, ordered: false });
    else if (column.type === 'text') texts.push({ ...name(id), pool: TEXTS, ordered: true });
    else if (column.type === 'date') texts.push({ ...name(id), pool: DAYS, ordered: true });
    else {
      const made = number(id, columnDigits(column));
      nums.push(column.type === 'number' && frame.doubles ? { ...made, kind: 'double' } : made);
    }
  }
  return { nums, bools, texts };
}

function namesOf(frame: Frame): Names {
  const own = Object.values(frame.inputs).filter(({ key }) => !key.includes('member'));
  const found = own.map(({ columns }) => columnNames(columns, frame));
  const nums = found.flatMap((x) => x.nums);
  const bools = found.flatMap((x) => x.bools);
  const members = frame.inputs.members;
  return {
    nums: [...nums, number('year', { whole: 4, scale: 0 }), number('period', { whole: 6, scale: 0 })],
    bools,
    texts: found.flatMap((x) => x.texts),
    previous: { nums: [...nums], bools: [...bools] },
    criteria: [],
    states: [],
    members: members ? [{ table: 'members', ...columnNames(members.columns, frame) }] : [],
    literals: [...LITERALS, ...frame.lines],
  };
}

export function parameterDigits(id: string): Digits {
  if (id === 'rate') return { whole: 1, scale: 12 };
  return { whole: id === 'made_line' ? 9 : 4, scale: 2 };
}

/** When values are to be carried forward, the pack's validity ends before the data. */
const lastValid = (frame: Frame): number => frame.periods - (frame.carryForward ? 2 : 1);

function drawParameters(draw: Draw, frame: Frame): Record<string, Parameter> {
  const from = labelAt(frame, -1);
  const fixed = (): Parameter => ({
    values: {
      [from]: { value: draw.pick(frame.lines), source: 's1' },
      ...(draw.chance(40)
        ? {
            [labelAt(frame, draw.int(0, lastValid(frame)))]: { value: draw.pick(frame.lines), source: 's1' },
          }
        : {}),
    },
  });
  const out: Record<string, Parameter> = { entry_line: fixed(), floor: fixed() };
  if (draw.chance(50)) out.rate = { values: { [from]: { value: draw.pick(RATES), source: 's1' } } };
  if (draw.chance(45)) {
    const regional = 'county' in (frame.inputs.households?.columns ?? {});
    const key = draw.pick(
      regional ? [['county', 'period'], ['county', 'period'], ['county'], ['period']] : [['period']],
    );
    out.table_line = { from: { file: 'tables/table_line.csv', key, value: 'line' }, source: 's1' };
  }
  if (draw.chance(35)) {
    const base = draw.pick(Object.keys(out));
    out.made_line = { is: `${draw.pick(['0.45', '1.5', 'floor'])} * ${base}`, round: String(draw.int(0, 2)) };
  }
  return out;
}

/** The facts of the usual kind first, then any others; each may use those before it. */
export function drawFacts(draw: Draw, names: Names): Record<string, { is: string }> {
  const out: Record<string, { is: string }> = {};
  const keep = (id: string, made: Num): void => {
    out[id] = { is: made.text };
    names.nums.push({ ...made, text: id, level: 7 });
    names.previous.nums.push({ ...made, text: id, level: 7 });
  };
  const find = (id: string): Num | undefined => names.nums.find((x) => x.text === id);
  const amounts = ['wage', 'business', 'transfer', 'rent'].flatMap((id) => find(id) ?? []);
  const [first, ...rest] = amounts;
  const size = find('size');
  if (first && draw.chance(80)) {
    const net = rest.reduce((a, b) => sum(a, '+', b), first);
    keep('net', net);
    if (size && draw.chance(85)) keep('per_head', quotient(find('net') ?? net, size));
  }
  const others = draw.int(0, 3);
  for (let i = 1; i <= others; i++) {
    const expressions = new Expressions(draw, names);
    if (draw.chance(70)) keep(`fact${i}`, expressions.num(draw.int(0, 2)));
    else {
      out[`fact${i}`] = { is: expressions.bool(draw.int(0, 2)).text };
      names.bools.push(name(`fact${i}`));
      names.previous.bools.push(name(`fact${i}`));
    }
  }
  const alias = find('per_head');
  if (alias && draw.chance(15)) keep('renamed', alias);
  return out;
}

export function drawCriteria(draw: Draw, names: Names): Record<string, { is: string }> {
  const out: Record<string, { is: string }> = {};
  const keep = (id: string, is: string): void => {
    out[id] = { is };
    names.criteria.push(id);
  };
  const income = names.nums.find((x) => x.text === 'per_head') ?? names.nums.find((x) => x.text === 'wage');
  const lines = names.nums.filter((x) => x.text.endsWith('_line'));
  if (income && draw.chance(80)) keep('below', `${income.text} < ${draw.pick(lines).text}`);
  if (income && draw.chance(70)) keep('above', `${income.text} >= ${draw.pick(lines).text}`);
  const more = draw.int(out.below ? 0 : 1, 3);
  for (let i = 1; i <= more; i++) keep(`crit${i}`, new Expressions(draw, names).bool(draw.int(0, 3)).text);
  return out;
}

/** A ring through all states, so that each can be reached and left, and others besides. */
export function drawTransitions(draw: Draw, names: Names, states: string[]): Transition[] {
  const kinds = ['entry', 'exit', 'return', 'move'] as const;
  const moves = states.map((state, i) => ({ from: [state], to: states[(i + 1) % states.length] ?? state }));
  const besides = draw.int(0, 2);
  for (let i = 0; i < besides; i++) {
    const to = draw.pick(states);
    const from = draw.shuffled(states.filter((state) => state !== to)).slice(0, draw.int(1, 2));
    if (from.length > 0) moves.push({ from, to });
  }
  return draw.shuffled(moves).map(({ from, to }, i) => ({
    code: `T${i + 1}`,
    kind: draw.pick(kinds),
    from,
    to,
    when: new Expressions(draw, { ...names, states }).bool(draw.int(0, 2)).text,
  }));
}

/** Levels over everything a transition may use, often with several signs. */
function drawWatch(draw: Draw, names: Names, states: string[]): WatchLevel[] {
  return Array.from({ length: draw.int(1, 3) }, (_, i) => {
    const expressions = new Expressions(draw, { ...names, states });
    const signs = Array.from({ length: draw.int(1, 2) }, () => expressions.bool(draw.int(0, 2)).text);
    return {
      id: `level${i + 1}`,
      type: draw.pick(WATCH_TYPES),
      for: draw.chance(30) ? ['any'] : draw.shuffled(states).slice(0, draw.int(1, states.length)),
      when: signs.length === 1 ? (signs[0] ?? 'true') : signs.map((sign) => `(${sign})`).join(' || '),
      do: 'visit',
      leave: { held: String(draw.int(1, 3)) },
      source: 's1',
    };
  });
}

/** A pack, and what an expression over its households may use. */
export function drawRules(draw: Draw, frame: Frame): { pack: Pack; names: Names } {
  const names = namesOf(frame);
  const parameters = drawParameters(draw, frame);
  for (const id of Object.keys(parameters)) names.nums.push(number(id, parameterDigits(id)));
  const facts = drawFacts(draw, names);
  const criteria = drawCriteria(draw, names);
  const states = ['out', 'listed', 'exited', 'watched'].slice(0, draw.int(2, 4));
  const mixed = <T>(record: Record<string, T>): Record<string, T> =>
    draw.chance(40) ? Object.fromEntries(draw.shuffled(Object.entries(record))) : record;
  const pack: Pack = {
    format: 'shuangdao-rules/1',
    id: 'generated',
    version: '1.0.0',
    title: 'A generated pack',
    period: frame.kind,
    valid: {
      from: labelAt(frame, -1),
      to: labelAt(frame, lastValid(frame)),
    },
    currency: 'CNY',
    ...(frame.inputs.households?.columns.county ? { regions: ['county'] } : {}),
    sources: { s1: { title: 'made up', quality: 'example' } },
    inputs: frame.inputs,
    parameters,
    facts: mixed(facts),
    criteria: mixed(criteria),
    states: states.map((id) => ({ id, label: undefined })),
    initial: 'out',
    transitions: drawTransitions(draw, names, states),
    ...(draw.chance(35) ? { watch: drawWatch(draw, names, states) } : {}),
  };
  return { pack, names };
}
