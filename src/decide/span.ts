import { periodLabel } from '../model/period.ts';
import { Failure, type Problem } from '../model/problem.ts';
import type { LoadedPack } from '../rules/load.ts';
import type { Parameters } from '../rules/parameters.ts';
import { parametersUsed } from '../rules/used-parameters.ts';

/** Which periods a run computes, as integers (see model/period). */
export interface Span {
  /** The first period whose facts are computed: data before the first decision serves `held` and `previous`. */
  historyFrom: number;
  /** The first period handled: the first in the data, or the one asked for. */
  from: number;
  /** The first period after those that the register gives. */
  firstDecided: number;
  last: number;
}

export interface SpanRequest {
  /** First and last period in tables keyed by period. */
  found: { first: number; last: number } | undefined;
  registerLast: number | undefined;
  from?: number | undefined;
  to?: number | undefined;
}

/**
 * Settles the periods of a run.
 * @throws Failure of kind `usage` if there is no period to decide, or a parameter has no value in one
 */
export function settleSpan(loaded: LoadedPack, parameters: Parameters, request: SpanRequest): Span {
  const { found, registerLast } = request;
  const from = request.from ?? found?.first;
  const last = request.to ?? found?.last ?? from;
  if (from === undefined || last === undefined) throw problem('no-periods', {});
  const firstDecided = Math.max(from, (registerLast ?? from - 1) + 1);
  const label = (period: number): string => periodLabel(period, loaded.pack.period);
  if (last < firstDecided) {
    throw problem('nothing-to-decide', { from: label(firstDecided), to: label(last) });
  }
  // Without a table that makes records there is nothing to look back at before the first period handled.
  const records = Object.values(loaded.pack.inputs).some(({ key }) => key === 'household,period');
  const historyFrom = records ? Math.min(from, found?.first ?? from) : from;
  const span = { historyFrom, from, firstDecided, last };
  checkValidity(loaded, parameters, span);
  return span;
}

/** @throws Failure of kind `usage` if a parameter that is read has no value in some period of a span */
export function checkValidity(loaded: LoadedPack, parameters: Parameters, span: Span): void {
  const outside = new Map<string, string[]>();
  for (let period = span.firstDecided; period <= span.last; period++) {
    for (const name of parametersUsed(loaded, parameters, period)) {
      if (parameters.at(name, period).kind !== 'outside') continue;
      outside.set(name, [...(outside.get(name) ?? []), periodLabel(period, loaded.pack.period)]);
    }
  }
  if (outside.size === 0) return;
  throw new Failure(
    'usage',
    [...outside].map(([name, periods]): Problem => {
      const { from, to } = loaded.pack.valid;
      const range = periods.length > 2 ? `${periods[0]} … ${periods.at(-1)}` : periods.join(', ');
      return { code: 'parameter-outside', severity: 'error', params: { name, periods: range, from, to } };
    }),
  );
}

function problem(code: string, params: Problem['params']): Failure {
  return new Failure('usage', [{ code, severity: 'error', params }]);
}
