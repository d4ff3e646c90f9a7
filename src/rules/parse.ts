import type { ASTNode, Environment } from '@marcbachmann/cel-js';
import { complaintOf, unknownFunction } from './cel-error.ts';
import {
  type Arithmetic,
  type Comparison,
  type Expr,
  type PlainFunction,
  type Span,
  type Take,
  walk,
} from './expr.ts';
import type { Names } from './names.ts';
import { wholeSpan } from './span.ts';

/** Something wrong inside an expression, with the span to underline. */
export class ExpressionError extends Error {
  readonly code: string;
  readonly params: Record<string, string>;
  readonly span: Span;
  constructor(code: string, params: Record<string, string>, span: Span) {
    super(`${code} ${JSON.stringify(params)}`);
    this.name = 'ExpressionError';
    this.code = code;
    this.params = params;
    this.span = span;
  }
}

export interface ExpressionContext {
  environment: Environment;
  names: Names;
  /** Columns of each members table and their types. */
  members: ReadonlyMap<string, ReadonlyMap<string, Expr['type']>>;
  states: ReadonlySet<string>;
}

const ARITHMETIC: ReadonlySet<string> = new Set(['+', '-', '*', '/']);
const COMPARISON: ReadonlySet<string> = new Set(['==', '!=', '<', '<=', '>', '>=']);
const FUNCTIONS: ReadonlySet<string> = new Set(['abs', 'min', 'max', 'round', 'known', 'coalesce']);
const TEXT_METHODS: ReadonlySet<string> = new Set(['startsWith', 'endsWith', 'contains']);
const TAKES: ReadonlySet<string> = new Set(['sum', 'min', 'max', 'count', 'exists', 'all']);

/**
 * Parses, type-checks and resolves one expression.
 * @throws ExpressionError with the span of what is wrong
 */
export function parseExpression(source: string, context: ExpressionContext): Expr {
  const parsed = attempt(() => context.environment.parse(source), source);
  normalise(parsed.ast);
  const checked = parsed.check();
  if (!checked.valid) throw celError(checked.error, source);
  return new Resolver(context, source).resolve(parsed.ast, new Map());
}

function attempt<T>(work: () => T, source: string): T {
  try {
    return work();
  } catch (error) {
    throw celError(error, source);
  }
}

function celError(error: unknown, source: string): ExpressionError {
  const cel = error as { code?: string; summary?: string; message?: string; range?: Span };
  const range = cel.range ?? { start: 0, end: source.length };
  // At the end of the text there is nothing to underline but the last word or sign.
  const last = Math.max(0, source.search(/(\w+|[^\w\s]+)\s*$/));
  const start = range.start < source.trimEnd().length ? range.start : last;
  const span = { start, end: Math.max(start + 1, Math.min(range.end, source.length)) };
  const part = source.slice(span.start, span.end);
  if (cel.code === 'unknown_variable') return new ExpressionError('name-unknown', { name: part }, span);
  const { code, params } = complaintOf(
    cel.summary ?? cel.message ?? 'invalid',
    part,
    source.slice(Math.max(0, span.start - 1), span.end + 4),
  );
  return new ExpressionError(code, params, span);
}

/** Numbers become doubles and `size` becomes `count`, so that whole numbers and decimals mix (see environment.ts). */
function normalise(node: ASTNode): void {
  const mutable = node as { args: unknown };
  if (node.op === 'value' && typeof node.args === 'bigint') mutable.args = Number(node.args);
  if (node.op === 'call' || node.op === 'rcall') {
    const args = node.args as unknown[];
    if (args[0] === 'size') args[0] = 'count';
  }
  for (const child of astChildren(node)) normalise(child);
}

function astChildren(node: ASTNode): ASTNode[] {
  const args: unknown[] = Array.isArray(node.args) ? node.args.flat() : [node.args];
  return args.filter((arg): arg is ASTNode => typeof arg === 'object' && arg !== null && 'op' in arg);
}

/** What a variable of a macro stands for: a row of a members table, or a mapped value. */
type Variable = { table: string } | { value: Expr };
type Variables = ReadonlyMap<string, Variable>;

/** A members list on its way through filter and map. */
interface Pipeline {
  table: string;
  filters: Expr[];
  element: Variable;
}

class Resolver {
  readonly #context: ExpressionContext;
  readonly #source: string;
  constructor(context: ExpressionContext, source: string) {
    this.#context = context;
    this.#source = source;
  }

