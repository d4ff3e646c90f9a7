import type { Column, Pack } from '../../src/model/pack.ts';
import { parsePeriod, periodLabel } from '../../src/model/period.ts';
import { type Kind, kindOfColumn } from './kinds.ts';
import { isKeyed, type Resolved, resolve, spineOf, toValue } from './prepare.ts';
import type { OracleData, OracleOptions, Row } from './types.ts';
import { OracleError, type Value } from './values.ts';

interface Place {
  table: string;
  column: Column;
  byPeriod: boolean;
}

/** The checked data of a run, found by household and period; and the periods to decide. */
export class World {
  readonly pack: Pack;
  readonly data: OracleData;
  readonly options: OracleOptions;
  readonly resolved: Resolved;
  readonly households: string[];
  /** Columns of tables keyed by household or by household and period. */
  readonly columns = new Map<string, Place>();
  /** First period of the panel, and the periods to decide; `first` after `last` when there are none. */
  readonly start: number;
  /** The first period that `held` and `previous` may look back to. */
  readonly historyFrom: number;
  readonly first: number;
  readonly last: number;
  readonly lastGiven: number | undefined;
  private readonly rows = new Map<string, Row[]>();
  private readonly recordTables: string[] = [];

  constructor(pack: Pack, data: OracleData, options: OracleOptions) {
    this.pack = pack;
    this.data = data;
    this.options = options;
    this.resolved = resolve(pack, data);
    this.households = (this.resolved.tables[spineOf(pack)] ?? []).map((row) => String(row.household));
    const found: number[] = [];
    for (const [name, table] of Object.entries(pack.inputs)) {
      const byPeriod = isKeyed(table, 'period');
      if (table.key === 'household,period') this.recordTables.push(name);
      if (!isKeyed(table, 'member'))
        for (const [id, column] of Object.entries(table.columns))
          this.columns.set(id, { table: name, column, byPeriod });
      for (const row of this.resolved.tables[name] ?? []) {
        const period = byPeriod ? this.period(row.period) : undefined;
        if (period !== undefined) found.push(period);
        this.store(name, String(row.household), period, row);
      }
    }
    this.start = options.from === undefined ? Math.min(...found) : this.period(options.from);
    this.historyFrom = this.recordTables.length === 0 ? this.start : Math.min(this.start, ...found);
    const given = this.resolved.register.map((row) => this.period(row.period));
    this.lastGiven = given.length > 0 ? Math.max(...given) : undefined;
    this.first = Math.max(this.start, (this.lastGiven ?? Number.NEGATIVE_INFINITY) + 1);
    this.last = options.to === undefined ? Math.max(...found) : this.period(options.to);
  }

  private store(table: string, household: string, period: number | undefined, row: Row): void {
    const key = JSON.stringify([table, household, period ?? null]);
    this.rows.set(key, [...(this.rows.get(key) ?? []), row]);
  }

  period(label: unknown): number {
    const period = parsePeriod(String(label), this.pack.period);
    if (period === undefined) throw new OracleError(`not a period: ${String(label)}`);
    return period;
  }

  label(period: number): string {
    return periodLabel(period, this.pack.period);
  }

  private find(table: string, household: string, period: number, byPeriod: boolean): readonly Row[] {
    return this.rows.get(JSON.stringify([table, household, byPeriod ? period : null])) ?? [];
  }

  /** The value of a column of a table without members. */
  cell(name: string, household: string, period: number): Value | undefined {
    const place = this.columns.get(name);
    if (!place) throw new OracleError(`no column ${name}`);
    const row = this.find(place.table, household, period, place.byPeriod)[0];
    return row ? toValue(place.column, row[name] ?? null, this.isDouble(place.table, name)) : undefined;
  }

  isDouble(table: string, column: string): boolean {
    return this.resolved.doubles.has(`${table}.${column}`);
  }

  /** A household's state at the end of a period, where the register says so. */
  givenState(household: string, period: number): string | undefined {
    const { register } = this.resolved;
    const own = register.filter((row) => row.household === household);
    const row = own.find((one) => this.period(one.period) === period);
    if (row || own.length > 0) return row && String(row.state);
    const periods = register.map((one) => this.period(one.period));
    const speaks = Math.min(...periods) <= period && period <= Math.max(...periods);
    return speaks ? this.pack.initial : undefined;
  }

  /** A household's members in order of their ids, or undefined when there is no complete list. */
  members(table: string, household: string, period: number): readonly Row[] | undefined {
    const input = this.pack.inputs[table];
    if (!input || !isKeyed(input, 'member')) throw new OracleError(`no members table ${table}`);
    const rows = this.find(table, household, period, isKeyed(input, 'period'));
    return rows.length > 0 ? rows : undefined;
  }

  memberCell(table: string, row: Row, name: string): Value | undefined {
    const column = this.pack.inputs[table]?.columns[name];
    if (!column) throw new OracleError(`no column ${table}.${name}`);
    return toValue(column, row[name] ?? null, this.isDouble(table, name));
  }

  kindOfMember(table: string, name: string): Kind {
    return kindOfColumn(table, name, this);
  }

  /** The period an entry of a table belongs to, if the table is kept by period. */
  periodOf(table: string, period: number): number | undefined {
    const input = this.pack.inputs[table];
    return input && isKeyed(input, 'period') ? period : undefined;
  }

  isMembersTable(name: string): boolean {
    const input = this.pack.inputs[name];
    return input !== undefined && isKeyed(input, 'member');
  }

  /** A pack without a table by household and period has a record of everyone in every period since the start. */
  hasRecord(household: string, period: number): boolean {
    if (this.recordTables.length === 0) return period >= this.start;
    return this.hasRow(household, period);
  }

  /** Whether a table by household and period has a row. */
  hasRow(household: string, period: number): boolean {
    return this.recordTables.some((table) => this.find(table, household, period, true).length > 0);
  }
}
