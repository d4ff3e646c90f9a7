import type { Level, Pack } from '../../src/model/pack.ts';
import { Evaluator } from './evaluate.ts';
import { decideAll } from './interpret.ts';
import { type Kind, kindOfName } from './kinds.ts';
import {
  type Cell,
  compareText,
  type OracleData,
  type OracleDecision,
  type OracleOptions,
  type Row,
} from './types.ts';
import { plain, text, type Value } from './values.ts';
import { World } from './world.ts';

/** Units of one kind with what became of them. */
interface Below {
  world: World;
  evaluator: Evaluator;
  decisions: ReadonlyMap<string, OracleDecision>;
}

/** What was decided about households, and about each level above them. */
export interface LevelDecisions {
  households: OracleDecision[];
  levels: Record<string, OracleDecision[]>;
  /** The worlds of the levels, by name. */
  worlds: Record<string, World>;
}

/** Decides households and then every level above them, inner to outer, by the letter of the rules. */
export function interpretLevels(pack: Pack, data: OracleData, options: OracleOptions = {}): LevelDecisions {
  const lists = new Map<string, Below>();
  const households = decided(new World(pack, data, options));
  lists.set('households', households);
  const levels: Record<string, OracleDecision[]> = {};
  const worlds: Record<string, World> = {};
  for (const name of (pack.regions ?? []).toReversed()) {
    const level = pack.levels?.[name];
    if (!level) continue;
    const world = new LevelWorld({ pack, name, level, data, options }, new Map(lists));
    const own = decided(world);
    levels[name] = [...own.decisions.values()];
    worlds[name] = world;
    if (level.list !== undefined) lists.set(level.list, own);
  }
  return { households: [...households.decisions.values()], levels, worlds };
}

function decided(world: World): Below {
  const evaluator = new Evaluator(world);
  const decisions = decideAll(world, evaluator);
  return {
    world,
    evaluator,
    decisions: new Map(decisions.map((one) => [keyOf(one.household, one.period), one])),
  };
}

const keyOf = (unit: string, label: string): string => JSON.stringify([unit, label]);

interface LevelCase {
  pack: Pack;
  name: string;
  level: Level;
  data: OracleData;
  options: OracleOptions;
}

/** A level's units in the place of households; its lists are made of what was decided below. */
class LevelWorld extends World {
  private readonly level: string;
  private readonly lists: ReadonlyMap<string, Below>;
  private readonly listsFrom: number;

  constructor({ pack, name, level, data, options }: LevelCase, lists: ReadonlyMap<string, Below>) {
    const households = lists.get('households')?.world;
    if (!households) throw new Error('a level without households');
    const regions = pack.regions ?? [];
    const outer = regions.slice(0, regions.indexOf(name));
    const own = Object.entries(level.inputs ?? {});
    const tables = own.map(([table]): [string, Row[]] => [
      table,
      (data.tables[table] ?? []).map((row) => ({ ...row, household: row[name] ?? null })),
    ]);
    const units = spine(
      households,
      name,
      outer,
      tables.flatMap(([, rows]) => rows),
    );
    const columns = Object.fromEntries([...outer, name].map((region) => [region, { type: 'code' as const }]));
    const inputs: Pack['inputs'] = { units: { key: 'household', columns } };
    for (const [table, input] of own)
      inputs[table] = { ...input, key: input.key.endsWith(',period') ? 'household,period' : 'household' };
    super(
      {
        ...pack,
        ...level,
        parameters: { ...pack.parameters, ...level.parameters },
        inputs,
        regions: [...outer, name],
      },
      { ...data, tables: { ...Object.fromEntries(tables), units }, register: [] },
      { ...options, from: households.label(households.first), to: households.label(households.last) },
    );
    this.level = name;
    this.lists = lists;
    this.listsFrom = Math.min(...[...lists.values()].map(({ world }) => knownFrom(world)));
  }

  /** As far back as anything of it or of what lies below it was recorded. */
  get knownFrom(): number {
    return Math.min(this.historyFrom, this.listsFrom);
  }

  override isMembersTable(name: string): boolean {
    return this.lists.has(name);
  }

  override periodOf(table: string, period: number): number | undefined {
    return this.lists.has(table) ? period : super.periodOf(table, period);
  }

  /** The units below in order of their ids; none are known before anything of them was recorded. */
  override members(table: string, unit: string, period: number): readonly Row[] | undefined {
    const { world } = this.below(table);
    if (period < knownFrom(world) || period > world.last) return undefined;
    const rows = world.households
      .filter((one) => plain(world.cell(this.level, one, period)) === unit)
      .sort(compareText)
      .map((household) => ({ household, period: world.label(period) }));
    return rows.length > 0 ? rows : undefined;
  }

  override memberCell(table: string, row: Row, name: string): Value | undefined {
    const { world, evaluator, decisions } = this.below(table);
    const one = decisions.get(keyOf(String(row.household), String(row.period)));
    const unit = String(row.household);
    const period = world.period(row.period);
    if (!OWN.includes(name)) return evaluator.name(name, unit, period).value;
    const told = one ? decidedAs(one) : givenAs(world, unit, period);
    return told[name] === undefined ? undefined : text(told[name]);
  }

  override kindOfMember(table: string, name: string): Kind {
    if (OWN.includes(name)) return 'other';
    return kindOfName(name, this.below(table).world);
  }

  /** A unit has a record where a table of its own has a row, or anything below it was seen. */
  override hasRecord(unit: string, period: number): boolean {
    if (super.hasRow(unit, period)) return true;
    return [...this.lists].some(([list, { world }]) =>
      (this.members(list, unit, period) ?? []).some((row) => world.hasRecord(String(row.household), period)),
    );
  }

  private below(table: string): Below {
    const below = this.lists.get(table);
    if (!below) throw new Error(`no list ${table}`);
    return below;
  }
}

const OWN: readonly string[] = ['state', 'code', 'state_before', 'outcome'];

type Told = Readonly<Record<string, string | undefined>>;

/** Under review or not observed, nobody knows whether a unit moved. */
function decidedAs({ state, code, state_before, outcome }: OracleDecision): Told {
  const isSettled = outcome === 'moved' || outcome === 'kept';
  return { state_before, outcome, ...(isSettled ? { state, code } : {}) };
}

/** Before the first decided period nobody was decided: states are known as far as they were given. */
function givenAs(world: World, unit: string, period: number): Told {
  return { state: world.givenState(unit, period), state_before: world.givenState(unit, period - 1) };
}

const knownFrom = (world: World): number =>
  world instanceof LevelWorld ? world.knownFrom : world.historyFrom;

/** Every unit that a household or a table of the level names, with the regions that all households put it in. */
function spine(households: World, name: string, outer: readonly string[], named: readonly Row[]): Row[] {
  const of = (household: string, region: string): Cell =>
    plain(households.cell(region, household, households.first)) as Cell;
  const claims = new Map<string, Row[]>();
  for (const household of households.households) {
    const unit = of(household, name);
    if (unit === null) continue;
    const claim = Object.fromEntries(outer.map((region) => [region, of(household, region)]));
    claims.set(String(unit), [...(claims.get(String(unit)) ?? []), claim]);
  }
  for (const { household: unit } of named) if (!claims.has(String(unit))) claims.set(String(unit), []);
  return [...claims].map(([unit, rows]) => {
    const agreed = outer.map((region) => {
      const said = new Set(rows.flatMap((row) => row[region] ?? []));
      return [region, said.size === 1 ? [...said][0] : null] as const;
    });
    return { household: unit, [name]: unit, ...(Object.fromEntries(agreed) as Row) };
  });
}
