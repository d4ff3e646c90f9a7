import { type Expr, type MembersExpr, namesIn, walk } from '../rules/expr.ts';
import type { LoadedPack } from '../rules/load.ts';
import { isByPeriod, isMembersKey } from '../rules/names.ts';

/** A members expression with the column its value goes to. */
export interface MembersColumn {
  name: string;
  expr: MembersExpr;
  /** Reads nothing but its members and literals, so one pass serves all periods. */
  fixed: boolean;
  /** The first layer in which the column is there. */
  layer: number;
  /** A review can turn on it, so it must be known which of its inputs are missing. */
  blamed: boolean;
  /** Its uses of `coalesce`, which are counted member by member. */
  coalesces: readonly Coalesce[];
}

/** A use of `coalesce`: the run statement says how often it replaced an unknown. */
export type Coalesce = Extract<Expr, { op: 'call' }>;

/** A fact, criterion or transition condition with the layer that computes it. */
export interface Item {
  kind: 'fact' | 'criterion' | 'when';
  name: string;
  expr: Expr;
  layer: number;
}

/** What the decision of one period needs, independent of which period it is. */
export interface Analysis {
  items: readonly Item[];
  members: readonly MembersColumn[];
  layers: number;
  /** Criteria used in `held`. */
  held: readonly string[];
  /** Inputs and facts used in `previous`. */
  previous: readonly string[];
  /** Names that later periods look back at, and over how many periods. */
  lookback: ReadonlyMap<string, number>;
  /** States used in `ever`. */
  ever: readonly string[];
  /** Inputs that a criterion, a transition or a level of watch names itself: shown with the decision. */
  direct: readonly string[];
  /** Inputs by period that a level above reads: kept for it. */
  seen: readonly string[];
  /** Every use of `coalesce`, with where it stands and as it was written, and whether what it is part of is judged last. */
  coalesces: readonly { where: string; written: string; expr: Coalesce; afterwards: boolean }[];
  /** Inputs of the household that do not change by period and that something reads, regions among them. */
  lasting: readonly string[];
  /** The other inputs that something reads. */
  byPeriod: readonly string[];
}

/** The column of a transition's condition. */
export function whenName(index: number): string {
  return `when$${index}`;
}

/** The identity of an expression: a members expression that stands in two places is computed once. */
export function keyOf(expr: Expr): string {
  return JSON.stringify(expr, (key, value) => (key === 'span' ? undefined : value));
}

export function analyse(loaded: LoadedPack): Analysis {
  const whens = loaded.transitions.map(({ when }, index) => [whenName(index), when] as const);
  const judged = [...loaded.transitions, ...loaded.watch].map(({ when }) => when);
  const all = [...loaded.facts.values(), ...loaded.criteria.values(), ...judged];
  const parts = all.flatMap((expr) => [...walk(expr)]);
  const lookback = new Map<string, number>();
  for (const part of parts) {
    if (part.op === 'previous') lookback.set(part.name, Math.max(1, lookback.get(part.name) ?? 0));
    if (part.op !== 'held' || part.periods === 1) continue;
    lookback.set(part.criterion, Math.max(part.periods - 1, lookback.get(part.criterion) ?? 0));
  }
  const roots = [...judged, ...definitions(loaded, lookback.keys())];
  const layering = new Layering(loaded, listsBehind(loaded, roots));
  const items: Item[] = [
    ...[...loaded.facts].map(([name, expr]) => layering.item('fact', name, expr)),
    ...[...loaded.criteria].map(([name, expr]) => layering.item('criterion', name, expr)),
    ...whens.map(([name, expr]) => layering.item('when', name, expr)),
  ];
  // Levels of watch are judged when the state at the end of the period is known, beyond the last layer.
  const afterwards = loaded.watch.map(({ when }) => layering.before(when));
  const conditions = [...loaded.criteria.values(), ...judged];
  const isInput = (name: string): boolean => loaded.names.get(name)?.kind === 'input';
  const isByPeriodInput = (name: string): boolean => {
    const info = loaded.names.get(name);
    return info?.kind === 'input' && info.byPeriod;
  };
  const seen = [...loaded.seen].filter(isInput);
  const read = parts.flatMap((part) =>
    (part.op === 'name' || part.op === 'previous') && isInput(part.name) ? [part.name] : [],
  );
  const used = [...read, ...seen];
  return {
    items,
    members: layering.members,
    layers: Math.max(0, ...items.map((item) => item.layer), ...afterwards),
    held: unique(parts.flatMap((part) => (part.op === 'held' ? [part.criterion] : []))),
    previous: unique(parts.flatMap((part) => (part.op === 'previous' ? [part.name] : []))),
    lookback,
    ever: unique(parts.flatMap((part) => (part.op === 'ever' ? [part.state] : []))),
    direct: unique(conditions.flatMap((expr) => [...namesIn(expr)].filter(isInput))),
    seen: unique(seen.filter(isByPeriodInput)),
    coalesces: coalescesIn(loaded),
    lasting: unique([...used.filter((name) => !isByPeriodInput(name)), ...(loaded.pack.regions ?? [])]),
    byPeriod: unique(used.filter(isByPeriodInput)),
  };
}

