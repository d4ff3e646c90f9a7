import { add, multiply, negate, parseDecimal } from './decimal.ts';
import { merged, tableOf, type Variables } from './kinds.ts';
import { and, choose, not, or } from './logic.ts';
import { evaluateMembers } from './members.ts';
import { givenParameter } from './parameters.ts';
import { type Expr, parse } from './syntax.ts';
import type { Row } from './types.ts';
import * as v from './values.ts';
import type { World } from './world.ts';

/** Where an expression is looked at: a household in a period, inside macros a member, in transitions its history. */
export interface Scope {
  household: string;
  period: number;
  members: ReadonlyMap<string, { table: string; row: Row }>;
  history?: History | undefined;
}

export interface History {
  ever: ReadonlySet<string>;
  /** Consecutive periods that ended in the current state, if known. */
  length: number | undefined;
}

/** Evaluates names and expressions; remembers what it worked out. */
export class Evaluator {
  readonly world: World;
  private readonly memo = new Map<string, v.Answer>();

  constructor(world: World) {
    this.world = world;
  }

  /** A fact, criterion, parameter or input by its bare name. */
  name(name: string, household: string, period: number): v.Answer {
    const key = JSON.stringify([name, household, period]);
    const seen = this.memo.get(key);
    if (seen) return seen;
    const result = this.lookUp(name, household, period);
    this.memo.set(key, result);
    return result;
  }

  private lookUp(name: string, household: string, period: number): v.Answer {
    const { pack } = this.world;
    const place = this.world.columns.get(name);
    if (place) {
      const value = this.world.cell(name, household, period);
      return value ? v.answer(value) : v.lacking(name, place.byPeriod ? period : undefined);
    }
    if (name === 'period') return v.answer(v.int(period));
    if (name === 'year') return v.answer(v.int(Number(this.world.label(period).slice(0, 4))));
    const scope: Scope = { household, period, members: new Map() };
    const parameter = pack.parameters?.[name];
    if (parameter && !('is' in parameter))
      return givenParameter(this.world, name, parameter, household, period);
    if (parameter) return this.formula(parameter, scope);
    const is = pack.facts?.[name]?.is ?? pack.criteria?.[name]?.is;
    if (is === undefined) throw new v.OracleError(`no name ${name}`);
    return this.expression(parse(is), scope);
  }

  private formula(parameter: { is: string; round?: string | undefined }, scope: Scope): v.Answer {
    const result = this.expression(parse(parameter.is), scope);
    if (!result.value || parameter.round === undefined) return result;
    const value = v.rounded(result.value, Number(parameter.round));
    return { value, lacks: [] };
  }

  expression(e: Expr, scope: Scope): v.Answer {
    switch (e.t) {
      case 'number':
        return v.answer(v.exact(parseDecimal(e.text) ?? fail(e)));
      case 'text':
        return v.answer(v.text(e.value));
      case 'bool':
        return v.answer(v.bool(e.value));
      case 'name':
        return this.name(e.name, scope.household, scope.period);
      case 'field':
        return this.field(e, scope);
      case 'unary':
        return this.unary(e, scope);
      case 'binary':
        return this.binary(e, scope);
      case 'choice':
        return choose(
          this.expression(e.test, scope),
          () => this.alike(e.yes, [e.yes, e.no], scope),
          () => this.alike(e.no, [e.yes, e.no], scope),
        );
      case 'call':
        return this.call(e, scope);
      case 'list':
        return fail(e);
    }
  }

  private field(e: Extract<Expr, { t: 'field' }>, scope: Scope): v.Answer {
    const member = e.of.t === 'name' ? scope.members.get(e.of.name) : undefined;
    if (!member) return fail(e);
    return this.memberCell(member.table, member.row, e.name, scope.period);
  }

  private memberCell(table: string, row: Row, name: string, period: number): v.Answer {
    const value = this.world.memberCell(table, row, name);
    if (value) return v.answer(value);
    return v.lacking(`${table}.${name}`, this.world.periodOf(table, period));
  }

  private variables(scope: Scope): Variables {
    return new Map([...scope.members].map(([name, { table }]) => [name, table]));
  }

  /** An operand as the number it is among others: exact if all of them are, otherwise a double. */
  private alike(e: Expr, among: readonly Expr[], scope: Scope): v.Answer {
    const result = this.expression(e, scope);
    if (!result.value || merged(among, this.world, this.variables(scope)) !== 'double') return result;
    return { value: v.double(v.asDouble(result.value)), lacks: [] };
  }

  private all(list: readonly Expr[], scope: Scope): v.Answer[] {
    return list.map((e) => this.alike(e, list, scope));
  }

  private unary(e: Extract<Expr, { t: 'unary' }>, scope: Scope): v.Answer {
    const of = this.alike(e.of, [e.of], scope);
    if (e.op === '!') return not(of);
    if (!of.value) return of;
    return v.answer(
      of.value.k === 'exact' ? v.exact(negate(of.value.n)) : { k: 'double', n: -v.asDouble(of.value) },
    );
  }

  private binary(e: Extract<Expr, { t: 'binary' }>, scope: Scope): v.Answer {
    if (e.op === '&&') return and(this.expression(e.left, scope), this.expression(e.right, scope));
    if (e.op === '||') return or(this.expression(e.left, scope), this.expression(e.right, scope));
    if (e.op === 'in') {
      if (e.right.t !== 'list') return fail(e);
      const x = this.expression(e.left, scope);
      const equal = e.right.items.map((item) => compared('==', x, this.expression(item, scope)));
      // An empty list still needs x to be known.
      const none = x.value ? v.answer(v.bool(false)) : x;
      return equal.reduce((a, b) => or(a, b), none);
    }
    if (e.op === '+' || e.op === '-' || e.op === '*' || e.op === '/') {
      const [left, right] = this.all([e.left, e.right], scope);
      return left && right ? arithmetic(e.op, left, right) : fail(e);
    }
    return compared(e.op, this.expression(e.left, scope), this.expression(e.right, scope));
  }

