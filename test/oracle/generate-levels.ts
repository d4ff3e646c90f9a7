import * as fc from 'fast-check';
import { type Column, type Level, OUTCOMES, type Pack } from '../../src/model/pack.ts';
import { Draw } from './draw.ts';
import { type Num, name, number, quotient } from './fragments.ts';
import { drawData } from './generate-data.ts';
import type { Names } from './generate-expressions.ts';
import {
  columnNames,
  drawCriteria,
  drawFacts,
  drawRules,
  drawTransitions,
  parameterDigits,
} from './generate-pack.ts';
import { drawFrame, type Frame, labelAt } from './generate-tables.ts';
import { fewerRows } from './shrink.ts';
import type { OracleCase, Row } from './types.ts';

const VILLAGES = ['v1', 'v2', '09', '村3'];
/** A number with more digits than this is not summed over many units: the sum must fit into 38. */
const WIDEST_LISTED = 18;

/** A pack with villages, some with counties, and data it fits. */
export function arbitraryLevels(): fc.Arbitrary<OracleCase> {
  return new LevelsArbitrary();
}

class LevelsArbitrary extends fc.Arbitrary<OracleCase> {
  generate(random: fc.Random): fc.Value<OracleCase> {
    const draw = new Draw(random);
    const frame = drawFrame(draw);
    const { households } = frame.inputs;
    if (households) households.columns.village = { type: 'code' };
    const { pack, names } = drawRules(draw, frame);
    const regions = [...(pack.regions ?? []), 'village'];
    const levels = drawLevels(draw, frame, { ...pack, regions }, names);
    const drawn = drawData(draw, frame, { ...pack, regions, levels });
    return new fc.Value(populated(draw, frame, drawn), undefined);
  }

  canShrinkWithoutContext(value: unknown): value is OracleCase {
    return typeof value === 'object' && value !== null && 'pack' in value;
  }

  shrink(value: OracleCase): fc.Stream<fc.Value<OracleCase>> {
    return fc.stream(fewerRows(value)).map((next) => new fc.Value(next, undefined));
  }
}

function drawLevels(draw: Draw, frame: Frame, pack: Pack, households: Names): Record<string, Level> {
  const parameters = parameterNames(pack);
  const lists: Names['members'] = [listOf('households', households, pack)];
  const tables: Record<string, Column>[] = [
    { road: { type: 'boolean' }, area: { type: 'number', range: ['0', '1000'] } },
  ];
  const inputs: Level['inputs'] = { villages: { key: 'village', columns: tables[0] ?? {} } };
  if (draw.chance(60)) {
    const columns: Record<string, Column> = {
      fund: { type: 'money' },
      meetings: { type: 'integer', range: ['0', '50'] },
    };
    inputs.village_years = { key: 'village,period', optional: draw.chance(50), columns };
    tables.push(columns);
  }
  const village = drawLevel(draw, levelNames(tables, parameters, lists, households.literals, frame));
  const levels: Record<string, Level> = { village: { ...village.level, list: 'villages', inputs } };
  if (!pack.regions?.includes('county') || draw.chance(40)) return levels;
  const above = [...lists, listOf('villages', village.names, village.level)];
  const county = drawLevel(draw, levelNames([], parameters, above, households.literals, frame));
  return { county: county.level, ...levels };
}

function drawLevel(draw: Draw, names: Names): { level: Level; names: Names } {
  const facts = { ...drawShares(draw, names), ...drawFacts(draw, names) };
  const criteria = drawCriteria(draw, names);
  const states = ['poor', 'out', 'seen'].slice(0, draw.int(2, 3));
  const level: Level = {
    facts,
    criteria,
    states: states.map((id) => ({ id, label: undefined })),
    initial: 'poor',
    transitions: drawTransitions(draw, names, states),
  };
  return { level, names };
}

/** What levels are for: how many below are in a state, and what share of all that is. */
function drawShares(draw: Draw, names: Names): Record<string, { is: string }> {
  const out: Record<string, { is: string }> = {};
  const keep = (id: string, made: Num): void => {
    out[id] = { is: made.text };
    names.nums.push({ ...made, text: id, level: 7 }, { ...made, text: id, level: 7 });
    names.previous.nums.push({ ...made, text: id, level: 7 });
  };
  for (const { table, nums, texts } of names.members) {
    if (draw.chance(25)) continue;
    const by = draw.pick(
      texts.filter(({ text }) => ['state', 'state_before', 'outcome', 'code'].includes(text)),
    );
    const value = JSON.stringify(draw.pick(by.pool));
    const known = draw.chance(25)
      ? `coalesce(m.${by.text}, ${JSON.stringify(draw.pick(by.pool))})`
      : `m.${by.text}`;
    const kept = `${table}.filter(m, ${known} == ${value})`;
    const size = nums.find(({ text }) => text === 'size');
    const taken = size && draw.chance(60) ? 'map(m, m.size).sum()' : 'size()';
    const part = number(`${kept}.${taken}`, { whole: 6, scale: 0 });
    keep(`${table}_part`, part);
    if (draw.chance(60)) {
      const whole = number(`${table}.${taken}`, { whole: 6, scale: 0 });
      keep(`${table}_share`, quotient({ ...part, text: `${table}_part` }, whole));
    }
  }
  return out;
}

