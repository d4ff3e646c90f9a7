import { periodLabel } from '../model/period.ts';
import { id, text } from '../model/sql.ts';
import { inputTable } from '../model/unit.ts';
import { inputValue, stored, storedType } from '../rules/column-sql.ts';
import type { MembersExpr } from '../rules/expr.ts';
import { membersAggregate, mostRows } from '../rules/members-aggregate.ts';
import { exactColumn, literal, UNKNOWN_EXACT } from '../rules/number-sql.ts';
import { regionalRows, regionalShape } from '../rules/regional-sql.ts';
import { plain, type Scope, toSql, type Value } from '../rules/to-sql.ts';
import { type Coalesce, keyOf, type MembersColumn, plainTables } from './analysis.ts';
import { BlameWalker, listWhy } from './blame.ts';
import { type GivenColumns, keptName } from './columns.ts';
import { byTable, memberColumn, memberRows, memberValue } from './members-sql.ts';
import type { DecideSettings } from './settings.ts';

export interface ContextOptions {
  period: number;
  /** The table or expression with a row for each household as the period before has left it. */
  source: string;
  /** Whether to note what is missing, beside what is decided. */
  blame: boolean;
  /** A query of the hids to compute for; everybody if not given. */
  only: string | undefined;
  /** What the facts were in SQL in the period before, for `previous`. */
  shapesBefore: ReadonlyMap<string, Value>;
  /** What the source already holds of this period; without it, inputs are read from their tables. */
  given?: GivenColumns | undefined;
}

/** The common table expressions that compute all facts, criteria and conditions of one period, layer by layer. */
export class Context {
  readonly #settings: DecideSettings;
  readonly #options: ContextOptions;
  readonly #shapes: Map<string, Value>;
  readonly #ctes: string[] = [];

  constructor(settings: DecideSettings, options: ContextOptions) {
    this.#settings = settings;
    this.#options = options;
    this.#shapes = new Map(options.given?.shapes);
    this.#ctes.push(`${this.layer(0)} AS (${this.#base()})`);
    for (let layer = 1; layer <= settings.analysis.layers; layer++) this.#addLayer(layer);
  }

  get period(): number {
    return this.#options.period;
  }

  /** The expressions, to be joined by commas after WITH. */
  get ctes(): readonly string[] {
    return this.#ctes;
  }

