import type { Language } from '../../model/words.ts';
import { cvChart } from './chart.ts';
import { cvAsCsv } from './csv.ts';
import { cvAsJson } from './json.ts';
import type { CvResult } from './result.ts';

/** All files that `cv` may write; those that have nothing to say are left out. */
export const CV_FILES = [
  ...['figures.csv', 'contributions.csv', 'groups.csv', 'changes.csv', 'convergence.csv', 'closest.csv'],
  ...['cv.json', 'cv.svg'],
];

/** The files of `--out`, by name. */
export function cvFiles(result: CvResult, language: Language): Record<string, string> {
  return {
    ...cvAsCsv(result, language),
    'cv.json': cvText(result, language),
    'cv.svg': cvChart(result, language),
  };
}

/** What `--json` prints. */
export function cvText(result: CvResult, language: Language): string {
  return `${JSON.stringify(cvAsJson(result, language), null, 2)}\n`;
}