  resolve(node: ASTNode, variables: Variables): Expr {
    const span = wholeSpan(this.#source, node);
    const sub = (child: ASTNode): Expr => this.resolve(child, variables);
    switch (node.op) {
      case 'value':
        return this.#literal(node, span);
      case 'id':
        return this.#name(node.args, variables, span);
      case '-_':
        return { op: 'negate', type: 'number', span, of: sub(node.args) };
      case '!_':
        return { op: 'not', type: 'boolean', span, of: sub(node.args) };
      case '&&':
      case '||': {
        const op = node.op === '&&' ? 'and' : 'or';
        return { op, type: 'boolean', span, left: sub(node.args[0]), right: sub(node.args[1]) };
      }
      case '?:': {
        const [test, yes, no] = node.args.map(sub) as [Expr, Expr, Expr];
        return { op: 'if', type: yes.type, span, test, then: yes, else: no };
      }
      case 'in': {
        const list = node.args[1];
        if (list.op !== 'list') throw unsupported('in-needs-list', list);
        return { op: 'in', type: 'boolean', span, item: sub(node.args[0]), list: list.args.map(sub) };
      }
      case '.':
        return this.#field(node.args[0], node.args[1], variables, span);
      case 'call':
        return this.#call(node.args[0], node.args[1], variables, span);
      case 'rcall':
        return this.#method(node.args[0], node.args[1], node.args[2], variables, span);
      default:
        return this.#operator(node, sub, span);
    }
  }

  #operator(node: ASTNode, sub: (child: ASTNode) => Expr, span: Span): Expr {
    if (ARITHMETIC.has(node.op) || COMPARISON.has(node.op)) {
      const [left, right] = (node.args as [ASTNode, ASTNode]).map(sub) as [Expr, Expr];
      if (COMPARISON.has(node.op)) {
        return { op: 'compare', type: 'boolean', span, kind: node.op as Comparison, left, right };
      }
      if (left.type !== 'number') throw unsupported('numbers-only', node, { operator: node.op });
      return { op: 'arithmetic', type: 'number', span, kind: node.op as Arithmetic, left, right };
    }
    throw unsupported('expression-foreign', node);
  }

