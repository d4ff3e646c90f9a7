import { existsSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Engine } from '../engine/duckdb.ts';
import { Failure, type Problem } from '../model/problem.ts';
import type { Warning } from '../model/run.ts';
import { fileOf, HOUSEHOLD, runRegister } from '../model/unit.ts';
import { type FoundFile, findFiles } from './files.ts';
import { matchHeaders } from './headers.ts';
import type { Remark } from './issues.ts';
import type { IntakeRequest } from './read-dataset.ts';
import { openSource } from './source.ts';
import type { Staged } from './stage.ts';
import { REGISTER, type TableSpec } from './tables.ts';
import type { TempFolder } from './temp.ts';
import { misnamedDescription, unreadFiles } from './unread.ts';

/** The files of a dataset, opened as far as their headers. */
export interface Opened {
  staged: Staged[];
  remarks: Remark[];
  warnings: Warning[];
}

/**
 * Opens every file and checks all headers before anything is read, so that all that is wrong is told at once.
 * @param described remarks on dataset.yaml
 */
export async function openAll(
  engine: Engine,
  specs: readonly TableSpec[],
  request: IntakeRequest,
  temp: TempFolder,
  described: readonly Remark[],
): Promise<Opened> {
  const problems: Problem[] = [];
  const staged: Staged[] = [];
  const remarks: Remark[] = [...described];
  const all: FoundFile[] = [];
  for (const spec of specs) {
    const found = filesFor(request, spec);
    if (!Array.isArray(found)) {
      problems.push(found);
      continue;
    }
    all.push(...found);
    for (const file of found) {
      const source = await withProblems(problems, openSource(engine, file, staged.length, spec, temp));
      if (!source) continue;
      const match = matchHeaders(spec, source, !file.outside);
      problems.push(...match.problems);
      staged.push({ spec, source, positions: match.positions });
      const place = { table: spec.name, file: source.name, line: source.text?.headerLine };
      remarks.push(...match.extra.map((column): Remark => ({ code: 'extra-column', ...place, column })));
    }
  }
  const { folder } = request;
  const misnamed = misnamedDescription(folder);
  if (problems.length > 0) {
    // What is missing may be what a misnamed dataset.yaml would have said, or says under another name.
    const hints: Problem[] = misnamed ? [{ ...misnamed, severity: 'warning' }] : [];
    throw new Failure('usage', [...problems, ...described.map(asWarning), ...hints]);
  }
  const unread = unreadFiles(folder, specs, [...all, ...leftAside(request, specs)]);
  return { staged, remarks, warnings: [misnamed, unread].filter((warning) => warning !== undefined) };
}

function asWarning({ code, table, file, line, column = '', expected = '' }: Remark): Problem {
  return { code, severity: 'warning', params: { table, file, line: line ?? '', column, expected } };
}

/** Registers that were passed over for another one, or for none. */
function leftAside({ folder, ignoreRegister }: IntakeRequest, specs: readonly TableSpec[]): FoundFile[] {
  if (!ignoreRegister) return [];
  return specs
    .filter(({ isRegister }) => isRegister)
    .flatMap((spec) => {
      const found = findFiles(folder, spec);
      return Array.isArray(found) ? found : [];
    });
}

/** What was to be made, or undefined where it failed; why is among the problems then. */
async function withProblems<T>(problems: Problem[], work: Promise<T>): Promise<T | undefined> {
  try {
    return await work;
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    problems.push(...error.problems);
    return undefined;
  }
}

function filesFor(request: IntakeRequest, spec: TableSpec): FoundFile[] | Problem {
  const outside = request.outside?.[spec.name];
  if (outside) return outsideFile(spec.name, outside.path);
  return spec.isRegister ? registerFiles(request, spec) : findFiles(request.folder, spec);
}

function outsideFile(table: string, path: string): FoundFile[] | Problem {
  if (!statSync(path, { throwIfNoEntry: false })?.isFile())
    return { code: 'missing-file', severity: 'error', params: { table, file: path } };
  return [{ name: basename(path), path, outside: true }];
}

function registerFiles(
  { folder, previous, ignoreRegister }: IntakeRequest,
  spec: TableSpec,
): FoundFile[] | Problem {
  const found = ignoreRegister ? [] : findFiles(folder, spec);
  if (previous === undefined) return found;
  if (Array.isArray(found) && found.length > 0)
    return { code: 'register-twice', severity: 'error', params: { file: found[0]?.name ?? '', previous } };
  const isFolder = statSync(previous, { throwIfNoEntry: false })?.isDirectory();
  const [first = previous, ...others] = isFolder
    ? filesOfRun(previous, spec).map((name) => join(previous, name))
    : [];
  const isFile = statSync(first, { throwIfNoEntry: false })?.isFile() === true;
  // A register file is about households; a run whose rules had no such level says nothing about it either.
  if (spec.unit.name !== HOUSEHOLD.name && !(isFolder && isFile)) return [];
  const main = outsideFile(REGISTER, first);
  if (!Array.isArray(main)) return main;
  return [...main, ...others.map((path) => ({ name: basename(path), path, outside: true as const }))];
}

/** A confirmation stands for its states; a run for its decisions, and for the register that it began from itself. */
function filesOfRun(folder: string, { unit }: TableSpec): string[] {
  if (unit.name === HOUSEHOLD.name && existsSync(join(folder, 'states.csv'))) return ['states.csv'];
  const own = runRegister(unit);
  return [`${fileOf('decisions', unit)}.parquet`, ...(existsSync(join(folder, own)) ? [own] : [])];
}
