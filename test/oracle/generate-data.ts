import type { Column, InputTable, Pack } from '../../src/model/pack.ts';
import { add, multiply, parseDecimal, toText, whole } from './decimal.ts';
import type { Draw } from './draw.ts';
import { COUNTIES } from './generate-pack.ts';
import { DAYS, type Frame, labelAt, TEXTS } from './generate-tables.ts';
import type { Cell, OracleCase, OracleOptions, Row } from './types.ts';
import { World } from './world.ts';

const HOUSEHOLDS = ['h1', 'h2', 'H10', '户3', '007', 'h-4'];
const MEMBERS = ['1', '2', '10', 'b'];

/** As large as an amount may be where no range is declared, and on the way there. */
const LARGE = [
  '999999999999.9999',
  '-999999999999.9999',
  '10000000',
  '98765432.1',
  '1234567890.1234',
  '99998',
];

/** Amounts on a line for so many persons, a hair beside it, and others. */
function amount(draw: Draw, frame: Frame, size: number): string {
  const line = multiply(parseDecimal(draw.pick(frame.lines)) ?? whole(0), whole(size));
  const beside = draw.pick(['0', '0', '0', '0.01', '-0.01', '0.0001']);
  const exact = toText(add(line, parseDecimal(beside) ?? whole(0)));
  return draw.pick([exact, exact, '0', '0', '100', '-50', '2500.5', '24406.10']);
}

function cell(draw: Draw, frame: Frame, column: Column, id: string, size: number): Cell {
  if (draw.chance(frame.blanks)) return null;
  switch (column.type) {
    case 'boolean':
      return draw.chance(60);
    case 'category':
      return draw.pick(column.codes ?? ['a']);
    case 'code':
      return draw.pick(COUNTIES);
    case 'date':
      return draw.pick(DAYS);
    case 'text':
      return draw.pick(TEXTS);
    case 'integer':
      return id === 'size'
        ? String(size)
        : String(draw.pick(id === 'age' ? [0, 15, 16, 60, 120] : [0, 1, 2, 3]));
    case 'number':
      return draw.pick(
        frame.doubles ? ['0.12345', '0.333333', '0.95', '1', '0'] : ['0.95', '0.9499', '1', '0', '2.5'],
      );
    case 'money': {
      if (column.missing && draw.chance(15)) return draw.pick(column.missing);
      if (column.range === undefined && draw.chance(25)) return draw.pick(LARGE);
      const text = amount(draw, frame, size);
      return column.range?.[0] === '0' && text.startsWith('-') ? '0' : text;
    }
  }
}

function row(draw: Draw, frame: Frame, table: InputTable, keys: Row): Row {
  const size = draw.pick([1, 2, 3, 5]);
  const cells = Object.entries(table.columns).map(([id, column]) => [
    id,
    cell(draw, frame, column, id, size),
  ]);
  return { ...keys, ...(Object.fromEntries(cells) as Row) };
}

function drawTable(draw: Draw, frame: Frame, table: InputTable, households: readonly string[]): Row[] {
  const labels = Array.from({ length: frame.periods }, (_, i) => labelAt(frame, i));
  const periods = table.key.includes('period') ? labels : [undefined];
  const rows: Row[] = [];
  for (const household of households)
    for (const period of periods) {
      if (table.key !== 'household' && draw.chance(Math.max(5, frame.blanks))) continue;
      const keys: Row = period === undefined ? { household } : { household, period };
      const members = table.key.includes('member') ? draw.some(MEMBERS, 50) : [undefined];
      for (const member of members)
        rows.push(row(draw, frame, table, member === undefined ? keys : { ...keys, member }));
    }
  return rows;
}

