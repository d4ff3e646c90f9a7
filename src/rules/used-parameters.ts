import { evaluateConstant } from './constant.ts';
import { childrenOf, type Expr, walk } from './expr.ts';
import type { LoadedPack } from './load.ts';
import type { Names } from './names.ts';
import type { Parameters } from './parameters.ts';

/** The parameters that the facts, criteria, transitions and levels of watch of a pack read in a period. */
export function parametersUsed(loaded: LoadedPack, parameters: Parameters, period: number): Set<string> {
  const whens = [...loaded.transitions, ...loaded.watch].map(({ when }) => when);
  const expressions = [...loaded.facts.values(), ...loaded.criteria.values(), ...whens];
  return new Set(expressions.flatMap((expr) => [...readBy(expr, loaded, parameters, period)]));
}

/** A branch that a test on the period rules out is not read. */
function* readBy(expr: Expr, loaded: LoadedPack, parameters: Parameters, period: number): Generator<string> {
  if (expr.op === 'name' && loaded.names.get(expr.name)?.kind === 'parameter') yield expr.name;
  for (const part of partsRead(expr, loaded, parameters, period))
    yield* readBy(part, loaded, parameters, period);
}

function partsRead(expr: Expr, loaded: LoadedPack, parameters: Parameters, period: number): Expr[] {
  if (expr.op !== 'if' || !isConstant(expr.test, loaded.names)) return childrenOf(expr);
  const test = evaluateConstant(expr.test, (name) => parameters.constant(name, period));
  if (test === undefined) return childrenOf(expr);
  return [expr.test, test ? expr.then : expr.else];
}

/** Whether an expression reads anything that only a household has. */
export function isConstant(expr: Expr, names: Names): boolean {
  for (const part of walk(expr)) {
    if (part.op === 'name' && !['parameter', 'period'].includes(names.get(part.name)?.kind ?? ''))
      return false;
    if (['member', 'members', 'previous', 'held', 'ever', 'spell'].includes(part.op)) return false;
  }
  return true;
}
