import type { Figures, LineChoice } from '../model/figures.ts';
import type { Language } from '../model/words.ts';
import { lorenzCurve } from '../stats/lorenz-curve.ts';
import { penParade } from '../stats/pen-parade.ts';
import { isFigure } from '../stats/result.ts';
import { type Domain, lineFor, type PreparedSample } from '../stats/survey-sample.ts';
import { tipCurve } from '../stats/tip-curve.ts';
import { lineChart, type Series } from './chart.ts';
import { measureMessages } from './messages/measure.ts';
import { speaker } from './wording.ts';

/** The curves of the units of a domain in a period; one that can't be drawn is undefined. */
export interface Curve {
  period: string;
  /** Undefined for all units. */
  domain: string | undefined;
  lorenz: Points | undefined;
  tip: Points | undefined;
  pen: Points | undefined;
}

interface Points {
  x: Float64Array;
  y: Float64Array;
}

const POINTS = 100;
/** More lines than this can't be told apart. */
const MOST_DOMAINS = 6;

/** The curves of all units, and of the domains of the first grouping if they are few. */
export function curvesOf(period: string, prepared: PreparedSample, line: LineChoice | undefined): Curve[] {
  const domains = prepared.domains.filter(({ by }) => by === 0);
  const shown = prepared.domains.filter(
    ({ by }) => by === undefined || (by === 0 && domains.length <= MOST_DOMAINS),
  );
  return shown.map((domain) => {
    const { units, label } = domain;
    const lorenz = lorenzCurve(units, POINTS);
    const pen = penParade(units, POINTS);
    return {
      ...{ period, domain: label, tip: line && tipOf(prepared, line, domain) },
      lorenz: isFigure(lorenz) ? { x: lorenz.population, y: lorenz.share } : undefined,
      pen: isFigure(pen) ? { x: pen.population, y: pen.income } : undefined,
    };
  });
}

function tipOf(prepared: PreparedSample, choice: LineChoice, domain: Domain): Points | undefined {
  const line = lineFor(prepared, choice, domain);
  if (typeof line === 'object' && 'reason' in line) return undefined;
  const tip = tipCurve(domain.units, line, POINTS);
  return isFigure(tip) ? { x: tip.population, y: tip.gap } : undefined;
}

export function lorenzChart(
  figures: Figures,
  curves: readonly Curve[],
  language: Language,
): string | undefined {
  const say = speaker(measureMessages, language);
  const [income = ''] = figures.incomes;
  const equality = { name: say('equality'), x: [0, 1], y: [0, 1], reference: true };
  return chart(figures, curves, language, {
    ...{ of: 'lorenz', title: say('curve-lorenz', { income }), more: [equality] },
    y: { label: say('axis-income', { income }), to: 1, percent: true },
  });
}

export function tipChart(figures: Figures, curves: readonly Curve[], language: Language): string | undefined {
  const say = speaker(measureMessages, language);
  const [income = ''] = figures.incomes;
  const title = say('curve-tip', { income, line: figures.lines[0]?.text ?? '' });
  return chart(figures, curves, language, {
    of: 'tip',
    title,
    more: [],
    y: { label: say('axis-gap'), from: 0 },
  });
}

export function penChart(figures: Figures, curves: readonly Curve[], language: Language): string | undefined {
  const say = speaker(measureMessages, language);
  const [income = ''] = figures.incomes;
  return chart(figures, curves, language, {
    ...{ of: 'pen', title: say('curve-pen', { income }), more: [], y: { label: income } },
  });
}

interface Drawing {
  of: 'lorenz' | 'tip' | 'pen';
  title: string;
  /** Lines to compare with. */
  more: readonly Series[];
  y: Parameters<typeof lineChart>[0]['y'];
}

/** @returns undefined if there is nothing to draw */
function chart(
  figures: Figures,
  curves: readonly Curve[],
  language: Language,
  { of, title, more, y }: Drawing,
): string | undefined {
  const say = speaker(measureMessages, language);
  // Several periods are compared as wholes.
  const several = new Set(curves.map(({ period }) => period)).size > 1;
  const series = curves.flatMap((curve): Series[] => {
    const points = curve[of];
    if (!points || (several && curve.domain !== undefined)) return [];
    const name = several ? curve.period : curve.domain === '' ? say('blank') : (curve.domain ?? say('all'));
    return [{ name, ...points }];
  });
  if (series.length === 0) return undefined;
  const { file, population, weight, size, samples } = figures;
  const weights = [weight, population === 'persons' ? size : undefined].filter((name) => name !== undefined);
  const note = say('curve-note', {
    file,
    n: samples
      .filter(({ income }) => income === figures.incomes[0])
      .map(({ used }) => used.count)
      .join(', '),
    weights: weights.length > 0 ? weights.join(' × ') : say('how-unweighted'),
  });
  const x = { label: say('axis-population', { units: say(population) }), from: 0, to: 1, percent: true };
  return lineChart({ title, x, y, series: [...series, ...more], notes: [note] });
}
