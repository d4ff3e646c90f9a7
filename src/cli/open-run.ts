import { existsSync, readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { readParquet } from '../engine/csv.ts';
import { failure } from '../model/problem.ts';
import { RunStatement } from '../model/run.ts';
import type { Sql } from '../model/sql.ts';
import type { LoadedPack } from '../rules/load.ts';
import { Parameters } from '../rules/parameters.ts';
import { STATEMENTS } from '../trust/run-folder.ts';
import { openPack } from './packs.ts';
import { refuseChanged } from './refuse-changed.ts';

/** A finished run, as commands that look at one need it. */
export interface OpenedRun {
  statement: RunStatement;
  /** The pack as it was used, with the values its parameters had. */
  loaded: LoadedPack;
  parameters: Parameters;
  /** Whether states before the first decided period were given, so that the decisions do not show all of them. */
  register: boolean;
  /** The decisions as a table function. */
  decisions: Sql;
}

/**
 * Opens a run folder whose rules and tables are as the run wrote them.
 * @param also other files of the run that will be read
 * @throws Failure `not-a-run`, `run-changed`
 */
export async function openRun(run: string, also: readonly string[] = []): Promise<OpenedRun> {
  const statement = readStatement(run);
  await refuseChanged(run, statement, also);
  const { dataset, options } = statement;
  const { loaded } = openPack(join(run, 'pack', 'pack.yaml'));
  return {
    statement,
    loaded,
    parameters: new Parameters(loaded, { carryForward: options.carryForward === true }),
    register: options.previous !== undefined || dataset.files.some(({ table }) => table === 'register'),
    decisions: readParquet(join(resolve(run), 'decisions.parquet')),
  };
}

/**
 * What `--previous` names goes into the next run as it stands there: if it is a run, it must be as that was written.
 * @throws Failure `not-a-run`, `run-changed`
 */
export async function refuseChangedPrevious(previous: string | undefined): Promise<void> {
  if (previous === undefined || !existsSync(join(previous, STATEMENTS.run))) return;
  await refuseChanged(previous, readStatement(previous), []);
}

function readStatement(run: string): RunStatement {
  for (const file of ['run.json', 'decisions.parquet', 'pack/pack.yaml']) {
    // Asked so that a folder one may not look into is told as that, and not as one without the file.
    if (!statSync(join(run, file), { throwIfNoEntry: false }))
      throw failure('usage', 'not-a-run', { path: run, file });
  }
  try {
    return RunStatement.parse(JSON.parse(readFileSync(join(run, 'run.json'), 'utf8')));
  } catch (error) {
    throw failure('usage', 'not-a-run', { path: run, file: 'run.json' }, { cause: error });
  }
}
