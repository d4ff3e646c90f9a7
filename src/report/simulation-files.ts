import type { Figures, Setting, Simulation } from '../model/simulation.ts';
import type { Language } from '../model/words.ts';
import { type Cell, toCsv } from './csv.ts';
import { simulationCharts } from './simulation-charts.ts';

/** What a simulation leaves behind beside changes.csv, by file name. */
export function simulationFiles(simulation: Simulation, language: Language): Record<string, string> {
  return {
    'simulate.csv': simulationCsv(simulation),
    'simulate.json': `${JSON.stringify(simulation, null, 2)}\n`,
    ...simulationCharts(simulation, language),
  };
}

type Reader = (figures: Figures, setting: Setting, simulation: Simulation) => Cell;

const COUNTS = [
  ...(['households', 'entries', 'exits', 'returns', 'listed', 'review', 'into_list', 'out_of_list'] as const),
];
const LACKING = ['poor', 'listed_poor'] as const;
const ERRORS = ['exclusion', 'inclusion'] as const;
const BUDGET = ['fits', 'covered', 'households', 'persons'] as const;

/** The columns of simulate.csv after those of the parameters, in their order; blank where it was not asked for. */
export const SIMULATE_COLUMNS: Readonly<Record<string, Reader>> = Object.fromEntries<Reader>([
  ...(['period', 'level', 'region', ...COUNTS] as const).map((name): [string, Reader] => [
    name,
    (found) => found[name],
  ]),
  ...LACKING.flatMap((who) =>
    (['households', 'persons', 'gap'] as const).map((what): [string, Reader] => [
      `${who}_${what}`,
      (found) => found[who]?.[what],
    ]),
  ),
  ['listed_unknown', (found) => found.listed_unknown],
  ...ERRORS.flatMap((error) =>
    (['count', 'of', 'share', 'low', 'high'] as const).map((what): [string, Reader] => [
      `${error}_${what}`,
      (found) => found[error]?.[what],
    ]),
  ),
  ...BUDGET.map((what): [string, Reader] => [
    `budget_${what}`,
    ({ level, period }, { budget }, shown) =>
      level === 'all' && period === shown.period ? budget?.[what] : undefined,
  ]),
]);

/** One row for each setting, period and region; the pack as it is comes first, with its own numbers. */
function simulationCsv(simulation: Simulation): string {
  const { parameters, settings } = simulation;
  const names = parameters.map(({ name }) => name);
  const rows = settings.flatMap((setting) =>
    setting.figures.map((figures): Cell[] => [
      setting.setting,
      ...parameters.map(({ name, as_is }) => setting.values[name] ?? as_is[figures.period]),
      ...Object.values(SIMULATE_COLUMNS).map((read) => read(figures, setting, simulation)),
    ]),
  );
  const own = ['setting', ...Object.keys(SIMULATE_COLUMNS)];
  const free = names.map((name) => (own.includes(name) ? `${name}_` : name));
  return toCsv(['setting', ...free, ...Object.keys(SIMULATE_COLUMNS)], rows);
}
