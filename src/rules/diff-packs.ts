import type { Column, InputTable, Level, Pack, Transition } from '../model/pack.ts';
import { periodLabel } from '../model/period.ts';
import type { LoadedPack } from './load.ts';
import { type ParameterState, Parameters } from './parameters.ts';
import { toDecimal } from './rational.ts';

/** One difference between two packs, as data; `report/messages/pack-diff.ts` has the words. */
export interface PackChange {
  code: string;
  params: Record<string, string>;
  /** The level above households that it is about, if it is. */
  level?: string;
}

/** What a reader of pack `a` would have to know about pack `b`: everything that can change a decision, in the order of a pack. */
export function diffPacks(a: LoadedPack, b: LoadedPack): PackChange[] {
  return [
    ...heads(a.pack, b.pack),
    ...rules({ own: a.pack, loaded: a }, { own: b.pack, loaded: b }),
    ...levels(a, b),
  ];
}

/** Rules as they are written, of households or of a level, and what became of them. */
interface Rules {
  own: Pack | Level;
  loaded: LoadedPack;
}

function rules(a: Rules, b: Rules): PackChange[] {
  return [
    ...inputs(a.own.inputs, b.own.inputs),
    ...parameters(a, b),
    ...expressions('fact', a.own.facts, b.own.facts),
    ...expressions('criterion', a.own.criteria, b.own.criteria),
    ...states(a.own, b.own),
    ...transitions(a.own, b.own),
    ...requirements(a.own, b.own),
  ];
}

function levels(a: LoadedPack, b: LoadedPack): PackChange[] {
  const byName = ({ pack, levels: all }: LoadedPack): Record<string, Rules> =>
    Object.fromEntries(
      all.flatMap((loaded) => {
        const own = pack.levels?.[loaded.unit.name];
        return own ? [[loaded.unit.name, { own, loaded }]] : [];
      }),
    );
  const { removed, added, both } = sides(byName(a), byName(b));
  return [
    ...removed.map(([name]) => ({ code: 'level-removed', params: { name } })),
    ...added.map(([name]) => ({ code: 'level-added', params: { name } })),
    ...both.flatMap(({ name: level, a: before, b: after }) =>
      rules(before, after).map((change) => ({ ...change, level })),
    ),
  ];
}

/** Entries of two records: only in one, only in the other, in both. */
function sides<T>(a: Readonly<Record<string, T>>, b: Readonly<Record<string, T>>) {
  const entriesOf = (from: Readonly<Record<string, T>>, without: object): [string, T][] =>
    Object.entries(from).filter(([name]) => !Object.hasOwn(without, name));
  const both = Object.keys(a).filter((name) => Object.hasOwn(b, name));
  return {
    removed: entriesOf(a, b),
    added: entriesOf(b, a),
    both: both.map((name) => ({ name, a: a[name] as T, b: b[name] as T })),
  };
}

function heads(a: Pack, b: Pack): PackChange[] {
  const texts = (pack: Pack): Record<string, string> => ({
    id: pack.id,
    version: pack.version,
    period: pack.period,
    valid: `${pack.valid.from}–${pack.valid.to}`,
    currency: pack.currency,
    regions: (pack.regions ?? []).join(', '),
  });
  return sides(texts(a), texts(b)).both.flatMap(({ name, a: before, b: after }) =>
    before === after ? [] : [{ code: 'head-changed', params: { name, before, after } }],
  );
}

/** A table of households or of a level: its key is a text. */
type Table = Omit<InputTable, 'key'> & { key: string };

function inputs(a: Record<string, Table> = {}, b: Record<string, Table> = {}): PackChange[] {
  const tables = sides(a, b);
  return [
    ...tables.removed.map(([table]) => ({ code: 'table-removed', params: { table } })),
    ...tables.added.map(([table]) => ({ code: 'table-added', params: { table } })),
    ...tables.both.flatMap(({ name: table, a: before, b: after }) => [
      ...keys(table, before, after),
      ...columns(table, before, after),
    ]),
  ];
}

function keys(table: string, a: Table, b: Table): PackChange[] {
  const text = ({ key, optional }: Table): string => `${key}${optional ? ' (optional)' : ''}`;
  if (text(a) === text(b)) return [];
  return [{ code: 'table-changed', params: { table, before: text(a), after: text(b) } }];
}

function columns(table: string, a: Table, b: Table): PackChange[] {
  const { removed, added, both } = sides<Column>(a.columns, b.columns);
  const params = (column: string): Record<string, string> => ({ column: `${table}.${column}` });
  return [
    ...removed.map(([name]) => ({ code: 'column-removed', params: params(name) })),
    ...added.map(([name]) => ({ code: 'column-added', params: params(name) })),
    ...both.flatMap(({ name, a: before, b: after }) => {
      const [old, now] = [meaning(before), meaning(after)];
      return old === now
        ? []
        : [{ code: 'column-changed', params: { ...params(name), before: old, after: now } }];
    }),
  ];
}

/** What of a column changes values; labels and aliases only help to find it. */
function meaning({ type, unit, range, codes, missing, blank }: Column): string {
  const parts = {
    unit,
    range: range?.join('–'),
    codes: codes?.join('|'),
    missing: missing?.join('|'),
    blank: blank === undefined ? undefined : String(blank),
  };
  const given = Object.entries(parts).flatMap(([name, value]) =>
    value === undefined ? [] : [`${name} ${value}`],
  );
  return [type, ...given].join(', ');
}

