import type { Span } from '../decide/span.ts';
import { parsePeriod, periodLabel } from '../model/period.ts';
import { failure } from '../model/problem.ts';
import type { LoadedPack } from '../rules/load.ts';

/** The period that an option names. */
export function asPeriod(label: string | undefined, { pack }: LoadedPack): number | undefined {
  if (label === undefined) return undefined;
  const period = parsePeriod(label, pack.period);
  if (period === undefined) throw failure('usage', 'period-wrong', { found: label, kind: pack.period });
  return period;
}

/** The decided period that `--period` names; the last one if it is not given. */
export function listedPeriod(label: string | undefined, loaded: LoadedPack, span: Span): number {
  const period = asPeriod(label, loaded) ?? span.last;
  if (period >= span.firstDecided && period <= span.last) return period;
  const [from, to] = [span.firstDecided, span.last].map((at) => periodLabel(at, loaded.pack.period));
  throw failure('usage', 'period-outside', { found: label ?? '', from: from ?? '', to: to ?? '' });
}
