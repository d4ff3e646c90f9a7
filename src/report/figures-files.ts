import type { Figures } from '../model/figures.ts';
import type { Language } from '../model/words.ts';
import { type Curve, lorenzChart, penChart, tipChart } from './curves.ts';
import { figuresCsv } from './figures-csv.ts';

/** All files that `measure` may write. */
export const FIGURE_FILES = ['figures.csv', 'figures.json', 'lorenz.svg', 'tip.svg', 'pen.svg'];

/** The files of `--out`, by name, without curves that nothing can be drawn for; TIP needs a poverty line. */
export function figureFiles(
  figures: Figures,
  curves: readonly Curve[],
  language: Language,
): Record<string, string> {
  const drawn = Object.entries({
    'lorenz.svg': lorenzChart(figures, curves, language),
    'tip.svg': tipChart(figures, curves, language),
    'pen.svg': penChart(figures, curves, language),
  });
  return {
    'figures.csv': figuresCsv(figures),
    'figures.json': `${JSON.stringify(figures, null, 2)}\n`,
    ...Object.fromEntries(drawn.filter((chart): chart is [string, string] => chart[1] !== undefined)),
  };
}
