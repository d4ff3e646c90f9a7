import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Figures } from '../model/figures.ts';
import { failure } from '../model/problem.ts';
import type { Language } from '../model/words.ts';
import { type Curve, lorenzChart, penChart, tipChart } from '../report/curves.ts';
import { figuresCsv } from '../report/figures-csv.ts';

const FILES = ['figures.csv', 'figures.json', 'lorenz.svg', 'tip.svg', 'pen.svg'] as const;

/** Better said now than after a province has been read. */
export function checkFigureFiles(folder: string, force: boolean): void {
  const taken = FILES.map((name) => join(folder, name)).find((path) => existsSync(path));
  if (taken !== undefined && !force) throw failure('usage', 'measure-file-exists', { path: taken });
}

/** Writes the figures and curves; without a poverty line there is no TIP curve. @returns the paths */
export function writeFigureFiles(
  folder: string,
  figures: Figures,
  curves: readonly Curve[],
  language: Language,
): string[] {
  const contents: Record<(typeof FILES)[number], string | undefined> = {
    'figures.csv': figuresCsv(figures),
    'figures.json': `${JSON.stringify(figures, null, 2)}\n`,
    'lorenz.svg': lorenzChart(figures, curves, language),
    'tip.svg': tipChart(figures, curves, language),
    'pen.svg': penChart(figures, curves, language),
  };
  mkdirSync(folder, { recursive: true });
  return FILES.flatMap((name) => {
    const content = contents[name];
    if (content === undefined) return [];
    const path = join(folder, name);
    writeFileSync(path, content);
    return [path];
  });
}