  #literal(node: ASTNode & { op: 'value' }, span: Span): Expr {
    const value = node.args;
    if (typeof value === 'string' && !value.includes('\0'))
      return { op: 'literal', type: 'text', span, value };
    if (typeof value === 'boolean') return { op: 'literal', type: 'boolean', span, value };
    const text = node.input.slice(node.start, node.end);
    if (typeof value === 'number' && /^\d{1,18}(\.\d{1,12})?$/.test(text)) {
      return { op: 'number', type: 'number', span, value: text };
    }
    throw unsupported('plain-decimal', node);
  }

  #name(name: string, variables: Variables, span: Span): Expr {
    const variable = variables.get(name);
    if (variable && 'value' in variable) return variable.value;
    const info = this.#context.names.get(name);
    if (info && !variable) return { op: 'name', type: info.type, span, name };
    throw new ExpressionError('name-alone', { name }, span);
  }

  #field(of: ASTNode, column: string, variables: Variables, span: Span): Expr {
    const variable = of.op === 'id' ? variables.get(of.args) : undefined;
    if (!variable || !('table' in variable)) throw unsupported('no-columns', of);
    const type = this.#context.members.get(variable.table)?.get(column);
    if (!type) throw new ExpressionError('column-unknown', { name: column }, span);
    return { op: 'member', type, span, table: variable.table, column };
  }

  #call(fn: string, args: ASTNode[], variables: Variables, span: Span): Expr {
    const [first, second] = args;
    if (fn === 'periods_in_state') return { op: 'spell', type: 'number', span };
    if (fn === 'count' && first) return this.#method('count', first, [], variables, span);
    if (fn === 'ever' && first?.op === 'id' && this.#context.states.has(first.args)) {
      return { op: 'ever', type: 'boolean', span, state: first.args };
    }
    if (fn === 'ever') throw new ExpressionError('ever-needs-state', {}, span);
    if (fn === 'previous' || fn === 'held') return this.#overTime(fn, first, second, span);
    if (!FUNCTIONS.has(fn)) throw noFunction(fn, span);
    const resolved = args.map((arg) => this.resolve(arg, variables));
    const type = fn === 'known' ? 'boolean' : (resolved[0]?.type ?? 'number');
    if (fn === 'round' && !isDigits(resolved[1])) throw new ExpressionError('round-needs-digits', {}, span);
    return { op: 'call', type, span, fn: fn as PlainFunction, args: resolved };
  }

  #overTime(
    fn: 'previous' | 'held',
    first: ASTNode | undefined,
    second: ASTNode | undefined,
    span: Span,
  ): Expr {
    const name = first?.op === 'id' ? first.args : '';
    const info = this.#context.names.get(name);
    if (fn === 'previous') {
      if (info?.kind !== 'input' && info?.kind !== 'fact') {
        throw new ExpressionError('previous-needs-name', {}, span);
      }
      return { op: 'previous', type: info.type, span, name };
    }
    const periods = second?.op === 'value' ? Number(second.args) : Number.NaN;
    if (info?.kind !== 'criterion' || !Number.isInteger(periods) || periods < 1 || periods > 1000) {
      throw new ExpressionError('held-needs-criterion', {}, span);
    }
    return { op: 'held', type: 'boolean', span, criterion: name, periods };
  }

  #method(fn: string, of: ASTNode, args: ASTNode[], variables: Variables, span: Span): Expr {
    const pipeline = this.#pipeline(of, variables);
    if (pipeline && TAKES.has(fn)) return this.#take(fn, pipeline, args, variables, span);
    if (pipeline) throw unsupported('list-end', of, { name: fn });
    const resolved = [of, ...args].map((arg) => this.resolve(arg, variables));
    if (fn === 'count') return { op: 'call', type: 'number', span, fn: 'length', args: resolved };
    if (!TEXT_METHODS.has(fn)) throw noFunction(fn, span);
    return { op: 'call', type: 'boolean', span, fn: fn as PlainFunction, args: resolved };
  }

  #take(fn: string, list: Pipeline, args: ASTNode[], variables: Variables, span: Span): Expr {
    const { table, filters } = list;
    const take = (fn === 'count' ? 'size' : fn) as Take;
    if (take === 'size')
      return { op: 'members', type: 'number', span, table, filters, take, value: undefined };
    if (take === 'exists' || take === 'all') {
      const value = this.#inside(fn, args, list, variables, span);
      return { op: 'members', type: 'boolean', span, table, filters, take, value };
    }
    const value = 'value' in list.element ? list.element.value : undefined;
    if (value?.type !== 'number') throw new ExpressionError('take-needs-numbers', { name: fn }, span);
    return { op: 'members', type: 'number', span, table, filters, take, value };
  }

  /** The members list a node stands for, or undefined if it stands for something else. */
  #pipeline(node: ASTNode, variables: Variables): Pipeline | undefined {
    if (node.op === 'id' && this.#context.members.has(node.args)) {
      return { table: node.args, filters: [], element: { table: node.args } };
    }
    if (node.op !== 'rcall' || (node.args[0] !== 'filter' && node.args[0] !== 'map')) return undefined;
    const [fn, of, args] = node.args;
    const list = this.#pipeline(of, variables);
    if (!list) return undefined;
    const inner = this.#inside(fn, args, list, variables, { start: node.start, end: node.end });
    if (fn === 'map') return { ...list, element: { value: inner } };
    return { ...list, filters: [...list.filters, inner] };
  }

  /** The expression of a macro such as `filter(m, …)`, whose variable is a row or a mapped value of the list. */
  #inside(fn: string, args: ASTNode[], list: Pipeline, outer: Variables, span: Span): Expr {
    const [variable, body] = args;
    if (args.length !== 2 || !body || variable?.op !== 'id')
      throw new ExpressionError('macro-variable', { name: fn }, span);
    const expr = this.resolve(body, new Map([...outer, [variable.args, list.element]]));
    for (const part of walk(expr)) {
      if (part.op === 'members') throw unsupported('list-in-list', body);
    }
    return expr;
  }
}

function isDigits(expr: Expr | undefined): boolean {
  return expr?.op === 'number' && /^[0-9]$/.test(expr.value);
}

function noFunction(name: string, span: Span): ExpressionError {
  const { code, params } = unknownFunction(name);
  return new ExpressionError(code, params, span);
}

function unsupported(code: string, node: ASTNode, params: Record<string, string> = {}): ExpressionError {
  const span = { start: node.start, end: Math.max(node.end, node.start + 1) };
  return new ExpressionError(code, { ...params, part: node.input.slice(span.start, span.end) }, span);
}
