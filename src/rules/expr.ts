/** What kind of value an expression has. */
export type ValueType = 'number' | 'text' | 'boolean';

/** Where an expression stands in the text it was written in, counted in characters. */
export interface Span {
  start: number;
  end: number;
}

export type Arithmetic = '+' | '-' | '*' | '/';
export type Comparison = '==' | '!=' | '<' | '<=' | '>' | '>=';
export type PlainFunction =
  | 'abs'
  | 'min'
  | 'max'
  | 'round'
  | 'known'
  | 'coalesce'
  | 'startsWith'
  | 'endsWith'
  | 'contains'
  | 'length';
export type Take = 'exists' | 'all' | 'size' | 'sum' | 'min' | 'max';

/** An expression over the rows of a household in a members table, after its filters and its map. */
export interface MembersExpr {
  op: 'members';
  type: ValueType;
  span: Span;
  table: string;
  /** Conditions of `filter`, all of which a member must meet. */
  filters: Expr[];
  take: Take;
  /** What is taken: the condition of `exists` and `all`, the mapped value of `sum`, `min`, `max`; none for `size`. */
  value: Expr | undefined;
}

/** A checked expression: names are resolved, every node has its type. Everything that follows works on this tree. */
export type Expr =
  | { op: 'number'; type: 'number'; span: Span; value: string }
  | { op: 'literal'; type: 'text' | 'boolean'; span: Span; value: string | boolean }
  | { op: 'name'; type: ValueType; span: Span; name: string }
  | { op: 'member'; type: ValueType; span: Span; table: string; column: string }
  | { op: 'negate'; type: 'number'; span: Span; of: Expr }
  | { op: 'not'; type: 'boolean'; span: Span; of: Expr }
  | { op: 'arithmetic'; type: 'number'; span: Span; kind: Arithmetic; left: Expr; right: Expr }
  | { op: 'compare'; type: 'boolean'; span: Span; kind: Comparison; left: Expr; right: Expr }
  | { op: 'in'; type: 'boolean'; span: Span; item: Expr; list: Expr[] }
  | { op: 'and' | 'or'; type: 'boolean'; span: Span; left: Expr; right: Expr }
  | { op: 'if'; type: ValueType; span: Span; test: Expr; then: Expr; else: Expr }
  | { op: 'call'; type: ValueType; span: Span; fn: PlainFunction; args: Expr[] }
  | MembersExpr
  | { op: 'previous'; type: ValueType; span: Span; name: string }
  | { op: 'held'; type: 'boolean'; span: Span; criterion: string; periods: number }
  | { op: 'ever'; type: 'boolean'; span: Span; state: string }
  | { op: 'spell'; type: 'number'; span: Span };

/** The direct parts of an expression. */
export function childrenOf(expr: Expr): Expr[] {
  switch (expr.op) {
    case 'negate':
    case 'not':
      return [expr.of];
    case 'arithmetic':
    case 'compare':
    case 'and':
    case 'or':
      return [expr.left, expr.right];
    case 'in':
      return [expr.item, ...expr.list];
    case 'if':
      return [expr.test, expr.then, expr.else];
    case 'call':
      return expr.args;
    case 'members':
      return expr.value ? [...expr.filters, expr.value] : expr.filters;
    default:
      return [];
  }
}

/** The expression with each direct part changed. Lists of members stay as they are: their parts speak of members. */
export function withChildren(expr: Expr, change: (part: Expr) => Expr): Expr {
  switch (expr.op) {
    case 'negate':
    case 'not':
      return { ...expr, of: change(expr.of) };
    case 'arithmetic':
    case 'compare':
    case 'and':
    case 'or':
      return { ...expr, left: change(expr.left), right: change(expr.right) };
    case 'in':
      return { ...expr, item: change(expr.item), list: expr.list.map(change) };
    case 'if':
      return { ...expr, test: change(expr.test), then: change(expr.then), else: change(expr.else) };
    case 'call':
      return { ...expr, args: expr.args.map(change) };
    default:
      return expr;
  }
}

/** An expression and all its parts, outermost first. */
export function* walk(expr: Expr): Generator<Expr> {
  yield expr;
  for (const child of childrenOf(expr)) yield* walk(child);
}

/** Names an expression reads in the same period: `previous` and `held` read earlier ones, but `held` the same one too. */
export function namesIn(expr: Expr): Set<string> {
  const names = new Set<string>();
  for (const part of walk(expr)) {
    if (part.op === 'name') names.add(part.name);
    if (part.op === 'held') names.add(part.criterion);
  }
  return names;
}
