import { type Expr, walk } from '../rules/expr.ts';
import type { LoadedPack } from '../rules/load.ts';
import { isConstant } from '../rules/used-parameters.ts';

/** The name of the column that says how many persons a household has, here as in intake. */
const SIZE = 'size';

/** How a pack tells who is poor: an amount of a household compared with a line. */
export interface PovertyLine {
  /** The comparison as the pack writes it. */
  written: string;
  /** The criterion it is, or the transition it stands in. */
  where: string;
  /** Whether the household is poor: below the line, or also on it, as the comparison says. */
  isPoor: Expr;
  /** What a household lacks: the line times the divisor less the amount, where the amount is a quotient. */
  shortfall: Expr;
  /** How many persons live in the household, as far as the pack can tell. */
  persons: Expr | undefined;
  /** The parameter that is the line, or the first of those that make it. */
  parameter: string;
}

/**
 * The line of a pack: the first comparison in its entries, in the order of the file and through criteria, that asks
 * whether an amount of the household lies below a number of the pack in the pack's currency (below any, if no number has
 * a unit).
 * @param criterion the criterion to take instead; undefined is returned if it is no such comparison
 */
export function povertyLine(loaded: LoadedPack, criterion?: string): PovertyLine | undefined {
  const all = [...(criterion === undefined ? inEntries(loaded) : inCriterion(criterion, loaded))];
  const inCurrency = (line: PovertyLine): boolean =>
    loaded.pack.parameters?.[line.parameter]?.unit?.startsWith(`${loaded.pack.currency}/`) ?? false;
  return all.find(inCurrency) ?? all[0];
}

/** The criteria that could be named as the line. */
export function lineCriteria(loaded: LoadedPack): string[] {
  return [...loaded.criteria.keys()].filter((name) => povertyLine(loaded, name) !== undefined);
}

function* inEntries(loaded: LoadedPack): Generator<PovertyLine> {
  for (const { rule, when } of loaded.transitions) {
    if (rule.kind === 'entry') yield* comparisons(when, { where: rule.code, text: rule.when }, loaded);
  }
}

function inCriterion(name: string, loaded: LoadedPack): Iterable<PovertyLine> {
  const expr = loaded.criteria.get(name);
  const text = loaded.pack.criteria?.[name]?.is;
  return expr && text !== undefined ? comparisons(expr, { where: name, text }, loaded) : [];
}

/** Where an expression stands, and how it is written. */
interface Written {
  where: string;
  text: string;
}

/** Comparisons with a line that a condition asks for as they are: not under `!`, where below would mean above. */
function* comparisons(expr: Expr, written: Written, loaded: LoadedPack): Generator<PovertyLine> {
  if (expr.op === 'and' || expr.op === 'or') {
    yield* comparisons(expr.left, written, loaded);
    yield* comparisons(expr.right, written, loaded);
  } else if (expr.op === 'name') yield* inCriterion(expr.name, loaded);
  else if (expr.op === 'compare') {
    const line = lineOf(expr, written, loaded);
    if (line) yield line;
  }
}

function lineOf(
  expr: Extract<Expr, { op: 'compare' }>,
  { where, text }: Written,
  loaded: LoadedPack,
): PovertyLine | undefined {
  const mirrored = expr.kind === '>' || expr.kind === '>=';
  const [amount, line] = mirrored ? [expr.right, expr.left] : [expr.left, expr.right];
  if (expr.kind === '==' || expr.kind === '!=' || amount.type !== 'number') return undefined;
  const parameter = parameterIn(line, loaded);
  if (!isConstant(line, loaded.names) || isConstant(amount, loaded.names) || !parameter) return undefined;
  const quotient = quotientOf(amount, loaded);
  const persons = sizeOf(loaded) ?? quotient?.right;
  const isPerPerson = loaded.pack.parameters?.[parameter]?.unit?.includes('/person') ?? false;
  const times = quotient?.right ?? (isPerPerson ? persons : undefined);
  const whole = quotient?.left ?? (times ? number('*', amount, times) : amount);
  return {
    ...{ where, parameter, persons },
    written: text.slice(expr.span.start, expr.span.end),
    isPoor: expr,
    shortfall: number('-', times ? number('*', line, times) : line, whole),
  };
}

function number(kind: '*' | '-', left: Expr, right: Expr): Expr {
  return { op: 'arithmetic', type: 'number', span: left.span, kind, left, right };
}

function parameterIn(line: Expr, { names }: LoadedPack): string | undefined {
  const found = [...walk(line)].find(
    (part) => part.op === 'name' && names.get(part.name)?.kind === 'parameter',
  );
  return found?.op === 'name' ? found.name : undefined;
}

/** The two sides of an amount that is a quotient, or a fact that is one. */
function quotientOf(expr: Expr, loaded: LoadedPack): { left: Expr; right: Expr } | undefined {
  if (expr.op === 'arithmetic') return expr.kind === '/' ? expr : undefined;
  const fact = expr.op === 'name' ? loaded.facts.get(expr.name) : undefined;
  return fact && quotientOf(fact, loaded);
}

function sizeOf({ names }: LoadedPack): Expr | undefined {
  const info = names.get(SIZE);
  const isColumn = info?.kind === 'input' && info.type === 'number';
  return isColumn ? { op: 'name', type: 'number', span: { start: 0, end: 0 }, name: SIZE } : undefined;
}
