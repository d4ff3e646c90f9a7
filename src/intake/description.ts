import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { closest } from '../model/closest.ts';
import { Dataset } from '../model/dataset.ts';
import type { Pack } from '../model/pack.ts';
import { Failure, type Place, type Problem } from '../model/problem.ts';
import { type Shape, shapeProblems } from '../model/shape-problems.ts';
import { parseYaml, type YamlFile } from '../model/yaml.ts';
import { namesOf, settingProblems } from './description-settings.ts';
import { type TableSpec, tableSpecs } from './tables.ts';
import { readTextFile } from './text-file.ts';

export const DESCRIPTION = 'dataset.yaml';

const SHAPE: Shape = { schema: Dataset, guide: 'docs/data.md' };

/**
 * Reads dataset.yaml, if the folder has one, and checks its names against the pack.
 * @throws Failure of kind `usage` with every problem found, each with its place
 */
export function readDescription(folder: string, pack: Pack): Dataset | undefined {
  const path = join(folder, DESCRIPTION);
  if (!existsSync(path)) return undefined;
  const text = readTextFile(path, DESCRIPTION);
  if (typeof text !== 'string') throw new Failure('usage', [text]);
  const { yaml, problems } = parseYaml(text, DESCRIPTION, 'verbatim');
  stopOn(problems);
  const shape = Dataset.safeParse(yaml.value, { reportInput: true });
  if (!shape.success) throw new Failure('usage', shapeProblems(shape.error.issues, yaml, SHAPE));
  const tables = tableSpecs(pack, undefined);
  stopOn([...nameProblems(shape.data, tables, yaml), ...settingProblems(shape.data, tables, yaml)]);
  return shape.data;
}

function stopOn(problems: readonly Problem[]): void {
  if (problems.length > 0) throw new Failure('usage', problems);
}

function nameProblems(dataset: Dataset, tables: readonly TableSpec[], yaml: YamlFile): Problem[] {
  const names = tables.map((table) => table.name);
  return Object.entries(dataset.tables ?? {}).flatMap(([name, table]) => {
    const spec = tables.find((known) => known.name === name);
    if (!spec) {
      const place = yaml.place(['tables', name], 'key');
      return [unknownName('dataset-unknown-table', { table: name }, name, names, place)];
    }
    const known = [...namesOf(spec).keys()];
    return Object.keys(table.columns ?? {})
      .filter((column) => !known.includes(column))
      .map((column) => {
        const place = yaml.place(['tables', name, 'columns', column], 'key');
        return unknownName('dataset-unknown-column', { table: name, column }, column, known, place);
      });
  });
}

function unknownName(
  code: string,
  params: Problem['params'],
  name: string,
  known: readonly string[],
  place: Place | undefined,
): Problem {
  const near = closest(name, known) ?? '';
  return { code, severity: 'error', params: { ...params, near, known: known.join(', ') }, place };
}
