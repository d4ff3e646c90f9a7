import type { Dialect } from '../model/dialect.ts';
import type { LoadedPack } from '../rules/load.ts';
import type { Parameters } from '../rules/parameters.ts';
import type { Value } from '../rules/to-sql.ts';
import type { Analysis } from './analysis.ts';

/** What the plan of a run is made from. */
export interface DecideSettings {
  loaded: LoadedPack;
  analysis: Analysis;
  parameters: Parameters;
  dialect: Dialect;
  /** `table.column` of number columns that a file forced to be doubles. */
  doubles: ReadonlySet<string>;
  /** What the columns of lists of units below are in SQL, by `list.column`; only for a level. */
  shapes?: ReadonlyMap<string, Value>;
}

/** States are numbers while deciding, by their place in the pack: they are narrow to sort and to compare. */
export function stateNumber({ loaded }: DecideSettings, state: string): number {
  return loaded.pack.states.findIndex(({ id: name }) => name === state);
}