/** The columns that something reads, as `table.column`: of the others only their checks matter. */
export function columnsRead(loaded: LoadedPack, analysis: Analysis): Set<string> {
  const named = [...analysis.lasting, ...analysis.byPeriod, ...analysis.direct].flatMap((name) => {
    const info = loaded.names.get(name);
    return info?.kind === 'input' ? [`${info.table}.${name}`] : [];
  });
  const members = analysis.members.flatMap(({ expr }) =>
    [...walk(expr)].flatMap((part) => (part.op === 'member' ? [`${part.table}.${part.column}`] : [])),
  );
  return new Set([...named, ...members]);
}

function unique(names: string[]): string[] {
  return [...new Set(names)].sort();
}

function coalescesIn({ pack, facts, criteria, transitions, watch }: LoadedPack): Analysis['coalesces'] {
  const written = [
    ...[...facts].map(([name, expr]) => ({
      where: `facts.${name}`,
      text: pack.facts?.[name]?.is ?? '',
      expr,
      afterwards: false,
    })),
    ...[...criteria].map(([name, expr]) => ({
      where: `criteria.${name}`,
      text: pack.criteria?.[name]?.is ?? '',
      expr,
      afterwards: false,
    })),
    ...transitions.map(({ rule, when }) => ({
      where: `transitions.${rule.code}`,
      text: rule.when,
      expr: when,
      afterwards: false,
    })),
    ...watch.map(({ level, when }) => ({
      where: `watch.${level.id}`,
      text: level.when,
      expr: when,
      afterwards: true,
    })),
  ];
  return written.flatMap(({ where, text, expr: whole, afterwards }) =>
    usesOf(whole).map((expr) => ({
      ...{ where, expr, afterwards },
      written: text.slice(expr.span.start, expr.span.end),
    })),
  );
}

function usesOf(expr: Expr): Coalesce[] {
  return [...walk(expr)].filter((part): part is Coalesce => part.op === 'call' && part.fn === 'coalesce');
}

function definitions(loaded: LoadedPack, names: Iterable<string>): Expr[] {
  return [...names].flatMap((name) => loaded.facts.get(name) ?? loaded.criteria.get(name) ?? []);
}

/** The members expressions that some expressions depend on, through any number of facts and criteria. */
function listsBehind(loaded: LoadedPack, roots: readonly Expr[]): Set<string> {
  const lists = new Set<string>();
  const seen = new Set<string>();
  const visit = (expr: Expr): void => {
    for (const part of walk(expr)) if (part.op === 'members') lists.add(keyOf(part));
    for (const name of namesIn(expr)) {
      if (seen.has(name)) continue;
      seen.add(name);
      definitions(loaded, [name]).forEach(visit);
    }
  };
  roots.forEach(visit);
  return lists;
}

/** Gives every expression the first layer in which all it uses is there; the inputs are layer 0. */
class Layering {
  readonly #loaded: LoadedPack;
  readonly #layers = new Map<string, number>();
  readonly #members = new Map<string, MembersColumn>();

  readonly #blamed: ReadonlySet<string>;

  constructor(loaded: LoadedPack, blamed: ReadonlySet<string>) {
    this.#loaded = loaded;
    this.#blamed = blamed;
  }

  get members(): MembersColumn[] {
    return [...this.#members.values()];
  }

  item(kind: Item['kind'], name: string, expr: Expr): Item {
    const layer = this.before(expr) + 1;
    this.#layers.set(name, layer);
    return { kind, name, expr, layer };
  }

  /** The first layer in which all that an expression uses is there. */
  before(expr: Expr): number {
    const uses = [...namesIn(expr)].map((name) => this.#layers.get(name) ?? 0);
    const lists = [...walk(expr)].flatMap((part) =>
      part.op === 'members' ? [this.#column(part).layer] : [],
    );
    return Math.max(0, ...uses, ...lists);
  }

  #column(expr: MembersExpr): MembersColumn {
    const key = keyOf(expr);
    const known = this.#members.get(key);
    if (known) return known;
    const inner = [...expr.filters, ...(expr.value ? [expr.value] : [])];
    const input = this.#loaded.pack.inputs[expr.table];
    const reads = inner.some((part) => [...walk(part)].some(({ op }) => op === 'name' || op === 'previous'));
    const fixed = !reads && input !== undefined && !isByPeriod(input.key);
    const layer = fixed ? 0 : Math.max(...inner.map((part) => this.before(part)), 0) + 1;
    const name = `m$${this.#members.size}`;
    const column = { name, expr, fixed, layer, blamed: this.#blamed.has(key), coalesces: usesOf(expr) };
    this.#members.set(key, column);
    return column;
  }
}

/** Input tables other than the households' own that are read household by household, with the columns each gives. */
export function plainTables(
  { pack, unit }: LoadedPack,
  byPeriod: boolean,
): { table: string; alias: string; columns: string[] }[] {
  return Object.entries(pack.inputs)
    .filter(([table, { key }]) => table !== unit.spine && !isMembersKey(key) && isByPeriod(key) === byPeriod)
    .map(([table, input]) => ({ table, alias: `t$${table}`, columns: Object.keys(input.columns) }));
}
