import type { DecidedLevel } from '../decide/levels.ts';
import { countedRegion, decidedPeriods } from '../decide/outputs.ts';
import type { DecideSettings } from '../decide/settings.ts';
import type { Span } from '../decide/span.ts';
import type { IntakeResult } from '../intake/read-dataset.ts';
import type { Outcome, Pack } from '../model/pack.ts';
import { periodLabel } from '../model/period.ts';
import type { RunStatement, Summary, Warning } from '../model/run.ts';
import type { Text } from '../model/words.ts';
import type { LoadedPack } from '../rules/load.ts';
import { toDecimal } from '../rules/rational.ts';
import { sha256 } from '../trust/digest.ts';
import { packageVersion } from './version.ts';

/** A run once its data, rules and options are settled. */
export interface Run {
  settings: DecideSettings;
  span: Span;
  /** The levels above households, inner to outer. */
  levels: readonly DecidedLevel[];
  /** The period whose lists are written. */
  listed: number;
  intake: IntakeResult;
  /** Name of the dataset folder. */
  dataset: string;
  time: Date;
  /** The pack file and the tables beside it, by relative name; the first is the pack. */
  packFiles: Readonly<Record<string, string>>;
  /** The options that bear on the results. */
  options: RunStatement['options'];
}

/** The statement of a run, but for the digests of its files. */
export function runStatement(
  run: Run,
  { issues, warnings, levels = [] }: Summary,
  {
    merkle,
    replaced,
    duckdb,
  }: { merkle: RunStatement['merkle']; replaced: readonly object[]; duckdb: string },
): Omit<RunStatement, 'outputs'> {
  const { settings, span, listed, intake, dataset, time, packFiles, options } = run;
  const { pack } = settings.loaded;
  const label = (period: number): string => periodLabel(period, pack.period);
  const digests = Object.entries(packFiles).map(([name, text]) => [name, sha256(text)]);
  return {
    format: 'shuangdao-run/1',
    time: time.toISOString(),
    versions: { shuangdao: packageVersion(), duckdb, node: process.versions.node },
    pack: { id: pack.id, version: pack.version, title: pack.title, files: Object.fromEntries(digests) },
    dataset: {
      name: dataset,
      files: intake.tables.flatMap(({ name: table, files }) =>
        files.map(({ encoding: _, delimiter: __, ...file }) => ({ table, ...file })),
      ),
    },
    options,
    periods: { first: label(span.firstDecided), last: label(span.last), listed: label(listed) },
    parameters: allParameters(run),
    replacements: [...blanksReplaced(pack, intake), ...(replaced as RunStatement['replacements'])],
    counts: {
      households: intake.households,
      decisions: intake.households * decidedPeriods(span).length,
      issues: Object.fromEntries(issues.map(({ code, count }) => [code, count])),
      ...(levels.length > 0 ? { levels: Object.fromEntries(levels.map(unitsOf)) } : {}),
    },
    warnings,
    merkle,
  };
}

/** Blank cells that the pack gave a value. */
function blanksReplaced(pack: Pack, { blanks }: IntakeResult): RunStatement['replacements'] {
  const levels = Object.values(pack.levels ?? {}).map(({ inputs = {} }) => inputs);
  const inputs = Object.assign({}, ...levels, pack.inputs) as Pack['inputs'];
  return Object.entries(blanks).map(([where, count]) => {
    const [table = '', column = ''] = where.split('.');
    return { kind: 'blank', where, value: String(inputs[table]?.columns[column]?.blank ?? ''), count };
  });
}

/** How many units a level has: each is in some state in every period. */
function unitsOf({ level, periods }: NonNullable<Summary['levels']>[number]): [string, number] {
  const counts = Object.values(periods[0]?.states ?? {});
  return [level, counts.reduce((sum, count) => sum + count, 0)];
}

/** The parameters of the pack, and those of its levels that are theirs alone. */
export function allParameters({
  settings,
  span,
  levels,
}: Pick<Run, 'settings' | 'span' | 'levels'>): Parameter[] {
  const own = levels.flatMap((level) => {
    const { unit } = level.settings.loaded;
    const names = Object.keys(settings.loaded.pack.levels?.[unit.name]?.parameters ?? {});
    return parametersUsed(level.settings, level.span)
      .filter(({ name }) => names.includes(name))
      .map((parameter) => ({ ...parameter, level: unit.name }));
  });
  return [...parametersUsed(settings, span), ...own];
}

type Parameter = RunStatement['parameters'][number];

/** The parameters that decided, period by period, with their sources. */
export function parametersUsed({ loaded, parameters }: DecideSettings, span: Span): Parameter[] {
  return decidedPeriods(span).flatMap((at) =>
    parameters.names.flatMap((name): Parameter[] => {
      const state = parameters.at(name, at);
      if (state.kind === 'outside') return [];
      const period = periodLabel(at, loaded.pack.period);
      const definition = loaded.pack.parameters?.[name];
      const { validUntil } = state;
      const known = {
        source: state.sources.join(', '),
        ...(validUntil === undefined ? {} : { carried_from: periodLabel(validUntil, loaded.pack.period) }),
      };
      if (state.kind === 'value') return [{ name, period, value: toDecimal(state.value), ...known }];
      const table = definition && 'from' in definition ? definition.from.file : undefined;
      return [{ name, period, ...known, ...(table ? { table } : {}) }];
    }),
  );
}

