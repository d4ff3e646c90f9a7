import { isFigure, type NoFigure, type Units } from '../../src/stats/result.ts';
import { sortedUnits } from '../../src/stats/sorted-units.ts';

/** Units from plain lists, sorted; of equal weight if none is given. */
export const unitsOf = (values: readonly number[], weights?: readonly number[]): Units => {
  const { values: sorted, weights: own } = sortedUnits(
    Float64Array.from(values),
    weights ? Float64Array.from(weights) : new Float64Array(values.length).fill(1),
  );
  return { values: sorted, weights: own };
};

/** A figure that must be there. */
export function figure<T extends object>(result: T | NoFigure): T {
  if (isFigure(result)) return result;
  throw new Error(`no figure: ${(result as NoFigure).reason}`);
}
