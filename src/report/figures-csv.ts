import type { Change, Figure, Figures } from '../model/figures.ts';
import { toCsv } from './csv.ts';

const COLUMNS = [
  ...['income', 'period', 'from', 'measure', 'line', 'by', 'domain', 'n', 'weight'],
  ...['estimate', 'standard_error', 'low', 'high', 'degrees_of_freedom', 'reason'],
];

/** Every figure, then every change, which names the period it is counted from; numbers in full. */
export function figuresCsv({ figures, changes }: Figures): string {
  return toCsv(COLUMNS, [...figures.map((figure) => row(figure)), ...changes.map((change) => row(change))]);
}

function row(figure: Figure | Change) {
  const { income, period, measure, line, by, domain } = figure;
  const { value, standardError, low, high, degreesOfFreedom, reason } = figure;
  const [n, weight] = 'n' in figure ? [figure.n, figure.weight] : [undefined, undefined];
  const from = 'from' in figure ? figure.from : undefined;
  const key = [income, period, from, measure, line, by, domain, n, weight];
  return [...key, value, standardError, low, high, degreesOfFreedom, reason];
}
