import type { Level, Pack } from './pack.ts';

/** What is decided: households, or the units of a level above them (villages, counties). */
export interface Unit {
  /** What one is called, in files and output columns: `household`, or the region column that names the units. */
  name: string;
  /** The input table that says which units there are. */
  spine: string;
  /** What comes before the names of its tables in the engine. */
  prefix: string;
}

export const HOUSEHOLD: Unit = { name: 'household', spine: 'households', prefix: '' };

/** The unit of a level. No table of a pack can have a `$` in its name. */
export function levelUnit(name: string): Unit {
  return { name, spine: `${name}$`, prefix: `${name}$` };
}

/** The levels of a pack, inner to outer, whatever order they are written in. */
export function levelsOf({ levels = {}, regions = [] }: Pick<Pack, 'levels' | 'regions'>): [string, Level][] {
  return Object.entries(levels).sort(([a], [b]) => regions.indexOf(b) - regions.indexOf(a));
}

/** The region columns of a unit from the outermost to its own. */
export function regionsTo(name: string, { regions = [] }: Pick<Pack, 'regions'>): string[] {
  return regions.slice(0, regions.indexOf(name) + 1);
}

/** What a checked input table is called in the engine. */
export function inputTable({ prefix }: Unit, table: string): string {
  return `${prefix}in_${table}`;
}

/** The file of a run with the states that its units began from. */
export function runRegister(unit: Unit): string {
  return `${fileOf('register', unit)}.parquet`;
}

/** A file of a level has the level in its name: `review-village.csv`. */
export function fileOf(name: string, unit: Unit): string {
  return unit.name === HOUSEHOLD.name ? name : `${name}-${unit.name}`;
}
