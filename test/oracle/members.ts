import { arithmetic, type Evaluator, extreme, type Scope } from './evaluate.ts';
import { merged } from './kinds.ts';
import { and, not, or } from './logic.ts';
import type { Expr } from './syntax.ts';
import type { Row } from './types.ts';
import * as v from './values.ts';

type Call = Extract<Expr, { t: 'call' }>;

/** A member on the way through the macros: whether it is kept, and what it was mapped to. */
interface Item {
  row: Row;
  kept: v.Answer;
  value: v.Answer | undefined;
}

/** A whole members expression: a chain of filters and at most one map, and what it ends in. */
export function evaluateMembers(evaluator: Evaluator, e: Call, table: string, scope: Scope): v.Answer {
  const { world } = evaluator;
  const rows = world.members(table, scope.household, scope.period);
  if (!rows) return v.lacking(table, world.periodOf(table, scope.period));
  const chain = new Chain(evaluator, table, scope);
  const items = chain.items(e.on, rows);
  switch (e.name) {
    case 'exists':
      return items
        .map((item) => and(item.kept, chain.at(item.row, e.args)))
        .reduce(or, v.answer(v.bool(false)));
    case 'all':
      return items
        .map((item) => or(not(item.kept), chain.at(item.row, e.args)))
        .reduce(and, v.answer(v.bool(true)));
    case 'size':
      return counted(items);
    case 'sum':
    case 'min':
    case 'max':
      return reduced(e.name, items, chain.isDouble);
    default:
      throw new v.OracleError(`no members function ${e.name}`);
  }
}

class Chain {
  /** Whether the values mapped to are doubles. */
  isDouble = false;
  private readonly evaluator: Evaluator;
  private readonly table: string;
  private readonly scope: Scope;

  constructor(evaluator: Evaluator, table: string, scope: Scope) {
    this.evaluator = evaluator;
    this.table = table;
    this.scope = scope;
  }

  /** The body of a macro `(m, body)` for one member. */
  at(row: Row, [variable, body]: readonly Expr[]): v.Answer {
    if (variable?.t !== 'name' || !body) throw new v.OracleError('a macro needs a variable and a body');
    const members = new Map([...this.scope.members, [variable.name, { table: this.table, row }]]);
    return this.evaluator.expression(body, { ...this.scope, members });
  }

  items(e: Expr | undefined, rows: readonly Row[]): Item[] {
    if (e?.t === 'name') return rows.map((row) => ({ row, kept: v.answer(v.bool(true)), value: undefined }));
    if (e?.t !== 'call') throw new v.OracleError('a macro needs members');
    const before = this.items(e.on, rows);
    if (before.some((item) => item.value)) throw new v.OracleError('nothing but a reduction follows map');
    if (e.name === 'filter')
      return before.map((item) => ({ ...item, kept: and(item.kept, this.at(item.row, e.args)) }));
    if (e.name !== 'map') throw new v.OracleError(`no macro ${e.name}`);
    const [variable, body] = e.args;
    if (variable?.t === 'name' && body)
      this.isDouble =
        merged([body], this.evaluator.world, new Map([[variable.name, this.table]])) === 'double';
    return before.map((item) => ({ ...item, value: this.number(this.at(item.row, e.args)) }));
  }

  private number(x: v.Answer): v.Answer {
    return x.value && this.isDouble ? { value: v.double(v.asDouble(x.value)), lacks: [] } : x;
  }
}

const isKept = (item: Item): boolean => item.kept.value !== undefined && v.asBool(item.kept.value);
const isOpen = (item: Item): boolean => item.kept.value === undefined;

/** Unknown for lack of every open condition, and of every unknown value that is kept or may be. */
const unknownItems = (items: readonly Item[]): v.Answer =>
  v.unknownFrom(
    ...items.map((item) => item.kept),
    ...items.flatMap((item) => (item.value && (isKept(item) || isOpen(item)) ? [item.value] : [])),
  );

/** How many are kept; what they were mapped to does not matter. */
function counted(items: readonly Item[]): v.Answer {
  if (items.some(isOpen)) return v.unknownFrom(...items.map((item) => item.kept));
  return v.answer(v.int(items.filter(isKept).length));
}

function reduced(name: 'sum' | 'min' | 'max', items: readonly Item[], isDouble: boolean): v.Answer {
  if (items.some((item) => isOpen(item) || (isKept(item) && !item.value?.value))) return unknownItems(items);
  const values = items.filter(isKept).flatMap((item) => item.value ?? []);
  if (name !== 'sum') return extreme(name, values);
  const zero: v.Value = isDouble ? { k: 'double', n: 0 } : v.int(0);
  return values.reduce((total, x) => arithmetic('+', total, x), v.answer(zero));
}
