import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { FACTORS, type Factor } from '../decide/diff-sql.ts';
import { Failure, failure } from '../model/problem.ts';
import type { RunStatement } from '../model/run.ts';
import { diffPacks, type PackChange } from '../rules/diff-packs.ts';
import { withParametersOf } from '../rules/hybrid.ts';
import { type LoadedPack, loadPack, type PackSource } from '../rules/load.ts';
import { type OpenedRun, openRun, refuseChangedPrevious } from './open-run.ts';
import { openPack } from './packs.ts';

/** One of the two runs that are compared. */
export interface Side {
  path: string;
  run: OpenedRun;
  pack: PackSource;
  /** The folder its data were read from, and the register given beside it. */
  data: string | undefined;
  previous: string | undefined;
}

/** @throws Failure `not-a-run`, `run-changed`, `not-there` */
export async function openSide(
  path: string,
  data: string | undefined,
  previous: string | undefined,
): Promise<Side> {
  const run = await openRun(path);
  const given = [data, previous].find((place) => place !== undefined && !existsSync(place));
  if (given !== undefined) throw failure('usage', 'not-there', { path: given });
  await refuseChangedPrevious(previous);
  const { files } = openPack(join(path, 'pack', 'pack.yaml'));
  const pack = {
    file: 'pack.yaml',
    text: files['pack.yaml'] ?? '',
    readBeside: (name: string) => files[name],
  };
  return { path, run, pack, data, previous };
}

/** From which side each factor of a world is taken. */
export type Choice = Readonly<Record<Factor, 'a' | 'b'>>;
export type Sides = Readonly<Record<'a' | 'b', Side>>;

/** The factors in which two runs differ. Parameters that make no sense without their rules count as rules. */
export function differing(sides: Sides): Factor[] {
  const { a, b } = sides;
  const changes = diffPacks(a.run.loaded, b.run.loaded).filter(isOfHouseholds);
  const isNumber = ({ code }: { code: string }): boolean => code.startsWith('parameter-');
  const isName = ({ code, params }: (typeof changes)[number]): boolean =>
    code === 'head-changed' && ['id', 'version', 'valid'].includes(params.name ?? '');
  const rules = changes.some((change) => !isNumber(change) && !isName(change));
  const parameters = changes.some(isNumber) || option(a, 'carryForward') !== option(b, 'carryForward');
  const separable =
    !rules || (hybrid(sides, 'a', 'b') !== undefined && hybrid(sides, 'b', 'a') !== undefined);
  const differs: Record<Factor, boolean> = {
    data:
      digests(a, false) !== digests(b, false) ||
      ['from', 'to'].some((name) => option(a, name) !== option(b, name)),
    register: digests(a, true) !== digests(b, true),
    parameters: parameters && separable,
    rules: rules || (parameters && !separable),
  };
  return FACTORS.filter((factor) => differs[factor]);
}

const isOfHouseholds = ({ code, level }: PackChange): boolean =>
  level === undefined && !code.startsWith('level-');

const option = ({ run }: Side, name: string): RunStatement['options'][string] | undefined =>
  run.statement.options[name];

const isRegister = ({ table }: { table: string }): boolean => table === 'register';
/** The register of a level above households says nothing about them. */
const isOfLevel = ({ table }: { table: string }): boolean => table.startsWith('register-');

/** What was read, whatever the files were called. */
export function digests({ run }: Side, register: boolean): string {
  const files = run.statement.dataset.files.filter(
    (file) => isRegister(file) === register && !isOfLevel(file),
  );
  return files
    .map(({ table, sha256 }) => `${table} ${sha256}`)
    .sort()
    .join('\n');
}

/** The pack of a world. @returns undefined if the two do not hold together */
export function packOf(sides: Sides, { rules, parameters }: Choice): LoadedPack | undefined {
  return rules === parameters ? sides[rules].run.loaded : hybrid(sides, rules, parameters);
}

function hybrid(sides: Sides, rules: 'a' | 'b', parameters: 'a' | 'b'): LoadedPack | undefined {
  try {
    return loadPack(withParametersOf(sides[rules].pack, sides[parameters].pack));
  } catch (error) {
    if (error instanceof Failure && error.kind === 'pack') return undefined;
    throw error;
  }
}

/** The file of a run's own register, where it was not given beside the dataset. */
export function registerFile({ run, data, previous }: Side): string | undefined {
  const file = run.statement.dataset.files.find(isRegister);
  if (!file) return undefined;
  return run.statement.options.previous === undefined ? data && join(data, file.path) : previous;
}
