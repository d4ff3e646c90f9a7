import type { SpellCount, Tally } from '../model/dynamics.ts';
import { effectiveNumber } from './effective-number.ts';
import { wilson } from './wilson.ts';

/** How many of those at risk ended. Shares are null where the spells at risk have no weight. */
export interface EndingRate {
  atRisk: Tally;
  ended: Tally;
  /** Ended / at risk, weighted, with its 95 % interval (Wilson, on the effective number at risk). */
  hazard: number | null;
  low: number | null;
  high: number | null;
}

/** One duration of a life table: at risk are the spells that lasted so long and whose next period is known. */
export interface Hazard extends EndingRate {
  /** How many periods the spells have lasted; for spells whose beginning is not known, at least so many. */
  duration: number;
  /** Share of spells that last longer: the product of 1 − hazard so far (Kaplan–Meier). */
  survival: number | null;
}

/**
 * Discrete-time hazards of a set of spells by duration d: among the spells that lasted d periods and were known in
 * the period after, the share that had ended. A spell cut off after L periods is at risk for d < L only: whether it
 * ended at L is not known. Hence at risk(d + 1) = at risk(d) − ended(d) − those cut off at d + 1.
 *
 * Spells whose beginning is not known must not be mixed with the others, since their durations are lower bounds.
 * @returns one row for each duration at which any spell is at risk, from 1
 * Source: Jenkins, Survival Analysis (2005), chapters 3 and 4; Bane and Ellwood (1986), Journal of Human Resources 21
 */
export function hazards(spells: readonly SpellCount[]): Hazard[] {
  const longest = spells.reduce((most, { length }) => Math.max(most, length), 0);
  const rows: Hazard[] = [];
  let survival: number | null = 1;
  for (let duration = 1; duration <= longest; duration++) {
    const ending = spells.filter(({ length, ends }) => length === duration && ends === 'ended');
    const atRisk = tally([...spells.filter(({ length }) => length > duration), ...ending]);
    if (atRisk.count === 0) break;
    const rate = endingRate(atRisk, tally(ending));
    survival = survival === null || rate.hazard === null ? null : survival * (1 - rate.hazard);
    rows.push({ duration, ...rate, survival });
  }
  return rows;
}

/** All durations together: spells that ended / periods in which a spell was at risk. */
export function overallHazard(rows: readonly Hazard[]): EndingRate {
  return endingRate(tally(rows.map(({ atRisk }) => atRisk)), tally(rows.map(({ ended }) => ended)));
}

function endingRate(atRisk: Tally, ended: Tally): EndingRate {
  const number = effectiveNumber(atRisk);
  if (number === null) return { atRisk, ended, hazard: null, low: null, high: null };
  const hazard = ended.weight / atRisk.weight;
  return { atRisk, ended, hazard, ...wilson(hazard, number) };
}

/** The sum of some tallies. */
export function tally(parts: readonly Tally[]): Tally {
  const sum = { count: 0, weight: 0, squares: 0 };
  for (const { count, weight, squares } of parts) {
    sum.count += count;
    sum.weight += weight;
    sum.squares += squares;
  }
  return sum;
}
