import { type Expr, parse } from './syntax.ts';
import type { World } from './world.ts';

/**
 * What sort of number an expression gives, whatever the data: which of its branches is taken must not change
 * how the rest is computed. `other` is a text or a condition.
 */
export type Kind = 'exact' | 'quotient' | 'double' | 'other';

/** Macro variables and the members table each stands for. */
export type Variables = ReadonlyMap<string, string>;

/** Facts and parameters being worked out; a fact that uses its own earlier value is taken as exact meanwhile. */
const started = new Set<string>();

export function kindOf(e: Expr, world: World, variables: Variables): Kind {
  switch (e.t) {
    case 'number':
      return 'exact';
    case 'text':
    case 'bool':
    case 'list':
      return 'other';
    case 'name':
      return kindOfName(e.name, world);
    case 'field':
      return kindOfField(e, world, variables);
    case 'unary':
      return e.op === '-' ? merged([e.of], world, variables) : 'other';
    case 'binary':
      return kindOfBinary(e, world, variables);
    case 'choice':
      return merged([e.yes, e.no], world, variables);
    case 'call':
      return kindOfCall(e, world, variables);
  }
}

/** The kind of a number made from these: exact if all are, otherwise double. */
export function merged(parts: readonly Expr[], world: World, variables: Variables): Kind {
  const kinds = parts.map((part) => kindOf(part, world, variables));
  if (kinds.every((kind) => kind === 'other')) return 'other';
  return kinds.every((kind) => kind === 'exact') ? 'exact' : 'double';
}

function kindOfBinary(e: Extract<Expr, { t: 'binary' }>, world: World, variables: Variables): Kind {
  if (!['+', '-', '*', '/'].includes(e.op)) return 'other';
  const kind = merged([e.left, e.right], world, variables);
  return e.op === '/' && kind === 'exact' ? 'quotient' : kind;
}

export function kindOfName(name: string, world: World): Kind {
  const place = world.columns.get(name);
  if (place) return kindOfColumn(place.table, name, world);
  const parameter = world.pack.parameters?.[name];
  const is = world.pack.facts?.[name]?.is ?? (parameter && 'is' in parameter ? parameter.is : undefined);
  if (is === undefined) return world.pack.criteria?.[name] ? 'other' : 'exact';
  if (started.has(name)) return 'exact';
  started.add(name);
  try {
    const kind = kindOf(parse(is), world, new Map());
    return parameter && 'round' in parameter && parameter.round !== undefined && kind === 'quotient'
      ? 'exact'
      : kind;
  } finally {
    started.delete(name);
  }
}

export function kindOfColumn(table: string, column: string, world: World): Kind {
  const type = world.pack.inputs[table]?.columns[column]?.type;
  if (type === 'money' || type === 'integer' || type === 'number')
    return world.isDouble(table, column) ? 'double' : 'exact';
  return 'other';
}

function kindOfField(e: Extract<Expr, { t: 'field' }>, world: World, variables: Variables): Kind {
  const table = e.of.t === 'name' ? variables.get(e.of.name) : undefined;
  return table === undefined ? 'other' : world.kindOfMember(table, e.name);
}

function kindOfCall(e: Extract<Expr, { t: 'call' }>, world: World, variables: Variables): Kind {
  switch (e.name) {
    case 'size':
    case 'periods_in_state':
      return 'exact';
    case 'previous':
      return e.args[0] ? kindOf(e.args[0], world, variables) : 'other';
    case 'abs':
    case 'coalesce':
      return merged(e.args, world, variables);
    case 'round': {
      const kind = e.args[0] ? kindOf(e.args[0], world, variables) : 'other';
      return kind === 'quotient' ? 'exact' : kind;
    }
    case 'sum':
    case 'min':
    case 'max':
      return e.on === undefined ? merged(e.args, world, variables) : kindOfMapped(e.on, world, variables);
    default:
      return 'other';
  }
}

/** Of `members….map(m, x)`: the kind of x as a number in a list. */
function kindOfMapped(e: Expr, world: World, variables: Variables): Kind {
  if (e.t !== 'call' || e.name !== 'map') return 'other';
  const [variable, value] = e.args;
  const table = tableOf(e);
  if (variable?.t !== 'name' || value === undefined || table === undefined) return 'other';
  return merged([value], world, new Map([...variables, [variable.name, table]]));
}

/** The members table a chain of macros starts from. */
export function tableOf(e: Expr): string | undefined {
  if (e.t === 'name') return e.name;
  return e.t === 'call' && e.on ? tableOf(e.on) : undefined;
}