function parameters(a: Rules, b: Rules): PackChange[] {
  const { removed, added, both } = sides(a.own.parameters ?? {}, b.own.parameters ?? {});
  return [
    ...removed.map(([name]) => ({ code: 'parameter-removed', params: { name } })),
    ...added.map(([name]) => ({ code: 'parameter-added', params: { name } })),
    ...both.flatMap(({ name }) => parameterChanges(name, a.loaded, b.loaded)),
  ];
}

/** Where both packs have a number for a parameter and differ; periods in a row with the same difference are one. */
function parameterChanges(name: string, a: LoadedPack, b: LoadedPack): PackChange[] {
  if (a.pack.period !== b.pack.period) return [];
  const [before, after] = [new Parameters(a), new Parameters(b)];
  const [first, last] = [before, after].reduce(
    ([from, to], side, index) => {
      const { valid } = (index === 0 ? a : b).pack;
      return [Math.min(from, side.startOf(valid.from)), Math.max(to, side.endOf(valid.to))];
    },
    [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY],
  );
  const found: { from: number; to: number; before: string; after: string }[] = [];
  for (let period = first; period <= last; period++) {
    const [old, now] = [
      stateText(before.at(name, period), a, name),
      stateText(after.at(name, period), b, name),
    ];
    if (old === now) continue;
    const run = found.at(-1);
    if (run && run.to === period - 1 && run.before === old && run.after === now) run.to = period;
    else found.push({ from: period, to: period, before: old, after: now });
  }
  return found.map(({ from, to, before: old, after: now }) => {
    const labels = [from, to].map((period) => periodLabel(period, b.pack.period));
    return {
      code: 'parameter-changed',
      params: { name, periods: [...new Set(labels)].join('–'), before: old, after: now },
    };
  });
}

function stateText(state: ParameterState, { pack }: LoadedPack, name: string): string {
  if (state.kind === 'outside') return '–';
  if (state.kind === 'value') return toDecimal(state.value);
  const parameter = pack.parameters?.[name];
  if (state.kind === 'formula') return parameter && 'is' in parameter ? parameter.is : '';
  return state.rows.map(({ regions, value }) => `${regions.join('/')} ${toDecimal(value)}`).join('; ');
}

function expressions(
  kind: 'fact' | 'criterion',
  a: Pack['facts' | 'criteria'] = {},
  b: Pack['facts' | 'criteria'] = {},
): PackChange[] {
  const { removed, added, both } = sides<{ is: string }>(a, b);
  return [
    ...removed.map(([name]) => ({ code: `${kind}-removed`, params: { name } })),
    ...added.map(([name, { is }]) => ({ code: `${kind}-added`, params: { name, after: is } })),
    ...both.flatMap(({ name, a: before, b: after }) =>
      before.is === after.is
        ? []
        : [{ code: `${kind}-changed`, params: { name, before: before.is, after: after.is } }],
    ),
  ];
}

function states(a: Rules['own'], b: Rules['own']): PackChange[] {
  const names = ({ states: all }: Rules['own']): Record<string, true> =>
    Object.fromEntries(all.map(({ id }) => [id, true as const]));
  const { removed, added } = sides(names(a), names(b));
  return [
    ...removed.map(([name]) => ({ code: 'state-removed', params: { name } })),
    ...added.map(([name]) => ({ code: 'state-added', params: { name } })),
    ...(a.initial === b.initial
      ? []
      : [{ code: 'initial-changed', params: { before: a.initial, after: b.initial } }]),
  ];
}

function transitions(a: Rules['own'], b: Rules['own']): PackChange[] {
  const byCode = ({ transitions: all }: Rules['own']): Record<string, Transition> =>
    Object.fromEntries(all.map((rule) => [rule.code, rule]));
  const { removed, added, both } = sides(byCode(a), byCode(b));
  const way = ({ kind, from, to }: Transition): string => `${kind}, ${from.join(', ')} → ${to}`;
  const order = (pack: Rules['own']): string =>
    pack.transitions
      .map(({ code }) => code)
      .filter((code) => both.some(({ name }) => name === code))
      .join(', ');
  return [
    ...removed.map(([code, rule]) => ({
      code: 'transition-removed',
      params: { name: code, before: way(rule) },
    })),
    ...added.map(([code, rule]) => ({
      code: 'transition-added',
      params: { name: code, after: way(rule), when: rule.when },
    })),
    ...both.flatMap(({ name, a: before, b: after }) => [
      ...(way(before) === way(after)
        ? []
        : [{ code: 'transition-moved', params: { name, before: way(before), after: way(after) } }]),
      ...(before.when === after.when
        ? []
        : [{ code: 'transition-changed', params: { name, before: before.when, after: after.when } }]),
    ]),
    ...(order(a) === order(b)
      ? []
      : [{ code: 'order-changed', params: { before: order(a), after: order(b) } }]),
  ];
}

function requirements(a: Rules['own'], b: Rules['own']): PackChange[] {
  const [old, now] = [a.require ?? [], b.require ?? []];
  return [
    ...old
      .filter((rule) => !now.includes(rule))
      .map((rule) => ({ code: 'require-removed', params: { rule } })),
    ...now.filter((rule) => !old.includes(rule)).map((rule) => ({ code: 'require-added', params: { rule } })),
  ];
}