  private call(e: Extract<Expr, { t: 'call' }>, scope: Scope): v.Answer {
    if (e.on) {
      const table = tableOf(e.on);
      if (table !== undefined && this.world.isMembersTable(table))
        return evaluateMembers(this, e, table, scope);
      return textCall(
        e.name,
        [e.on, ...e.args].map((part) => this.expression(part, scope)),
      );
    }
    const [first, second] = e.args;
    switch (e.name) {
      case 'known':
        return v.answer(v.bool(this.expression(first ?? fail(e), scope).value !== undefined));
      case 'coalesce': {
        const parts = this.all(e.args, scope);
        return parts.find((part) => part.value) ?? v.unknownFrom(...parts);
      }
      case 'previous':
        return first?.t === 'name' ? this.previous(first.name, scope) : fail(e);
      case 'held':
        return first?.t === 'name' && second?.t === 'number'
          ? this.held(first.name, Number(second.text), scope)
          : fail(e);
      case 'ever':
        return first?.t === 'name'
          ? v.answer(v.bool(scope.history?.ever.has(first.name) ?? fail(e)))
          : fail(e);
      case 'periods_in_state': {
        const length = (scope.history ?? fail(e)).length;
        return length === undefined ? v.lacking('since') : v.answer(v.int(length));
      }
      case 'round': {
        const x = this.expression(first ?? fail(e), scope);
        if (!x.value || second?.t !== 'number') return x.value ? fail(e) : x;
        return { value: v.rounded(x.value, Number(second.text)), lacks: [] };
      }
      case 'abs':
        return absolute(this.alike(first ?? fail(e), e.args, scope));
      case 'min':
      case 'max':
        return extreme(e.name, this.all(e.args, scope));
      case 'size':
        return textCall(
          'size',
          e.args.map((part) => this.expression(part, scope)),
        );
      default:
        return fail(e);
    }
  }

  private previous(name: string, scope: Scope): v.Answer {
    const period = scope.period - 1;
    if (!this.world.hasRecord(scope.household, period)) return v.lacking('record', period);
    return this.name(name, scope.household, period);
  }

  private held(name: string, periods: number, scope: Scope): v.Answer {
    let result = this.name(name, scope.household, scope.period);
    for (let period = scope.period - 1; period > scope.period - periods; period--)
      result = and(
        result,
        this.world.hasRecord(scope.household, period)
          ? this.name(name, scope.household, period)
          : v.lacking('record', period),
      );
    return result;
  }
}

function fail(e: Expr): never {
  throw new v.OracleError(`not in the language: ${JSON.stringify(e)}`);
}

function compared(op: string, a: v.Answer, b: v.Answer): v.Answer {
  if (!a.value || !b.value) return v.unknownFrom(a, b);
  const difference = v.order(a.value, b.value);
  const results: Record<string, boolean> = {
    '==': difference === 0,
    '!=': difference !== 0,
    '<': difference < 0,
    '<=': difference <= 0,
    '>': difference > 0,
    '>=': difference >= 0,
  };
  return v.answer(v.bool(results[op] ?? false));
}

export function arithmetic(op: '+' | '-' | '*' | '/', a: v.Answer, b: v.Answer): v.Answer {
  if (!a.value || !b.value) return v.unknownFrom(a, b);
  const [x, y] = [a.value, b.value];
  if (op === '/') return { value: v.quotient(x, y), lacks: [] };
  if (x.k === 'exact' && y.k === 'exact') {
    if (op === '*') return v.answer(v.exact(multiply(x.n, y.n)));
    return v.answer(v.exact(add(x.n, op === '-' ? negate(y.n) : y.n)));
  }
  const [m, n] = [v.asDouble(x), v.asDouble(y)];
  return { value: v.double(op === '+' ? m + n : op === '-' ? m - n : m * n), lacks: [] };
}

function absolute(x: v.Answer): v.Answer {
  return x.value && v.order(x.value, v.int(0)) < 0 ? arithmetic('*', x, v.answer(v.int(-1))) : x;
}

/** Unknown when one is, or when there is nothing to choose from. */
export function extreme(name: 'min' | 'max', parts: readonly v.Answer[]): v.Answer {
  const values = parts.flatMap((part) => part.value ?? []);
  const first = values[0];
  if (values.length < parts.length || !first) return v.unknownFrom(...parts);
  const sign = name === 'min' ? 1 : -1;
  return v.answer(values.reduce((best, x) => (sign * v.order(x, best) < 0 ? x : best), first));
}

function textCall(name: string, parts: readonly v.Answer[]): v.Answer {
  const texts = parts.flatMap((part) => (part.value ? [v.asText(part.value)] : []));
  const [x, y] = texts;
  if (texts.length < parts.length || x === undefined) return v.unknownFrom(...parts);
  if (name === 'size') return v.answer(v.int(Array.from(x).length));
  if (y === undefined) throw new v.OracleError(`${name} needs a text`);
  if (name === 'startsWith') return v.answer(v.bool(x.startsWith(y)));
  if (name === 'endsWith') return v.answer(v.bool(x.endsWith(y)));
  if (name === 'contains') return v.answer(v.bool(x.includes(y)));
  throw new v.OracleError(`no text function ${name}`);
}
