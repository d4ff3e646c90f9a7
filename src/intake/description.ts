import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Dataset } from '../model/dataset.ts';
import type { Pack } from '../model/pack.ts';
import { Failure, type Problem } from '../model/problem.ts';
import { type Shape, shapeProblems } from '../model/shape-problems.ts';
import { parseYaml } from '../model/yaml.ts';
import { unaskedNames } from './description-names.ts';
import { settingProblems } from './description-settings.ts';
import type { Remark } from './issues.ts';
import { tableSpecs } from './tables.ts';
import { readTextFile } from './text-file.ts';

export const DESCRIPTION = 'dataset.yaml';

const SHAPE: Shape = { schema: Dataset, guide: 'docs/data.md' };

export interface Description {
  dataset: Dataset;
  /** What the pack does not ask for. */
  remarks: Remark[];
}

/**
 * Reads dataset.yaml, if the folder has one, and checks its names against the pack.
 * @throws Failure of kind `usage` with every problem found, each with its place
 */
export function readDescription(folder: string, pack: Pack): Description | undefined {
  const path = join(folder, DESCRIPTION);
  if (!existsSync(path)) return undefined;
  const text = readTextFile(path, DESCRIPTION);
  if (typeof text !== 'string') throw new Failure('usage', [text]);
  const { yaml, problems } = parseYaml(text, DESCRIPTION, 'verbatim');
  stopOn(problems);
  const shape = Dataset.safeParse(yaml.value, { reportInput: true });
  if (!shape.success) throw new Failure('usage', shapeProblems(shape.error.issues, yaml, SHAPE));
  const tables = tableSpecs(pack, undefined);
  const unasked = unaskedNames(shape.data, tables, yaml);
  stopOn([...unasked.problems, ...settingProblems(shape.data, tables, yaml)]);
  return { dataset: shape.data, remarks: unasked.remarks };
}

function stopOn(problems: readonly Problem[]): void {
  if (problems.length > 0) throw new Failure('usage', problems);
}
