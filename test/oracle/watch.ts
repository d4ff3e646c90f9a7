import type { Pack } from '../../src/model/pack.ts';
import { Evaluator, type Scope } from './evaluate.ts';
import { interpret, rendered } from './interpret.ts';
import { Spells } from './register.ts';
import { type Expr, parse } from './syntax.ts';
import type { OracleData, OracleOptions, Truth } from './types.ts';
import { asBool } from './values.ts';
import { World } from './world.ts';

/** What is known of a level for a household in a period. */
export interface Moment {
  /** Whether the level is for the household's state at the end of the period. */
  applies: boolean;
  observed: boolean;
  /** Unknown when not observed. */
  condition: Truth;
  /** The parts of the condition that are true, from 1. */
  signs: readonly number[];
  missing: readonly string[];
}

/** A level as it stands at the end of a period. */
export interface Standing {
  active: boolean;
  since: number | undefined;
}

/** Whether a level is active at the end of each period, going through them in order. */
export function standings(moments: readonly Moment[], needed: number): Standing[] {
  let since: number | undefined;
  let falses = 0;
  return moments.map(({ applies, observed, condition }, at) => {
    if (!applies) since = undefined;
    else if (condition === 'true') {
      since ??= at;
      falses = 0;
    } else if (observed) {
      falses = condition === 'false' ? falses + 1 : 0;
      if (falses >= needed) since = undefined;
    }
    return { active: since !== undefined, since };
  });
}

/** A household's place on the watch in a period; only where it is on a level or nobody can tell. */
export interface OracleWatched {
  household: string;
  period: string;
  level: string;
  since: string;
  condition: string;
  undetermined: readonly string[];
  missing: readonly string[];
}

/** A level that was true or unknown for a household in a period. */
export interface OracleSign {
  household: string;
  period: string;
  level: string;
  condition: Truth;
  signs: readonly number[];
  missing: readonly string[];
}

export interface OracleWatch {
  watched: OracleWatched[];
  signs: OracleSign[];
}

/** Watches every household by the letter of the rules, from the decisions of the interpreter. */
export function interpretWatch(pack: Pack, data: OracleData, options: OracleOptions): OracleWatch {
  const world = new World(pack, data, options);
  const evaluator = new Evaluator(world);
  const decisions = interpret(pack, data, options);
  const out: OracleWatch = { watched: [], signs: [] };
  for (const household of world.households) {
    const own = decisions.filter((decision) => decision.household === household);
    const spells = new Spells(world, household);
    const byLevel = (pack.watch ?? []).map((): Moment[] => []);
    own.forEach(({ state_before, state, outcome }, index) => {
      const period = world.first + index;
      const { ever, length } = spells.history(period);
      const history = { ever: new Set(ever), length: state === state_before ? length : 0 };
      const scope: Scope = { household, period, members: new Map(), history };
      (pack.watch ?? []).forEach((level, place) => {
        const applies = level.for.includes('any') || level.for.includes(state);
        const observed = outcome !== 'unobserved';
        byLevel[place]?.push(moment(evaluator, level.when, scope, { applies, observed }));
      });
      spells.end(period, state, outcome === 'moved');
    });
    out.signs.push(...signsOf(world, household, pack, byLevel));
    out.watched.push(...watchedOf(world, household, pack, byLevel));
  }
  return out;
}

function moment(
  evaluator: Evaluator,
  when: string,
  scope: Scope,
  { applies, observed }: Pick<Moment, 'applies' | 'observed'>,
): Moment {
  if (!observed) return { applies, observed, condition: 'unknown', signs: [], missing: ['record'] };
  const whole = parse(when);
  const { value, lacks } = evaluator.expression(whole, scope);
  const condition = value === undefined ? 'unknown' : asBool(value) ? 'true' : 'false';
  const signs = alternatives(whole).flatMap((part, index) => {
    const answer = evaluator.expression(part, scope).value;
    return answer !== undefined && asBool(answer) ? [index + 1] : [];
  });
  const missing = condition === 'unknown' ? rendered(evaluator.world, lacks, scope.period) : [];
  return { applies, observed, condition, signs, missing };
}

function alternatives(expr: Expr): Expr[] {
  return expr.t === 'binary' && expr.op === '||'
    ? [...alternatives(expr.left), ...alternatives(expr.right)]
    : [expr];
}

function signsOf(
  world: World,
  household: string,
  { watch = [] }: Pack,
  byLevel: readonly Moment[][],
): OracleSign[] {
  return byLevel.flatMap((moments, place) =>
    moments.flatMap(({ applies, observed, condition, signs, missing }, index) =>
      applies && observed && condition !== 'false'
        ? [
            {
              ...{ household, period: world.label(world.first + index), level: watch[place]?.id ?? '' },
              ...{ condition, signs, missing },
            },
          ]
        : [],
    ),
  );
}

function watchedOf(
  world: World,
  household: string,
  { watch = [] }: Pack,
  byLevel: readonly Moment[][],
): OracleWatched[] {
  const all = watch.map((level, place) => ({
    id: level.id,
    moments: byLevel[place] ?? [],
    standings: standings(byLevel[place] ?? [], Number(level.leave.held)),
  }));
  return (byLevel[0] ?? []).flatMap((_, index) => {
    const place = all.findIndex((level) => level.standings[index]?.active);
    const relevant = place < 0 ? all : all.slice(0, place + 1);
    const open = relevant.filter(({ moments }) => {
      const at = moments[index];
      return at?.applies && at.condition === 'unknown';
    });
    const on = all[place];
    if (!on && open.length === 0) return [];
    const since = on?.standings[index]?.since;
    return [
      {
        household,
        period: world.label(world.first + index),
        level: on?.id ?? '',
        since: since === undefined ? '' : world.label(world.first + since),
        condition: on?.moments[index]?.condition ?? '',
        undetermined: open.map(({ id }) => id),
        missing: [...new Set(open.flatMap(({ moments }) => moments[index]?.missing ?? []))].sort(),
      },
    ];
  });
}
