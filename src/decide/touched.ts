import { type Expr, namesIn, walk } from '../rules/expr.ts';
import type { LoadedPack } from '../rules/load.ts';

/** The names of the same or of earlier periods that an expression reads. */
export function namesRead(expr: Expr): Set<string> {
  const back = [...walk(expr)].flatMap((part) => (part.op === 'previous' ? [part.name] : []));
  return new Set([...namesIn(expr), ...back]);
}

/** The names, and all that their definitions read, through any number of them. */
export function readThrough(
  names: Iterable<string>,
  definitions: ReadonlyMap<string, Expr>,
): ReadonlySet<string> {
  const all = new Set<string>();
  const open = [...names];
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    if (all.has(name)) continue;
    all.add(name);
    const expr = definitions.get(name);
    if (expr) open.push(...namesRead(expr));
  }
  return all;
}

/** The parameters that are set, and every formula and definition whose value hangs on them, in any period. */
export function touchedBy(
  set: Iterable<string>,
  { formulas }: Pick<LoadedPack, 'formulas'>,
  definitions: ReadonlyMap<string, Expr>,
): ReadonlySet<string> {
  const touched = new Set(set);
  const all = [...formulas, ...definitions];
  // A fact may look back at one that comes after it, so one round is not always enough.
  for (let before = -1; before < touched.size; ) {
    before = touched.size;
    for (const [name, expr] of all) {
      if ([...namesRead(expr)].some((read) => touched.has(read))) touched.add(name);
    }
  }
  return touched;
}