/** What the reader must know about the numbers that decided: weak sources, and values used beyond their time. */
export function parameterWarnings({ loaded }: DecideSettings, used: readonly Parameter[]): Warning[] {
  const warnings = new Map<string, Warning>();
  for (const { name, source, carried_from, period } of used) {
    if (carried_from !== undefined) {
      const params = { name, from: carried_from, period };
      warnings.set(`carried ${name}`, { code: 'carried-forward', params });
    }
    for (const key of (source ?? '').split(', ')) {
      const quality = loaded.pack.sources[key]?.quality;
      if (quality !== 'unverified' && quality !== 'example') continue;
      warnings.set(`weak ${name} ${key}`, { code: 'source-weak', params: { name, source: key, quality } });
    }
  }
  return [...warnings.values()];
}

/** That a pack decided periods that it does not answer for, whether or not it has numbers. */
export function validityWarnings({ loaded, parameters }: DecideSettings, span: Span): Warning[] {
  const { valid, period: kind } = loaded.pack;
  const [first, last] = [parameters.startOf(valid.from), parameters.endOf(valid.to)];
  const outside = decidedPeriods(span).filter((at) => at < first || at > last);
  if (outside.length === 0) return [];
  const labels = outside.map((at) => periodLabel(at, kind));
  const periods = labels.length > 3 ? `${labels[0]} … ${labels.at(-1)}` : labels.join(', ');
  return [{ code: 'beyond-validity', params: { ...valid, periods } }];
}

/** Households of a region by state (its place in the pack) and transition (see decide/period-sql). */
export interface CountRow {
  period: number;
  region: string | null;
  state: number;
  fired: number | null;
  households: number;
}

/** The counts of a summary from rows grouped by region, state and transition. */
export function countPeriods(
  { loaded }: DecideSettings,
  rows: readonly CountRow[],
): Pick<Summary, 'periods' | 'regions' | 'labels'> {
  const { pack } = loaded;
  const outer = countedRegion(loaded);
  const periods = new Map<number, Summary['periods'][number]>();
  const regions = new Map<string, Summary['regions'][number]>();
  for (const row of rows) {
    const period = periodLabel(row.period, pack.period);
    const total = periods.get(row.period) ?? { ...empty(period, pack), lists: emptyLists(loaded) };
    periods.set(row.period, total);
    count(total, row, loaded);
    const kind = loaded.transitions[(row.fired ?? 0) - 1]?.rule.kind;
    if (kind && kind !== 'move') total.lists[kind] = (total.lists[kind] ?? 0) + row.households;
    const unseen = row.fired === null && pack.states[row.state]?.id !== pack.initial;
    if (unseen || Number(row.fired) < 0) total.lists.review += row.households;
    if (outer === undefined) continue;
    const key = JSON.stringify([row.period, row.region]);
    const region = regions.get(key) ?? { ...empty(period, pack), region: { [outer]: row.region } };
    regions.set(key, region);
    count(region, row, loaded);
  }
  return { periods: [...periods.values()], regions: [...regions.values()], labels: labelsOf(loaded.pack) };
}

/** A list for each kind of transition; that of returns only where the pack has any. */
function emptyLists({ pack }: LoadedPack): Summary['periods'][number]['lists'] {
  const returns = pack.transitions.some((rule) => rule.kind === 'return');
  return { entry: 0, exit: 0, ...(returns ? { return: 0 } : {}), review: 0 };
}

type Counted = Omit<Summary['regions'][number], 'region'>;

/** What no unit is in or moved by counts 0, so that the reader sees it, and in the order of the pack. */
function empty(period: string, pack: Pack): Counted {
  const states = Object.fromEntries(pack.states.map(({ id }) => [id, 0]));
  const fired = Object.fromEntries(pack.transitions.map(({ code }) => [code, 0]));
  return { period, states, outcomes: {}, codes: {}, fired, undetermined: {} };
}

function count(
  into: Counted,
  { state, fired, households }: CountRow,
  { pack, transitions }: LoadedPack,
): void {
  const add = (counts: Record<string, number>, key: string | undefined): void => {
    if (key !== undefined) counts[key] = (counts[key] ?? 0) + households;
  };
  add(into.states, pack.states[state]?.id);
  add(into.outcomes, outcomeOf(fired));
  const code = transitions[Math.abs(fired ?? 0) - 1]?.rule.code;
  add(into.codes, code);
  add((fired ?? 0) > 0 ? into.fired : into.undetermined, code);
}

function outcomeOf(fired: number | null): Outcome {
  if (fired === null) return 'unobserved';
  return fired > 0 ? 'moved' : fired < 0 ? 'review' : 'kept';
}

function labelsOf(pack: DecideSettings['loaded']['pack']): Summary['labels'] {
  const labelled = (entries: (readonly [string, Text | undefined])[]): Record<string, Text> =>
    Object.fromEntries(entries.filter((entry): entry is [string, Text] => entry[1] !== undefined));
  return {
    states: labelled(pack.states.map((state) => [state.id, state.label] as const)),
    codes: labelled(pack.transitions.map((rule) => [rule.code, rule.label] as const)),
  };
}
