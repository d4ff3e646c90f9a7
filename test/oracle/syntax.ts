/** The expression language's syntax: a hand-made parser, so that a mistake in the product's parser shows. */
export type Expr =
  | { t: 'number'; text: string }
  | { t: 'text'; value: string }
  | { t: 'bool'; value: boolean }
  | { t: 'name'; name: string }
  | { t: 'field'; of: Expr; name: string }
  | { t: 'list'; items: Expr[] }
  | { t: 'unary'; op: '-' | '!'; of: Expr }
  | { t: 'binary'; op: BinaryOp; left: Expr; right: Expr }
  | { t: 'choice'; test: Expr; yes: Expr; no: Expr }
  | { t: 'call'; name: string; on: Expr | undefined; args: Expr[] };

export const LEVELS = {
  '||': 1,
  '&&': 2,
  '==': 3,
  '!=': 3,
  '<': 3,
  '<=': 3,
  '>': 3,
  '>=': 3,
  in: 3,
  '+': 4,
  '-': 4,
  '*': 5,
  '/': 5,
} as const;
export type BinaryOp = keyof typeof LEVELS;
const isBinary = (token: string): token is BinaryOp => Object.hasOwn(LEVELS, token);

const TOKEN =
  /\s*(?:(\d+(?:\.\d+)?)|([A-Za-z_]\w*)|("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')|(\|\||&&|[=!<>]=|.))/suy;

type Token = { kind: 'number' | 'name' | 'string' | 'sign' | 'end'; text: string };

function tokens(source: string): Token[] {
  const out: Token[] = [];
  const text = source.trim();
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < text.length) {
    const m = TOKEN.exec(text);
    if (!m) throw new SyntaxError(`cannot read ${source}`);
    if (m[1] !== undefined) out.push({ kind: 'number', text: m[1] });
    else if (m[2] !== undefined) out.push({ kind: 'name', text: m[2] });
    else if (m[3] !== undefined) out.push({ kind: 'string', text: unquote(m[3]) });
    else out.push({ kind: 'sign', text: m[4] ?? '' });
  }
  return out;
}

function unquote(literal: string): string {
  const plain: Record<string, string> = { n: '\n', t: '\t', r: '\r' };
  return literal
    .slice(1, -1)
    .replace(/\\(?:u([0-9a-fA-F]{4})|(.))/gsu, (_, hex: string | undefined, char: string | undefined) =>
      hex === undefined ? (plain[char ?? ''] ?? char ?? '') : String.fromCharCode(Number.parseInt(hex, 16)),
    );
}

const known = new Map<string, Expr>();

/** The tree of an expression; throws SyntaxError. */
export function parse(source: string): Expr {
  const seen = known.get(source);
  if (seen) return seen;
  const parser = new Parser(tokens(source), source);
  const tree = parser.whole();
  known.set(source, tree);
  return tree;
}

class Parser {
  private at = 0;
  private readonly list: Token[];
  private readonly source: string;
  constructor(list: Token[], source: string) {
    this.list = list;
    this.source = source;
  }

  whole(): Expr {
    const tree = this.choice();
    if (this.at < this.list.length) throw this.error();
    return tree;
  }

  private error(): SyntaxError {
    return new SyntaxError(`unexpected ${this.peek().text || 'end'} in ${this.source}`);
  }

  private peek(): Token {
    return this.list[this.at] ?? { kind: 'end', text: '' };
  }

  private is(text: string): boolean {
    const next = this.peek();
    return (next.kind === 'sign' || next.kind === 'name') && next.text === text;
  }

  private take(text: string): boolean {
    if (!this.is(text)) return false;
    this.at++;
    return true;
  }

  private need(text: string): void {
    if (!this.take(text)) throw this.error();
  }

  private choice(): Expr {
    const test = this.binary(1);
    if (!this.take('?')) return test;
    const yes = this.binary(1);
    this.need(':');
    return { t: 'choice', test, yes, no: this.choice() };
  }

  /** All levels of binary operators bind to the left. */
  private binary(level: number): Expr {
    if (level > 5) return this.unary();
    let left = this.binary(level + 1);
    for (;;) {
      const { kind, text } = this.peek();
      if (kind === 'string' || !isBinary(text) || LEVELS[text] !== level) return left;
      this.at++;
      left = { t: 'binary', op: text, left, right: this.binary(level + 1) };
    }
  }

  private unary(): Expr {
    if (this.take('!')) return { t: 'unary', op: '!', of: this.unary() };
    if (this.take('-')) return { t: 'unary', op: '-', of: this.unary() };
    let tree = this.primary();
    while (this.take('.')) {
      const { kind, text } = this.peek();
      if (kind !== 'name') throw this.error();
      this.at++;
      tree = this.take('(')
        ? { t: 'call', name: text, on: tree, args: this.items(')') }
        : { t: 'field', of: tree, name: text };
    }
    return tree;
  }

  private primary(): Expr {
    const { kind, text } = this.peek();
    this.at++;
    if (kind === 'number') return { t: 'number', text };
    if (kind === 'string') return { t: 'text', value: text };
    if (kind === 'sign' && text === '[') return { t: 'list', items: this.items(']') };
    if (kind === 'sign' && text === '(') {
      const inner = this.choice();
      this.need(')');
      return inner;
    }
    if (kind !== 'name') {
      this.at--;
      throw this.error();
    }
    if (text === 'true' || text === 'false') return { t: 'bool', value: text === 'true' };
    return this.take('(')
      ? { t: 'call', name: text, on: undefined, args: this.items(')') }
      : { t: 'name', name: text };
  }

  private items(close: string): Expr[] {
    const out: Expr[] = [];
    if (this.take(close)) return out;
    do out.push(this.choice());
    while (this.take(','));
    this.need(close);
    return out;
  }
}

/** Text that parses back to the same tree, with all brackets. */
export function print(e: Expr): string {
  switch (e.t) {
    case 'number':
      return e.text;
    case 'text':
      return JSON.stringify(e.value);
    case 'bool':
      return String(e.value);
    case 'name':
      return e.name;
    case 'field':
      return `${print(e.of)}.${e.name}`;
    case 'list':
      return `[${e.items.map(print).join(', ')}]`;
    case 'unary':
      return `${e.op}(${print(e.of)})`;
    case 'binary':
      return `(${print(e.left)} ${e.op} ${print(e.right)})`;
    case 'choice':
      return `(${print(e.test)} ? ${print(e.yes)} : ${print(e.no)})`;
    case 'call':
      return `${e.on ? `${print(e.on)}.` : ''}${e.name}(${e.args.map(print).join(', ')})`;
  }
}