  /** The name of the last layer, which has every column. */
  get last(): string {
    return this.layer(this.#settings.analysis.layers);
  }

  /** What facts, criteria and conditions are, by name. */
  get shapes(): ReadonlyMap<string, Value> {
    return this.#shapes;
  }

  layer(number: number): string {
    return id(`layer$${this.#options.period}$${number}`).text;
  }

  /** The scope in which household-level expressions of this period become SQL. */
  get scope(): Scope {
    return {
      dialect: this.#settings.dialect,
      name: (name) => this.#name(name),
      member: (table, column) => this.#member(table, column),
      members: (expr) => this.membersValue(expr),
      previous: (name) => this.#previous(name),
      held: (criterion, periods) => this.#held(criterion, periods),
      ever: (state) => ({ kind: 'boolean', sql: id(`ever$${state}`).text }),
      spell: () => exactColumn(`CAST(${id('spell$').text} AS DECIMAL(9, 0))`, 0, 999_999_999n),
    };
  }

  /** A members expression read from the column that holds it. */
  membersValue(expr: MembersExpr): Value {
    return { ...this.#aggregated(expr), sql: id(this.#columnOf(expr).name).text } as Value;
  }

  #aggregated(expr: MembersExpr): Value {
    return membersAggregate(expr, this.scope, mostRows(this.#settings.loaded, expr.table));
  }

  /** Finds what is to blame for unknowns of this period; `suffix` marks inputs looked back at. */
  walker(suffix: string, scope = this.scope): BlameWalker {
    const { loaded, dialect, parameters } = this.#settings;
    return new BlameWalker({
      loaded,
      dialect,
      scope,
      isConstant: (name) => parameters.constant(name, this.period) !== undefined,
      suffix,
      listColumn: (expr) => this.#columnOf(expr).name,
    });
  }

  /** The columns of a members expression: its value and, if a review can turn on it, what is to blame. */
  listNames(column: MembersColumn): string[] {
    const replaced = column.coalesces.map((_, index) => replacedInList(column.name, index));
    return [
      column.name,
      ...this.#suffixes(column).map((suffix) => listWhy(column.name, suffix)),
      ...replaced,
    ];
  }

  /** The same columns as SQL aggregates over members. */
  listValues(column: MembersColumn): string[] {
    const value = plain(this.#aggregated(column.expr));
    const why = this.#suffixes(column).map((suffix) => {
      const names = this.walker(suffix).insideMember(column.expr).map(this.#settings.dialect.joinAll);
      // Never NULL for a complete list: a NULL tells that the list itself is what is missing.
      return names.length === 0 ? text('').text : `concat_ws(';', ${names.join(', ')})`;
    });
    const replaced = column.coalesces.map((use) => `count(CASE WHEN ${this.replaces(use)} THEN 1 END)`);
    return [value, ...why, ...replaced].map(
      (sql, index) => `${sql} AS ${id(this.listNames(column)[index] ?? '').text}`,
    );
  }

  /** When a `coalesce` gives its second value for an unknown first. */
  replaces({ args }: Coalesce, scope = this.scope): string {
    const [first, second] = args.map((arg) => plain(toSql(arg, scope)));
    return `(${first}) IS NULL AND (${second}) IS NOT NULL`;
  }

  /** For this period, and marked with it for those that look back. */
  #suffixes({ blamed }: MembersColumn): string[] {
    if (!blamed || !this.#options.blame) return [];
    return this.#settings.analysis.lookback.size > 0 ? ['', this.backSuffix] : [''];
  }

  /** What marks inputs of this period when a later one looks back at it. */
  get backSuffix(): string {
    return `@${periodLabel(this.period, this.#settings.loaded.pack.period)}`;
  }

  #columnOf(expr: MembersExpr): MembersColumn {
    const key = keyOf(expr);
    const column = this.#settings.analysis.members.find(({ expr: other }) => keyOf(other) === key);
    if (!column) throw new Error('a members expression was not collected');
    return column;
  }

  /** The members of a table in this period, columns renamed so that none is taken for a household's. */
  memberRows(table: string): string {
    return memberRows(this.#settings, table, this.#options.period);
  }

  #name(name: string): Value {
    const { loaded, doubles, parameters } = this.#settings;
    const info = loaded.names.get(name);
    const constant = parameterOrClock(info?.kind)
      ? parameters.constant(name, this.#options.period)
      : undefined;
    if (constant) return literal(constant);
    if (info?.kind === 'input') return inputValue(name, info.column, doubles.has(`${info.table}.${name}`));
    if (info?.kind === 'parameter') return this.#parameter(name);
    const shape = this.#shapes.get(name);
    if (!shape) throw new Error(`${name} is not computed yet`);
    return shape;
  }

  #parameter(name: string): Value {
    const state = this.#settings.parameters.at(name, this.#options.period);
    if (state.kind === 'formula') return toSql(state.expr, this.scope);
    if (state.kind !== 'regional') return UNKNOWN_EXACT;
    const { scale, max } = regionalShape(state);
    return exactColumn(id(`param$${name}`).text, scale, max);
  }

  #member(table: string, column: string): Value {
    const shape = this.#settings.shapes?.get(`${table}.${column}`);
    if (shape) return memberValue(shape, table, column);
    const definition = this.#settings.loaded.pack.inputs[table]?.columns[column];
    if (!definition) throw new Error(`no column ${table}.${column}`);
    const value = inputValue(column, definition, this.#settings.doubles.has(`${table}.${column}`));
    return {
      ...value,
      sql: plain(value).replace(id(column).text, () => memberColumn(table, column)),
    } as Value;
  }

  #previous(name: string): Value {
    const { loaded, doubles } = this.#settings;
    const info = loaded.names.get(name);
    const keep = id(`keep$${name}`).text;
    if (info?.kind === 'input') {
      const value = inputValue(name, info.column, doubles.has(`${info.table}.${name}`));
      return { ...value, sql: plain(value).replace(id(name).text, () => keep) } as Value;
    }
    const shape = this.#options.shapesBefore.get(name);
    if (shape?.kind === 'quotient') {
      const part = (side: 'num' | 'den') => ({ ...shape[side], sql: id(`keep$${name}$${side}`).text });
      return { kind: 'quotient', num: part('num'), den: part('den') };
    }
    if (shape) return { ...shape, sql: keep };
    return info?.type === 'number'
      ? { ...UNKNOWN_EXACT, sql: keep }
      : { kind: info?.type ?? 'text', sql: keep };
  }

  #held(criterion: string, periods: number): Value {
    const now = plain(this.#name(criterion));
    if (periods === 1) return { kind: 'boolean', sql: now };
    const run = id(`run$${criterion}`).text;
    const open = id(`open$${criterion}`).text;
    return {
      kind: 'boolean',
      sql: `CASE WHEN ${now} AND ${run} >= ${periods - 1} THEN TRUE WHEN NOT ${now} OR ${open} < ${periods - 1} THEN FALSE END`,
    };
  }

  /** Layer 0: what the period before has left, with the inputs and regional parameters of this period. */
  #base(): string {
    if (this.#options.given) return this.#given(this.#options.given);
    const { loaded, analysis, parameters } = this.#settings;
    const select = ['s.*'];
    const from = [`${id(this.#options.source).text} AS s`];
    const records: string[] = [];
    for (const { table, alias, columns } of plainTables(loaded, true)) {
      const t = id(alias).text;
      from.push(`LEFT JOIN (${this.#periodRows(table)}) AS ${t} ON ${t}.hid = s.hid`);
      select.push(
        ...columns.filter((name) => analysis.byPeriod.includes(name)).map((name) => id(alias, name).text),
      );
      records.push(`${t}.hid IS NOT NULL`);
    }
    select.push(`${records.length > 0 ? `(${records.join(' OR ')})` : 'TRUE'} AS ${id('has$record').text}`);
    for (const name of parameters.names) this.#joinRegional(name, select, from);
    return `SELECT ${select.join(', ')} FROM ${from.join(' ')}`;
  }

  #given({ columns }: GivenColumns): string {
    const select = columns.map((name) => `${id('s', keptName(name, this.period)).text} AS ${id(name).text}`);
    return `SELECT ${['s.*', ...select].join(', ')} FROM ${id(this.#options.source).text} AS s`;
  }

