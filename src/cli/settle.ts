import type { Analysis } from '../decide/analysis.ts';
import type { DecideSettings } from '../decide/settings.ts';
import { type Span, settleSpan } from '../decide/span.ts';
import { DUCKDB } from '../engine/dialect.ts';
import type { IntakeResult } from '../intake/read-dataset.ts';
import type { LoadedPack } from '../rules/load.ts';
import type { ParameterSet } from '../rules/parameter-sets.ts';
import { Parameters } from '../rules/parameters.ts';
import { asPeriod } from './periods.ts';

/** What is asked for, as on the command line. */
export interface Asked {
  from?: string | undefined;
  to?: string | undefined;
  carryForward?: boolean | undefined;
  /** Numbers tried in place of the pack's. */
  numbers?: ParameterSet | undefined;
}

/** What is to be decided and over which periods, once the data is known. */
export function settle(
  loaded: LoadedPack,
  analysis: Analysis,
  intake: IntakeResult,
  asked: Asked,
): { settings: DecideSettings; span: Span } {
  const { parameters, span } = settlePeriods(loaded, intake, asked);
  return { settings: { loaded, analysis, parameters, dialect: DUCKDB, doubles: doublesOf(intake) }, span };
}

/**
 * The periods to decide, and the numbers that hold in them.
 * @throws Failure if a number is missing in one of them
 */
export function settlePeriods(
  loaded: LoadedPack,
  { periods, registerLast }: IntakeResult,
  { from, to, carryForward, numbers }: Asked,
): { parameters: Parameters; span: Span } {
  const parameters = new Parameters(loaded, { carryForward, set: numbers });
  const span = settleSpan(loaded, parameters, {
    ...{ found: periods, registerLast },
    from: asPeriod(from, loaded),
    to: asPeriod(to, loaded),
  });
  return { parameters, span };
}

/** The columns whose numbers are stored as doubles: `income.wage`. */
export function doublesOf({ tables }: IntakeResult): Set<string> {
  return new Set(tables.flatMap((table) => table.doubles.map((column) => `${table.name}.${column}`)));
}
