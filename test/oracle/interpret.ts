import type { Pack } from '../../src/model/pack.ts';
import { Evaluator, type History, type Scope } from './evaluate.ts';
import { Spells } from './register.ts';
import { parse } from './syntax.ts';
import {
  compareText,
  type FactValue,
  type OracleData,
  type OracleDecision,
  type OracleOptions,
  type Truth,
} from './types.ts';
import { type Answer, asBool, type Lack, plain } from './values.ts';
import { World } from './world.ts';

/**
 * Decides every household in every period by the letter of the rules, one at a time, in plain TypeScript.
 * @returns decisions by household (in code point order) and period
 */
export function interpret(pack: Pack, data: OracleData, options: OracleOptions = {}): OracleDecision[] {
  const world = new World(pack, data, options);
  return decideAll(world, new Evaluator(world));
}

/** The same for a world that is laid out already. */
export function decideAll(world: World, evaluator: Evaluator): OracleDecision[] {
  return world.households.flatMap((household) => decideHousehold(world, evaluator, household));
}

function decideHousehold(world: World, evaluator: Evaluator, household: string): OracleDecision[] {
  const spells = new Spells(world, household);
  const decisions: OracleDecision[] = [];
  for (let period = world.first; period <= world.last; period++) {
    const before = spells.state;
    const verdict = world.hasRecord(household, period)
      ? decide(evaluator, household, period, before, spells.history(period))
      : { state: before, outcome: 'unobserved', code: '', missing: [] };
    spells.end(period, verdict.state, verdict.outcome === 'moved');
    decisions.push({
      household,
      period: world.label(period),
      state_before: before,
      ...verdict,
      missing: rendered(world, verdict.missing, period),
      facts: facts(evaluator, household, period),
      criteria: criteria(evaluator, household, period),
    });
  }
  return decisions;
}

interface Verdict {
  state: string;
  outcome: string;
  code: string;
  missing: readonly Lack[];
}

function decide(
  evaluator: Evaluator,
  household: string,
  period: number,
  state: string,
  history: History,
): Verdict {
  const scope: Scope = { household, period, members: new Map(), history };
  const unknown: { code: string; lacks: readonly Lack[] }[] = [];
  for (const transition of evaluator.world.pack.transitions.filter(({ from }) => from.includes(state))) {
    const { value, lacks } = evaluator.expression(parse(transition.when), scope);
    if (value === undefined) unknown.push({ code: transition.code, lacks });
    else if (asBool(value)) {
      if (unknown.length > 0) break;
      return { state: transition.to, outcome: 'moved', code: transition.code, missing: [] };
    }
  }
  const first = unknown[0];
  if (!first) return { state, outcome: 'kept', code: '', missing: [] };
  return { state, outcome: 'review', code: first.code, missing: unknown.flatMap(({ lacks }) => lacks) };
}

/** The names of what is missing, as a decision of a period has them. */
export function rendered(world: World, lacks: readonly Lack[], decided: number): string[] {
  const names = lacks.map(({ name, period }) =>
    period === undefined || period === decided ? name : `${name}@${world.label(period)}`,
  );
  return [...new Set(names)].sort(compareText);
}

function facts(evaluator: Evaluator, household: string, period: number): Record<string, FactValue> {
  const names = Object.keys(evaluator.world.pack.facts ?? {});
  return Object.fromEntries(
    names.map((name) => [name, plain(evaluator.name(name, household, period).value)]),
  );
}

function criteria(evaluator: Evaluator, household: string, period: number): Record<string, Truth> {
  const truth = ({ value }: Answer): Truth =>
    value === undefined ? 'unknown' : asBool(value) ? 'true' : 'false';
  const names = Object.keys(evaluator.world.pack.criteria ?? {});
  return Object.fromEntries(names.map((name) => [name, truth(evaluator.name(name, household, period))]));
}
