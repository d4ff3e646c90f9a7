import type { Language } from '../../model/words.ts';
import type { PeriodAnalysis } from '../../stats/regional/analysis.ts';
import { isRefused } from '../../stats/regional/figure.ts';
import { yearOf } from '../../stats/regional/periods.ts';
import { barChart } from '../bar-chart.ts';
import { lineChart } from '../chart.ts';
import type { CvResult } from './result.ts';
import { isAsked } from './result.ts';
import { percent, type Words, wordsFor } from './words.ts';

const DRAWN = ['cv-n', 'cv-n1', 'williamson', 'cv-area'];

/** The coefficients over the periods, or, with a single period, what each region adds to the squared coefficient. */
export function cvChart(result: CvResult, language: Language): string {
  const words = wordsFor(language, result.source);
  return result.periods.length > 1 ? overPeriods(result, words) : overRegions(result, words);
}

function overPeriods({ periods, source }: CvResult, words: Words): string {
  const labels = periods.map(({ period }) => period);
  const years = periods.map(({ period }) => yearOf(period));
  // Periods whose names tell no time stand at equal distances.
  const x = years.every((year) => year !== undefined) ? (years as number[]) : periods.map((_, n) => n + 1);
  const entries = (periods[0]?.figures ?? []).map(({ entry }) => entry);
  const series = entries
    .filter((entry) => DRAWN.includes(entry.id) && isAsked(entry, source))
    .map((entry) => ({
      name: words.say('series-name', { name: words.nameOf(entry.id), divisor: words.divisorOf(entry) }),
      x,
      y: periods.map((one) => figureOf(one, entry.id)),
      points: true,
    }));
  return lineChart({
    title: words.say('chart-title', { value: source.value }),
    x: { label: source.by ?? words.say('period'), names: new Map(x.map((at, n) => [at, labels[n] ?? ''])) },
    y: { label: words.say('chart-y'), from: 0 },
    series,
  });
}

function figureOf({ figures }: PeriodAnalysis, id: string): number {
  const value = figures.find(({ entry }) => entry.id === id)?.value;
  return value === undefined || isRefused(value) ? Number.NaN : value;
}

function overRegions({ periods, source }: CvResult, words: Words): string {
  const [one] = periods;
  const parts = one?.contributions.find(
    ({ measure, weighting }) => measure === 'squared-cv' && weighting === 'none',
  )?.parts;
  const title = words.say('bars-title', { value: source.value });
  if (one === undefined || parts === undefined || isRefused(parts)) return barChart(title, []);
  const total = parts.reduce((sum, part) => sum + part, 0);
  const bars = one.table.names.map((name, row) => {
    const value = total === 0 ? 0 : (parts[row] as number) / total;
    return { name, value, text: `${percent(value)} %` };
  });
  return barChart(
    title,
    bars.sort((a, b) => b.value - a.value),
  );
}
