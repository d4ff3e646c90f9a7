import type { Language } from '../../model/words.ts';
import type { ContributionColumn, DecompositionRow, FigureRow } from '../../stats/regional/analysis.ts';
import type { BetaConvergence } from '../../stats/regional/beta-convergence.ts';
import type { Entry } from '../../stats/regional/catalogue.ts';
import { isRefused, type Refused } from '../../stats/regional/figure.ts';
import type { ChangeRow, OverTime } from '../../stats/regional/over-time.ts';
import { type CvResult, isAsked } from './result.ts';
import { type Words, wordsFor } from './words.ts';

/** A figure or the code of the reason why there is none. */
const settled = (value: number | Refused): object =>
  isRefused(value) ? { value: null, reason: value.reason } : { value };

/** All that was found as one object, with full precision. Names and definitions are in the language asked for. */
export function cvAsJson(result: CvResult, language: Language): object {
  const words = wordsFor(language, result.source);
  const { source, bootstrap, run, periods, gaps, balanced, overTime, closest } = result;
  return {
    format: 'shuangdao-cv/1',
    source,
    ...(bootstrap && {
      bootstrap: { method: 'regions with replacement, percentile interval', ...bootstrap },
    }),
    ...(run && { run }),
    balanced,
    missing: gaps,
    periods: periods.map((one) => ({
      period: one.period,
      regions: one.table.names.length,
      names: one.table.names,
      figures: one.figures.filter(({ entry }) => isAsked(entry, source)).map((row) => figureJson(row, words)),
      groups: one.decompositions.filter((row) => isAsked(row, source)).map(decompositionJson),
      contributions: one.contributions.filter((row) => isAsked(row, source)).map(contributionJson),
    })),
    ...(overTime && overTimeJson(overTime, result, words)),
    ...(closest && {
      closest: closest.matches.map((match) => ({ ...match, definition: words.definitionOf(match.id) })),
      published: closest.figure,
    }),
  };
}

function entryJson(entry: Entry, words: Words): object {
  return {
    id: entry.id,
    name: words.nameOf(entry.id),
    weights: entry.weighting === 'none' ? null : words.weightsOf(entry.weighting),
    divisor: words.divisorOf(entry),
    definition: words.definitionOf(entry.id),
  };
}

function figureJson({ entry, value, jackknife, bootstrap, survey }: FigureRow, words: Words): object {
  return {
    ...entryJson(entry, words),
    ...settled(value),
    jackknife,
    ...(bootstrap && { bootstrap }),
    ...(survey && { survey }),
  };
}

function decompositionJson({ measure, weighting, result }: DecompositionRow): object {
  return { measure, weighted: weighting === 'weight', ...result };
}

function contributionJson({ measure, weighting, parts }: ContributionColumn): object {
  const listed = isRefused(parts) ? parts : { parts: Array.from(parts) };
  return { measure, weighted: weighting === 'weight', ...listed };
}

function overTimeJson({ changes, trends, beta }: OverTime, { source }: CvResult, words: Words): object {
  const row = ({ entry, before, after, change, ...errors }: ChangeRow): object => ({
    ...entryJson(entry, words),
    before: settled(before),
    after: settled(after),
    change: settled(change),
    ...errors,
  });
  return {
    changes: changes.map(({ rows, ...change }) => ({
      ...change,
      figures: rows.filter(({ entry }) => isAsked(entry, source)).map(row),
    })),
    sigma_trends: trends
      .filter(({ entry }) => isAsked(entry, source))
      .map(({ entry, line }) => ({ ...entryJson(entry, words), ...line })),
    beta: beta
      .filter((one) => isAsked(one, source))
      .map(({ weighting, result }) => ({ weighted: weighting === 'weight', ...betaJson(result) })),
  };
}

function betaJson(result: BetaConvergence | Refused): object {
  if (isRefused(result)) return result;
  const { time, beta, intercept, interceptError, rSquared, degrees, speed } = result;
  return {
    growth: 'average: ln(y_T / y_0) / T',
    formula: '-ln(1 + beta T) / T',
    time,
    regions: degrees + 2,
    beta,
    alpha: { value: intercept, error: interceptError },
    r_squared: rSquared,
    speed: isRefused(speed)
      ? speed
      : {
          value: speed.speed,
          error: speed.error,
          half_life: isRefused(speed.halfLife) ? null : speed.halfLife,
        },
  };
}
