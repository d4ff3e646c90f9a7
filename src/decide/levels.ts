import { periodLabel } from '../model/period.ts';
import type { Plan } from '../model/plan.ts';
import { Failure } from '../model/problem.ts';
import { Parameters } from '../rules/parameters.ts';
import { analyse } from './analysis.ts';
import { type DecidedBelow, listPlan, listShapes } from './level-lists.ts';
import { decidePlan } from './plan.ts';
import type { DecideSettings } from './settings.ts';
import { checkValidity, type Span } from './span.ts';

/** Units of one kind and the periods in which they are decided. */
export interface Decided {
  settings: DecideSettings;
  span: Span;
}

/** The level of a pack and what it reads, once the periods are settled. */
export interface DecidedLevel extends Decided {
  below: readonly DecidedBelow[];
}

/** What the data of levels speak of, by level. */
export interface LevelData {
  /** The last period that its register gives. */
  registerLast?: Readonly<Record<string, number>>;
  /** The first period in its own tables. */
  firstRecord?: Readonly<Record<string, number>>;
}

/**
 * Settles the levels above households, inner to outer: each sees those below it as they were decided in the same
 * period.
 * @throws Failure of kind `usage` if a level's register gives periods that the households are decided in, or a
 *   parameter has no value in one
 */
export function settleLevels(
  households: Decided,
  options: { carryForward?: boolean | undefined },
  { registerLast = {}, firstRecord = {} }: LevelData = {},
): DecidedLevel[] {
  const { loaded: pack, dialect, doubles } = households.settings;
  const looksBack = pack.levels.some((level) => analyse(level).lookback.size > 0);
  const decided = new Map<string, Decided>([[pack.unit.name, households]]);
  return pack.levels.map((loaded) => {
    const below = loaded.below.flatMap(({ list, of }) => {
      const one = decided.get(of.unit.name);
      return one ? [{ list, ...one }] : [];
    });
    const analysis = analyse(loaded);
    const parameters = new Parameters(loaded, options);
    const { name } = loaded.unit;
    const records = [
      firstRecord[name] ?? Number.POSITIVE_INFINITY,
      ...below.map((one) => one.span.historyFrom),
    ];
    const span = {
      ...households.span,
      historyFrom: Math.min(households.span.firstDecided, ...(looksBack ? records : [])),
    };
    const shapes = listShapes({ loaded, analysis, span }, below);
    const settings: DecideSettings = { loaded, analysis, parameters, dialect, doubles, shapes };
    const given = registerLast[name] ?? Number.NEGATIVE_INFINITY;
    if (given >= span.firstDecided) {
      const [register, first] = [given, span.firstDecided].map((at) => periodLabel(at, loaded.pack.period));
      const params = { level: name, register: register ?? '', first: first ?? '' };
      throw new Failure('usage', [{ code: 'level-register-ahead', severity: 'error', params }]);
    }
    checkValidity(loaded, parameters, span);
    decided.set(name, { settings, span });
    return { settings, span, below };
  });
}

/** The steps that decide a level, after everything below it. */
export function levelPlan({ settings, span, below }: DecidedLevel): Plan {
  const named = decidePlan(settings, span).map(({ name, sql }) => ({
    name: `${settings.loaded.unit.name}: ${name}`,
    sql,
  }));
  return [...listPlan({ settings, span }, below), ...named];
}
