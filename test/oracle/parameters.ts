import type { Parameter } from '../../src/model/pack.ts';
import { parseDecimal } from './decimal.ts';
import type { Row } from './types.ts';
import { type Answer, answer, exact, lacking, OracleError, plain, unknownFrom } from './values.ts';
import type { World } from './world.ts';

type Given = Exclude<Parameter, { is: string }>;

/** The value of a parameter that is given, not worked out, for a household in a period. */
export function givenParameter(
  world: World,
  name: string,
  parameter: Given,
  household: string,
  period: number,
): Answer {
  const last = world.period(parameter.valid_to ?? world.pack.valid.to);
  if (period > last && world.options.carryForward !== true) throw outside(name, world.label(period));
  const until = Math.min(period, last);
  const text =
    'from' in parameter
      ? fromTable(world, name, parameter, household, until)
      : fromValues(world, name, parameter, until);
  const n = text === undefined ? undefined : parseDecimal(text);
  if (n) return answer(exact(n));
  const blank = regionsOf(parameter).filter((region) => plain(world.cell(region, household, until)) === null);
  return blank.length > 0 ? unknownFrom(...blank.map((region) => lacking(region))) : lacking(name, period);
}

const regionsOf = (parameter: Given): string[] =>
  'from' in parameter ? parameter.from.key.filter((part) => part !== 'period') : [];

const outside = (name: string, label: string): OracleError =>
  new OracleError(`parameter ${name} has no value in ${label}`);

function fromValues(
  world: World,
  name: string,
  parameter: Extract<Given, { values: unknown }>,
  period: number,
) {
  const since = Object.entries(parameter.values)
    .map(([label, { value }]) => ({ from: world.period(label), value }))
    .filter(({ from }) => from <= period)
    .sort((a, b) => b.from - a.from)[0];
  if (!since) throw outside(name, world.label(period));
  return since.value;
}

/** A period without a row in the table is outside; a region without a row for its period is unknown. */
function fromTable(
  world: World,
  name: string,
  parameter: Extract<Given, { from: unknown }>,
  household: string,
  period: number,
): string | undefined {
  const { key, value } = parameter.from;
  let rows: readonly Row[] = world.data.parameterTables[name] ?? [];
  if (key.includes('period')) {
    const periods = rows.map((row) => world.period(row.period)).filter((p) => p <= period);
    const nearest = Math.max(...periods);
    if (periods.length === 0 || (nearest !== period && world.options.carryForward !== true))
      throw outside(name, world.label(period));
    rows = rows.filter((row) => world.period(row.period) === nearest);
  }
  const match = rows.find((row) =>
    regionsOf(parameter).every((region) => {
      const own = plain(world.cell(region, household, period));
      return own !== null && own === row[region];
    }),
  );
  return match ? String(match[value]) : undefined;
}
