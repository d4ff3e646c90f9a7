import { type Pack, QUALITIES, type Quality } from '../model/pack.ts';
import { periodLabel } from '../model/period.ts';
import { Failure, type Problem } from '../model/problem.ts';
import { inLanguage } from '../model/words.ts';
import { packPageMessages } from '../report/messages/pack-page.ts';
import { type PackPage, type ParameterRow, renderPackPage } from '../report/pack-page.ts';
import { paintFor } from '../report/paint.ts';
import { problemAsJson, renderProblem } from '../report/problems.ts';
import { renderTable } from '../report/table.ts';
import { speaker } from '../report/wording.ts';
import { checkPack as findProblems } from '../rules/check.ts';
import type { LoadedPack } from '../rules/load.ts';
import { type ParameterState, Parameters } from '../rules/parameters.ts';
import { toDecimal } from '../rules/rational.ts';
import type { Context } from './context.ts';
import { openPack, shippedPacks } from './packs.ts';
import type { RulesOptions } from './rules.ts';

export async function listPacks({ json }: RulesOptions, { io, language }: Context): Promise<number> {
  const say = speaker(packPageMessages, language);
  const packs = shippedPacks().map((id) => openPack(id).loaded.pack);
  if (json) {
    const list = packs.map((pack) => {
      const { id, version, title, period, valid, currency } = pack;
      const states = pack.states.map((state) => state.id);
      return { id, version, title, period, valid, currency, states, weakest_source: weakestSource(pack) };
    });
    io.stdout.write(`${JSON.stringify(list, null, 2)}\n`);
    return 0;
  }
  const keys = ['id', 'version', 'periods', 'currency', 'title', 'states-column', 'weakest-source'] as const;
  const columns = keys.map((key) => ({ title: say(key) }));
  const rows = packs.map((pack) => [
    pack.id,
    pack.version,
    `${pack.valid.from}–${pack.valid.to}`,
    pack.currency,
    inLanguage(pack.title, language),
    pack.states.map(({ id, label }) => (label === undefined ? id : inLanguage(label, language))).join(', '),
    say(weakestSource(pack)),
  ]);
  const paint = await paintFor(io.stdout, io.env);
  io.stdout.write(`${renderTable(columns, rows, paint.faint)}\n`);
  return 0;
}

/** A pack is as well founded as its weakest source. */
function weakestSource({ sources }: Pack): Quality {
  const found = Object.values(sources).map(({ quality }) => QUALITIES.indexOf(quality));
  return QUALITIES[Math.max(0, ...found)] ?? 'example';
}

export async function showPack(reference: string, { json }: RulesOptions, context: Context): Promise<number> {
  const { io, language } = context;
  const page = packPage(openPack(reference).loaded);
  const text = json
    ? `${JSON.stringify(page, null, 2)}\n`
    : renderPackPage(page, language, await paintFor(io.stdout, io.env));
  io.stdout.write(text);
  return 0;
}

/** A pack with its numbers and those of its levels. */
function packPage(loaded: LoadedPack): PackPage {
  const { pack, levels } = loaded;
  return {
    pack,
    ...numbersOf(loaded, Object.keys(pack.parameters ?? {})),
    levels: levels.map((level) => {
      const name = level.unit.name;
      return { level: name, ...numbersOf(level, Object.keys(pack.levels?.[name]?.parameters ?? {})) };
    }),
  };
}

/** Some parameters of a pack over its validity, with a column only where something changes. */
function numbersOf(loaded: LoadedPack, names: readonly string[]): Pick<PackPage, 'periods' | 'parameters'> {
  const { pack } = loaded;
  const parameters = new Parameters(loaded);
  const first = parameters.startOf(pack.valid.from);
  const last = parameters.endOf(pack.valid.to);
  const all = Array.from({ length: last - first + 1 }, (_, index) => first + index);
  const rows = names.map((name) => all.map((period) => parameters.at(name, period)));
  const cells = rows.map((states, index) => states.map((state) => cellOf(state, pack, names[index] ?? '')));
  const changes = all.map(
    (_, at) => at === 0 || cells.some((row) => JSON.stringify(row[at]) !== JSON.stringify(row[at - 1])),
  );
  const kept = <T>(row: readonly T[]): T[] => row.filter((_, at) => changes[at]);
  return {
    periods: kept(all).map((period) => periodLabel(period, pack.period)),
    parameters: names.map((name, index): ParameterRow => {
      const sources = (rows[index] ?? []).flatMap((state) => ('sources' in state ? state.sources : []));
      const unit = pack.parameters?.[name]?.unit ?? '';
      return { name, unit, cells: kept(cells[index] ?? []), sources: [...new Set(sources)] };
    }),
  };
}

function cellOf(state: ParameterState, pack: Pack, name: string): ParameterRow['cells'][number] {
  if (state.kind === 'value') return { value: toDecimal(state.value) };
  if (state.kind === 'regional') return { regions: state.regions.join(', ') };
  const parameter = pack.parameters?.[name];
  return state.kind === 'formula' && parameter && 'is' in parameter ? { formula: parameter.is } : undefined;
}

/** @returns 3 if a pack is invalid */
export async function checkPacks(
  references: string[],
  { json }: RulesOptions,
  context: Context,
): Promise<number> {
  const { io, language } = context;
  const say = speaker(packPageMessages, language);
  const results = (references.length > 0 ? references : shippedPacks()).map(checkPack);
  if (json) {
    const list = results.map(({ reference, problems }) => ({
      pack: reference,
      problems: problems.map((problem) => problemAsJson(problem, language)),
    }));
    io.stdout.write(`${JSON.stringify(list, null, 2)}\n`);
  } else {
    const paint = await paintFor(io.stderr, io.env);
    for (const { pack, reference, problems } of results) {
      for (const problem of problems) io.stderr.write(`${renderProblem(problem, language, paint)}\n`);
      if (pack && problems.length === 0)
        io.stdout.write(`${say('check-good', { id: pack.id, version: pack.version, file: reference })}\n`);
    }
  }
  const failed = results.some(({ problems }) => problems.some(({ severity }) => severity === 'error'));
  return failed ? 3 : 0;
}

interface PackCheck {
  reference: string;
  pack?: Pack;
  problems: readonly Problem[];
}

function checkPack(reference: string): PackCheck {
  try {
    const { loaded } = openPack(reference);
    return { reference, pack: loaded.pack, problems: findProblems(loaded) };
  } catch (error) {
    if (error instanceof Failure && error.kind === 'pack') return { reference, problems: error.problems };
    throw error;
  }
}
