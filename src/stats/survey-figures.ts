import type { Estimated, LineChoice } from '../model/figures.ts';
import { domainOf } from './domain.ts';
import { type NamedMeasure, needsLine } from './named-measures.ts';
import { type Overlap, overlapCovariance } from './overlap-covariance.ts';
import { degreesOfFreedom } from './prepare-design.ts';
import { isFigure, type NoFigure } from './result.ts';
import { evaluate, type Located, type PreparedSample, type Wanted } from './survey-sample.ts';
import { tQuantile } from './t-quantile.ts';
import { variance } from './variance.ts';

/** Every figure that is wanted, each measure for all units first and then for the domains. */
export function wantedFigures(
  measures: readonly NamedMeasure[],
  lines: readonly LineChoice[],
  { domains }: PreparedSample,
): Wanted[] {
  const everywhere = [...domains.keys()];
  const lineless = measures.filter((measure) => !needsLine(measure));
  const poverty = measures.filter(needsLine);
  return [
    ...lineless.flatMap((measure) => everywhere.map((domain) => ({ measure, line: undefined, domain }))),
    ...lines.flatMap((line) => [
      ...(line.kind === 'relative' ? [{ measure: undefined, line, domain: 0 }] : []),
      ...poverty.flatMap((measure) => everywhere.map((domain) => ({ measure, line, domain }))),
    ]),
  ];
}

/** How sure a figure is: its variance, and the degrees of freedom of its interval. */
export interface Precision {
  variance(prepared: PreparedSample, wanted: Wanted, estimate: Located): number | NoFigure;
  /** Variance of the figure of one sample less that of another. */
  ofChange(earlier: Evaluated, later: Evaluated): number | NoFigure;
  degreesOfFreedom(prepared: PreparedSample): number;
}

/** A figure of a sample, with where it comes from. */
export interface Evaluated {
  prepared: PreparedSample;
  wanted: Wanted;
  estimate: Located;
}

/** Taylor linearisation under the design. */
export function linearised(
  overlap: (earlier: PreparedSample, later: PreparedSample) => Overlap | undefined,
): Precision {
  const of = ({ sample, design }: PreparedSample, { influence, rows }: Located): number =>
    variance(design, sample.weights, influence, rows);
  return {
    variance: (prepared, wanted, estimate) => hidden(prepared, wanted) ?? of(prepared, estimate),
    ofChange: (earlier, later) => {
      const refusal = hidden(earlier.prepared, earlier.wanted) ?? hidden(later.prepared, later.wanted);
      if (refusal) return refusal;
      const shared = overlap(earlier.prepared, later.prepared);
      const both = of(earlier.prepared, earlier.estimate) + of(later.prepared, later.estimate);
      // A panel that moves as one leaves nothing but what rounding makes of zero.
      return shared ? Math.max(0, both - 2 * overlapCovariance(shared, earlier, later)) : both;
    },
    degreesOfFreedom: ({ design }) => degreesOfFreedom(design),
  };
}

/**
 * Why a figure's error cannot be seen, if so: what a domain inside one sampling unit adds to a ratio sums to zero there,
 * and a variance of zero would pass for certainty. A total has its error from whether the unit was drawn; a stratum
 * that was asked whole, or said to be certain, has none.
 */
function hidden({ design, domains }: PreparedSample, { measure, domain }: Wanted): NoFigure | undefined {
  const rows = domains[domain]?.rows;
  if (!rows || !design.psu || !measure || measure.id === 'total') return undefined;
  const [stratum, ...others] = domainOf(design, rows).stratumOf;
  if (stratum === undefined || others.length > 0) return undefined;
  const drawn = (design.psusIn[stratum] as number) > 1 && (design.correction[stratum] as number) > 0;
  return drawn ? { reason: 'one-psu' } : undefined;
}

const NOTHING = {
  ...{ value: undefined, standardError: undefined, low: undefined, high: undefined },
  degreesOfFreedom: undefined,
};

/** A figure with its standard error and interval, or why there is none. */
export function estimateFigure(prepared: PreparedSample, wanted: Wanted, precision: Precision): Estimated {
  const estimate = evaluate(prepared, wanted);
  if (!isFigure(estimate)) return { ...NOTHING, reason: estimate.reason };
  return withInterval(
    estimate.value,
    precision.variance(prepared, wanted, estimate),
    precision.degreesOfFreedom(prepared),
  );
}

/** The change of a figure from one sample to another. */
export function estimateChange(
  earlier: PreparedSample,
  later: PreparedSample,
  wanted: Wanted,
  precision: Precision,
): Estimated {
  const [before, now] = [evaluate(earlier, wanted), evaluate(later, wanted)];
  if (!isFigure(before)) return { ...NOTHING, reason: before.reason };
  if (!isFigure(now)) return { ...NOTHING, reason: now.reason };
  return withInterval(
    now.value - before.value,
    precision.ofChange(
      { prepared: earlier, wanted, estimate: before },
      { prepared: later, wanted, estimate: now },
    ),
    Math.min(precision.degreesOfFreedom(earlier), precision.degreesOfFreedom(later)),
  );
}

function withInterval(value: number, spread: number | NoFigure, degrees: number): Estimated {
  if (!Number.isFinite(value)) return { ...NOTHING, reason: 'overflow' };
  if (typeof spread !== 'number') return { ...NOTHING, value, reason: spread.reason };
  const standardError = Math.sqrt(spread);
  // A census has no error to be unsure of.
  if (degrees < 1 && standardError > 0) return { ...NOTHING, value, reason: 'no-freedom' };
  const reach = standardError === 0 ? 0 : tQuantile(0.975, degrees) * standardError;
  if (!Number.isFinite(reach)) return { ...NOTHING, value, reason: 'overflow' };
  const interval = { low: value - reach, high: value + reach, degreesOfFreedom: degrees };
  return { value, standardError, ...interval, reason: undefined };
}