  #periodRows(table: string): string {
    const { only } = this.#options;
    const rows = `SELECT * FROM ${id(inputTable(this.#settings.loaded.unit, table)).text} WHERE period = ${this.period}`;
    return only ? `${rows} AND hid IN (${only})` : rows;
  }

  #joinRegional(name: string, select: string[], from: string[]): void {
    const state = this.#settings.parameters.at(name, this.period);
    if (state.kind !== 'regional') return;
    const alias = id(`p$${name}`).text;
    select.push(`${alias}.value AS ${id(`param$${name}`).text}`);
    const keys = state.regions.map((region) => `${alias}.${id(region).text} = ${id('s', region).text}`);
    from.push(`LEFT JOIN (${regionalRows(state)}) AS ${alias} ON ${keys.join(' AND ')}`);
  }

  #addLayer(layer: number): void {
    const { analysis } = this.#settings;
    const source = this.layer(layer - 1);
    const lists = analysis.members.filter((column) => column.layer === layer && !column.fixed);
    const select = [`${source}.*`];
    let from = source;
    for (const [table, columns] of byTable(lists)) {
      const name = id(`list$${this.#options.period}$${layer}$${table}`).text;
      this.#ctes.push(`${name} AS (${this.#aggregate(table, columns, source)})`);
      select.push(
        ...columns.flatMap((column) => this.listNames(column)).map((part) => `${name}.${id(part).text}`),
      );
      from += ` LEFT JOIN ${name} ON ${name}.${id('hid$').text} = ${source}.hid`;
    }
    for (const item of analysis.items.filter((candidate) => candidate.layer === layer)) {
      const value = toSql(item.expr, this.scope);
      const column = id(item.name).text;
      select.push(`CAST(${plain(value)} AS ${storedType(value)}) AS ${column}`);
      this.#shapes.set(
        item.name,
        value.kind === 'quotient' ? value : ({ ...stored(value), sql: column } as Value),
      );
    }
    this.#ctes.push(`${this.layer(layer)} AS (SELECT ${select.join(', ')} FROM ${from})`);
  }

  #aggregate(table: string, columns: MembersColumn[], source: string): string {
    const hid = id('hid$').text;
    const values = columns.flatMap((column) => this.listValues(column));
    return (
      `SELECT ${[hid, ...values].join(', ')} FROM (${this.memberRows(table)}) AS m ` +
      `JOIN ${source} ON ${source}.hid = m.${hid} GROUP BY ${hid}`
    );
  }
}

/** The column that counts how often a `coalesce` inside a list replaced an unknown. */
export function replacedInList(column: string, index: number): string {
  return `${column}$replaced${index}`;
}

function parameterOrClock(kind: string | undefined): boolean {
  return kind === 'parameter' || kind === 'period';
}
