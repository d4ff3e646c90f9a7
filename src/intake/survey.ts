import type { Engine, OnProgress } from '../engine/duckdb.ts';
import { Failure, failure, type Problem } from '../model/problem.ts';
import type { SurveyRequest } from '../model/survey.ts';
import { HOUSEHOLD } from '../model/unit.ts';
import type { FoundFile } from './files.ts';
import { type Broken, type Loaded, loadFile } from './load.ts';
import { openSource, type Source } from './source.ts';
import type { Staged } from './stage.ts';
import { checkSurvey } from './survey-checks.ts';
import { type SurveyColumns, surveyColumns } from './survey-columns.ts';
import { numberTexts } from './survey-groups.ts';
import { SurveyReader } from './survey-sample.ts';
import { createSurvey } from './survey-table.ts';
import type { ColumnSpec, TableSpec } from './tables.ts';
import { TempFolder } from './temp.ts';

/**
 * Reads a file of persons or households.
 * @throws Failure of kind `usage`, with every problem found
 */
export async function readSurvey(
  engine: Engine,
  file: FoundFile,
  request: SurveyRequest,
  { scratch, onProgress }: { scratch: string; onProgress?: OnProgress },
): Promise<SurveyReader> {
  const temp = new TempFolder(scratch);
  await engine.run('CREATE SCHEMA intake');
  try {
    const source = await openSource(engine, file, 0, specOf([]), temp);
    if (source.headers.length === 0) throw failure('usage', 'survey-empty', { file: source.name });
    const columns = surveyColumns(source, request);
    const loaded = await load(engine, stage(source, columns), { temp, onProgress });
    if (loaded.records === 0) throw failure('usage', 'survey-no-records', { file: source.name });
    await checkSurvey(engine, loaded, columns, temp);
    await createSurvey(engine, loaded, columns, request);
    const groups = await numberTexts(engine, columns, request);
    return new SurveyReader(engine, { file: source.name, columns, request, groups });
  } finally {
    temp.remove();
  }
}

/** Columns of numbers, then those of texts: the order of `v0`, `v1`, … in the table of the file. */
function specOf(columns: readonly Pick<ColumnSpec, 'name' | 'type'>[]): TableSpec {
  const common = { key: false, optional: false, headers: [], named: true, missing: [] };
  return {
    name: 'survey',
    keys: [],
    optional: false,
    columns: columns.map((column): ColumnSpec => ({ ...common, ...column })),
    source: undefined,
    periodKind: 'year',
    spine: false,
    unit: HOUSEHOLD,
    isRegister: false,
    remarkExtra: false,
  };
}

function stage(source: Source, { numbers, texts }: SurveyColumns): Staged {
  const spec = specOf([
    ...numbers.map(({ name }) => ({ name, type: 'double' as const })),
    ...texts.map(({ name }) => ({ name, type: 'verbatim' as const })),
  ]);
  return {
    spec,
    source,
    positions: new Map([...numbers, ...texts].map(({ name, position }) => [name, position])),
  };
}

const SHOWN = 3;

/** Records that do not have the shape of the others would be lost, so there are no figures while there are any. */
async function load(
  engine: Engine,
  staged: Staged,
  { temp, onProgress }: { temp: TempFolder; onProgress: OnProgress | undefined },
): Promise<Loaded> {
  const broken: Problem[] = [];
  let count = 0;
  const onBroken = ({ code, source, firstLine, cells }: Broken): void => {
    const params = { file: source.name, line: firstLine, found: cells, expected: source.headers.length };
    if (count++ < SHOWN) broken.push({ code: `survey-${code}`, severity: 'error', params });
  };
  const loaded = await loadFile(staged, { engine, temp, onBroken, onProgress });
  if (count > SHOWN) {
    const params = { count: count - SHOWN, file: staged.source.name };
    broken.push({ code: 'survey-more-broken', severity: 'error', params });
  }
  if (count > 0) throw new Failure('usage', broken);
  return loaded;
}
