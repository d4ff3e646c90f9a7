import type { Pack } from '../../src/model/pack.ts';
import { type Expr, parse, print } from './syntax.ts';
import type { OracleCase, Row } from './types.ts';
import { World } from './world.ts';

/** Cases a little smaller than this one, the boldest cuts first; each still a valid pack. */
export function* smaller(value: OracleCase): Generator<OracleCase> {
  for (const next of candidates(value)) {
    const { first, last } = new World(next.pack, next.data, next.options);
    const filled = Object.values(next.data.tables).every((rows) => rows.length > 0);
    if (filled && first <= last) yield next;
  }
}

/** The same pack over less data. */
export function* fewerRows(value: OracleCase): Generator<OracleCase> {
  for (const next of [...withFewerHouseholds(value), ...withFewerRows(value)]) {
    const { first, last } = new World(next.pack, next.data, next.options);
    if (first <= last) yield next;
  }
}

function* candidates(value: OracleCase): Generator<OracleCase> {
  yield* withFewerHouseholds(value);
  yield* withFewerRows(value);
  yield* withSimplerPack(value);
}

function* withFewerHouseholds({ pack, data, options }: OracleCase): Generator<OracleCase> {
  const ids = new Set((data.tables.households ?? []).map((row) => row.household));
  if (ids.size < 2) return;
  for (const id of ids) {
    const others = (rows: readonly Row[]): Row[] => rows.filter((row) => row.household !== id);
    const tables = Object.fromEntries(
      Object.entries(data.tables).map(([name, rows]) => [name, others(rows)]),
    );
    yield { pack, data: { ...data, tables, register: others(data.register) }, options };
  }
}

function* withFewerRows({ pack, data, options }: OracleCase): Generator<OracleCase> {
  if (data.register.length > 0) yield { pack, data: { ...data, register: [] }, options };
  for (const [name, rows] of Object.entries(data.tables)) {
    if (name === 'households' || rows.length < 2) continue;
    for (const row of rows) {
      const tables = { ...data.tables, [name]: rows.filter((other) => other !== row) };
      yield { pack, data: { ...data, tables }, options };
    }
  }
}

function* withSimplerPack({ pack, data, options }: OracleCase): Generator<OracleCase> {
  for (const simpler of simplerPacks(pack)) yield { pack: simpler, data, options };
}

function* simplerPacks(pack: Pack): Generator<Pack> {
  yield* withSimplerWatch(pack);
  yield* withoutTransition(pack);
  for (const part of ['facts', 'criteria'] as const)
    for (const [name, { is }] of Object.entries(pack[part] ?? {})) {
      const { [name]: _, ...others } = pack[part] ?? {};
      if (!isUsed(pack, name)) yield { ...pack, [part]: others };
      for (const simpler of simplerTexts(is))
        yield { ...pack, [part]: { ...pack[part], [name]: { is: simpler } } };
    }
  for (const [index, transition] of pack.transitions.entries())
    for (const when of simplerTexts(transition.when))
      yield { ...pack, transitions: pack.transitions.with(index, { ...transition, when }) };
}

function* withSimplerWatch({ watch = [], ...pack }: Pack): Generator<Pack> {
  if (watch.length > 0) yield pack;
  for (const [index, level] of watch.entries()) {
    if (watch.length > 1) yield { ...pack, watch: watch.toSpliced(index, 1) };
    for (const when of simplerTexts(level.when))
      yield { ...pack, watch: watch.with(index, { ...level, when }) };
  }
}

function* withoutTransition(pack: Pack): Generator<Pack> {
  for (const transition of pack.transitions) {
    const transitions = pack.transitions.filter((other) => other !== transition);
    const left = new Set(transitions.flatMap(({ from }) => from));
    const reached = new Set(transitions.map(({ to }) => to));
    if (pack.states.every(({ id }) => left.has(id) && (id === pack.initial || reached.has(id))))
      yield { ...pack, transitions };
  }
}

function isUsed(pack: Pack, name: string): boolean {
  const texts = [...Object.values(pack.facts ?? {}), ...Object.values(pack.criteria ?? {})].map(
    ({ is }) => is,
  );
  const word = new RegExp(`\\b${name}\\b`);
  const whens = [...pack.transitions, ...(pack.watch ?? [])].map(({ when }) => when);
  return [...texts, ...whens].some((text) => word.test(text));
}

function simplerTexts(text: string): string[] {
  return simplerTrees(parse(text)).map(print);
}

/** Trees with one operator taken out; what takes its place has the same type. */
function simplerTrees(e: Expr): Expr[] {
  switch (e.t) {
    case 'unary':
      return [e.of, ...simplerTrees(e.of).map((of) => ({ ...e, of }))];
    case 'binary': {
      const keeps = ['&&', '||', '+', '-', '*', '/'].includes(e.op);
      const inside = [
        ...simplerTrees(e.left).map((left) => ({ ...e, left })),
        ...simplerTrees(e.right).map((right) => ({ ...e, right })),
      ];
      return keeps ? [e.left, e.right, ...inside] : inside;
    }
    case 'choice':
      return [
        e.yes,
        e.no,
        ...simplerTrees(e.test).map((test) => ({ ...e, test })),
        ...simplerTrees(e.yes).map((yes) => ({ ...e, yes })),
        ...simplerTrees(e.no).map((no) => ({ ...e, no })),
      ];
    case 'list':
      return e.items.length > 1 ? e.items.map((_, i) => ({ ...e, items: e.items.toSpliced(i, 1) })) : [];
    case 'call':
      return simplerCalls(e);
    default:
      return [];
  }
}

function simplerCalls(e: Extract<Expr, { t: 'call' }>): Expr[] {
  const { on } = e;
  const operands = ['coalesce', 'abs', 'min', 'max'].includes(e.name) && !on ? e.args : [];
  const inside = e.args.flatMap((arg, i) =>
    simplerTrees(arg).map((simpler) => ({ ...e, args: e.args.with(i, simpler) })),
  );
  if (!on) return [...operands, ...inside];
  const unfiltered: Expr[] = on.t === 'call' && on.name === 'filter' && on.on ? [{ ...e, on: on.on }] : [];
  return [...unfiltered, ...inside, ...simplerTrees(on).map((simpler) => ({ ...e, on: simpler }))];
}