function parameterNames(pack: Pack): Num[] {
  return Object.keys(pack.parameters ?? {}).map((id) => number(id, parameterDigits(id)));
}

function levelNames(
  tables: readonly Record<string, Column>[],
  parameters: readonly Num[],
  members: Names['members'],
  literals: string[],
  frame: Frame,
): Names {
  const found = tables.map((columns) => columnNames(columns, frame));
  const nums = found.flatMap((x) => x.nums);
  const bools = found.flatMap((x) => x.bools);
  const clock = [number('year', { whole: 4, scale: 0 }), number('period', { whole: 6, scale: 0 })];
  return {
    nums: [...nums, ...clock, ...parameters],
    bools,
    texts: found.flatMap((x) => x.texts),
    previous: { nums: [...nums], bools: [...bools] },
    criteria: [],
    states: [],
    members,
    literals,
  };
}

/** What a level sees of the units below: inputs, facts, criteria, and how they were decided. */
function listOf(
  table: string,
  names: Names,
  {
    states,
    transitions,
    ...rest
  }: Pick<Pack, 'states' | 'transitions'> & { parameters?: Pack['parameters'] },
): Names['members'][number] {
  const own = (id: string): boolean => !['year', 'period'].includes(id) && !(id in (rest.parameters ?? {}));
  const fits = ({ digits, bottom }: Num): boolean =>
    digits.whole + digits.scale + (bottom ? bottom.whole + bottom.scale : 0) <= WIDEST_LISTED;
  const nums = names.nums.filter((x) => own(x.text) && fits(x) && !/_line$|^(floor|rate)$/.test(x.text));
  const pools = {
    state: states.map(({ id }) => id),
    state_before: states.map(({ id }) => id),
    outcome: [...OUTCOMES],
    code: ['', ...transitions.map(({ code }) => code)],
  };
  return {
    table,
    nums,
    bools: [...names.bools, ...names.criteria.map(name)],
    texts: [
      ...Object.entries(pools).map(([id, pool]) => ({ ...name(id), pool, ordered: false })),
      ...names.texts,
    ],
  };
}

/** Puts households into villages, some into none, and gives some villages rows in the tables of their level. */
function populated(draw: Draw, frame: Frame, drawn: OracleCase): OracleCase {
  const { pack, data } = drawn;
  const villageOf = new Map<unknown, string | null>();
  const households = (data.tables.households ?? []).map((row) => {
    if (!villageOf.has(row.household))
      villageOf.set(row.household, draw.chance(90) ? draw.pick(VILLAGES) : null);
    return { ...row, village: villageOf.get(row.household) ?? null };
  });
  const tables: Record<string, readonly Row[]> = { ...data.tables, households };
  for (const [id, table] of Object.entries(pack.levels?.village?.inputs ?? {})) {
    if (table.optional && draw.chance(30)) continue;
    const labels = Array.from({ length: frame.periods }, (_, index) => labelAt(frame, index));
    const periods = table.key.endsWith(',period') ? labels : [undefined];
    const rows = draw.some(VILLAGES, 70).flatMap((village) =>
      periods.flatMap((period) => {
        if (period !== undefined && draw.chance(15)) return [];
        return [
          { village, ...(period === undefined ? {} : { period }), ...cells(draw, frame, table.columns) },
        ];
      }),
    );
    if (rows.length > 0 || !table.optional) tables[id] = rows;
  }
  return { ...drawn, data: { ...data, tables } };
}

function cells(draw: Draw, frame: Frame, columns: Record<string, Column>): Row {
  const pools: Record<string, readonly (string | boolean)[]> = {
    boolean: [true, true, false],
    money: [...frame.lines, '30000', '-5'],
    number: frame.doubles ? ['0.12345', '1'] : ['0.5', '1', '250'],
    integer: ['0', '1', '12'],
  };
  return Object.fromEntries(
    Object.entries(columns).map(([id, { type }]) => [
      id,
      draw.chance(frame.blanks) ? null : draw.pick(pools[type] ?? ['1']),
    ]),
  );
}