/** Now and then a row twice, alike or not, or of a household that is not in the survey. */
function spoil(draw: Draw, tables: Record<string, Row[]>, pack: Pack): void {
  for (const [id, rows] of Object.entries(tables)) {
    const first = rows[0];
    if (!first || !draw.chance(12)) continue;
    const twin = draw.pick(rows);
    // Whether `0` and a blank that means 0 make two rows alike is left open, so such columns are left out.
    const plain = Object.entries(pack.inputs[id]?.columns ?? {}).filter(
      ([, { blank }]) => blank === undefined,
    );
    const column = plain.length > 0 ? draw.pick(plain)[0] : 'household';
    if (draw.chance(30)) rows.push({ ...twin });
    else if (column !== 'household' && draw.chance(60))
      rows.push({ ...twin, [column]: twin[column] === null ? (first[column] ?? null) : null });
    else if (id !== 'households') rows.push({ ...twin, household: 'nobody' });
  }
}

function drawRegister(draw: Draw, frame: Frame, pack: Pack, households: readonly string[]): Row[] {
  if (!draw.chance(35)) return [];
  const last = draw.int(-1, frame.periods - 2);
  return draw.some(households, 75).flatMap((household) => {
    const indexes = [last - 2, last - 1, last].filter(() => draw.chance(60));
    return indexes.map((index, i) => {
      const earliest = i === 0 ? last - 4 : (indexes[i - 1] ?? index) + 1;
      const since = draw.chance(30) ? labelAt(frame, draw.int(Math.min(earliest, index), index)) : null;
      return { household, period: labelAt(frame, index), state: draw.pick(pack.states).id, since };
    });
  });
}

function drawParameterTables(draw: Draw, frame: Frame, pack: Pack): Record<string, Row[]> {
  const out: Record<string, Row[]> = {};
  for (const [id, parameter] of Object.entries(pack.parameters ?? {})) {
    if (!('from' in parameter)) continue;
    const { key, value } = parameter.from;
    const indexes = Array.from({ length: frame.periods + (frame.carryForward ? 0 : 1) }, (_, i) => i - 1);
    const rows: Row[] = [];
    for (const index of key.includes('period') ? indexes : [undefined]) {
      // The first county has a row in every period: a period without any would be an error.
      const counties = key.includes('county')
        ? COUNTIES.filter((_, i) => i === 0 || draw.chance(60))
        : [undefined];
      for (const county of counties)
        rows.push({
          ...(county === undefined ? {} : { county }),
          ...(index === undefined ? {} : { period: labelAt(frame, index) }),
          [value]: draw.pick(frame.lines),
        });
    }
    out[id] = rows;
  }
  return out;
}

function drawOptions(draw: Draw, frame: Frame): OracleOptions {
  const options: OracleOptions = frame.carryForward ? { carryForward: true } : {};
  const to = labelAt(frame, frame.periods - 1);
  const roll = draw.int(0, 99);
  if (roll < 8) return { ...options, from: labelAt(frame, draw.int(0, frame.periods - 1)), to };
  return roll < 16 ? { ...options, to } : options;
}

/** Sees to it that there is a period to decide. */
function decidable(frame: Frame, value: OracleCase): OracleCase {
  const { first, last } = new World(value.pack, value.data, value.options);
  if (first <= last) return value;
  const options = { ...value.options, from: labelAt(frame, 0), to: labelAt(frame, frame.periods - 1) };
  return { ...value, options };
}

export function drawData(draw: Draw, frame: Frame, pack: Pack): OracleCase {
  const households = draw.shuffled(HOUSEHOLDS).slice(0, draw.int(1, 6));
  const tables: Record<string, Row[]> = {};
  for (const [id, table] of Object.entries(pack.inputs)) {
    if (table.optional && draw.chance(25)) continue;
    let rows = drawTable(draw, frame, table, households);
    while (rows.length === 0) rows = drawTable(draw, frame, table, households);
    tables[id] = rows;
  }
  spoil(draw, tables, pack);
  const data = {
    tables: Object.fromEntries(Object.entries(tables).map(([id, rows]) => [id, draw.shuffled(rows)])),
    register: drawRegister(draw, frame, pack, households),
    parameterTables: drawParameterTables(draw, frame, pack),
  };
  return decidable(frame, { pack, data, options: drawOptions(draw, frame) });
}
