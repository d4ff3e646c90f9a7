import type { Figures, Setting, Simulation } from '../model/simulation.ts';
import { inLanguage, type Language } from '../model/words.ts';
import { type LineChart, lineChart, type Series } from './chart.ts';
import { simulationMessages } from './messages/simulation.ts';
import { type Params, speaker } from './wording.ts';

/** Beyond it nobody tells the lines apart. */
const MOST_LINES = 8;

type Point = (figures: Figures) => number | undefined;

/**
 * Charts of the period shown against the parameter with most values: households, money, errors. Where other parameters
 * were set too, each of their combinations has lines of its own. None if there is only one value to show.
 */
export function simulationCharts(simulation: Simulation, language: Language): Record<string, string> {
  const swept = sweptParameter(simulation);
  if (!swept) return {};
  const say = speaker(simulationMessages, language);
  const { line, budget } = simulation;
  const of = (name: keyof typeof simulationMessages, point: Point): { name: string; point: Point } => ({
    name: say(name),
    point,
  });
  const draw = (
    label: string,
    points: { name: string; point: Point }[],
    more: Partial<LineChart['y']> = {},
  ): string =>
    lineChart({
      title: title(simulation, language, say),
      x: { label: named(swept, simulation, language) },
      y: { label, from: 0, ...more },
      series: [...seriesOf(simulation, swept, points), ...(more.percent ? [] : reference(label))],
    });
  const reference = (label: string): Series[] => {
    if (budget === null || !line || label !== say('chart-money', { unit: line.unit })) return [];
    const x = xsOf(simulation, swept);
    return [{ name: say('budget-line'), x, y: x.map(() => Number(budget)), reference: true }];
  };
  const hasMany = linesOf(simulation, swept).size > 1;
  const households = [
    of('listed', ({ listed }) => listed),
    ...(hasMany ? [] : [of('entries', ({ entries }) => entries), of('exits', ({ exits }) => exits)]),
    ...(hasMany ? [] : [of('review', ({ review }) => review)]),
  ];
  const files: Record<string, string> = { 'simulate.svg': draw(say('chart-households'), households) };
  if (line) {
    const money = [
      ...(hasMany ? [] : [of('all-poor', ({ poor }) => poor && Number(poor.gap))]),
      of('listed-poor', ({ listed_poor }) => listed_poor && Number(listed_poor.gap)),
    ];
    files['cost.svg'] = draw(say('chart-money', { unit: line.unit }), money);
  }
  if (simulation.benchmark) {
    const errors = [
      of('exclusion', ({ exclusion }) => exclusion?.share ?? undefined),
      of('inclusion', ({ inclusion }) => inclusion?.share ?? undefined),
    ];
    files['errors.svg'] = draw(say('chart-share'), errors, { percent: true });
  }
  return files;
}

function title(
  { pack, dataset, period }: Simulation,
  language: Language,
  say: (key: 'heading', params: Params) => string,
): string {
  return say('heading', { ...pack, title: inLanguage(pack.title, language), dataset, period });
}

function named(name: string, { parameters }: Simulation, language: Language): string {
  const { label, unit } = parameters.find((parameter) => parameter.name === name) ?? {};
  const word = label === undefined ? name : inLanguage(label, language);
  return unit === undefined ? word : `${word}, ${unit}`;
}

function sweptParameter({ parameters, settings }: Simulation): string | undefined {
  const counts = parameters.map(({ name }) => ({
    name,
    count: new Set(settings.flatMap(({ values }) => values[name] ?? [])).size,
  }));
  const most = counts.reduce((best, next) => (next.count > best.count ? next : best), { name: '', count: 1 });
  return most.count > 1 ? most.name : undefined;
}

/** The settings of each line of a chart, by what else was set for it. */
function linesOf({ settings }: Simulation, swept: string): Map<string, Setting[]> {
  const lines = new Map<string, Setting[]>();
  for (const setting of settings.slice(1)) {
    const others = Object.entries(setting.values).filter(([name]) => name !== swept);
    const key = others.map(([name, value]) => `${name} ${value}`).join(', ');
    lines.set(key, [...(lines.get(key) ?? []), setting]);
  }
  return lines;
}

function seriesOf(
  simulation: Simulation,
  swept: string,
  points: readonly { name: string; point: Point }[],
): Series[] {
  const { period } = simulation;
  const all = [...linesOf(simulation, swept)].flatMap(([others, settings]) =>
    points.map(({ name, point }) => {
      const sorted = settings.toSorted((a, b) => Number(a.values[swept]) - Number(b.values[swept]));
      const y = sorted.map(({ figures }) => {
        const shown = figures.find((found) => found.period === period && found.level === 'all');
        return (shown && point(shown)) ?? Number.NaN;
      });
      const x = sorted.map(({ values }) => Number(values[swept]));
      return { name: others === '' ? name : `${name}, ${others}`, x, y, points: true };
    }),
  );
  return all.slice(0, MOST_LINES);
}

function xsOf({ settings }: Simulation, swept: string): number[] {
  const all = settings.flatMap(({ values }) => (values[swept] === undefined ? [] : [Number(values[swept])]));
  return [...new Set(all)].sort((a, b) => a - b);
}
