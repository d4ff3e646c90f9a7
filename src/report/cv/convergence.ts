import { isRefused } from '../../stats/regional/figure.ts';
import { type ChangeRow, type OverTime, SIGMA, type Trend } from '../../stats/regional/over-time.ts';
import { type CvResult, isAsked } from './result.ts';
import { number, type Words } from './words.ts';

/** Sigma convergence from the change and its interval, its trend, and beta convergence with its speed. */
export function convergenceLines({ overTime, source, periods }: CvResult, words: Words): string[] {
  if (overTime === undefined) return [];
  const { changes, trends, beta } = overTime;
  const spreads = (changes[0]?.rows ?? []).filter(
    ({ entry }) => SIGMA.includes(entry.id) && isAsked(entry, source),
  );
  const time = beta
    .map(({ result }) => (isRefused(result) ? undefined : result.time))
    .find((years) => years !== undefined);
  return [
    ...spreads.map((row) => sigmaLine(row, words)),
    ...trends
      .filter(({ entry }) => isAsked(entry, source))
      .flatMap((trend) => trendLine(trend, periods.length, words)),
    ...beta.filter((one) => isAsked(one, source)).flatMap((one) => betaLines(one, words)),
    ...(time === undefined ? [] : [words.say('beta-note', { time: number(time) })]),
  ];
}

function sigmaLine({ entry, change, jackknife }: ChangeRow, words: Words): string {
  const { say } = words;
  const named = {
    name: words.nameOf(entry.id),
    weights: `${words.weightsOf(entry.weighting)}, ${words.divisorOf(entry)}`,
  };
  if (isRefused(change)) return say('sigma-none', { ...named, reason: words.reason(change.reason) });
  if (isRefused(jackknife)) return say('sigma-none', { ...named, reason: words.reason(jackknife.reason) });
  const { low, high } = jackknife;
  const verdict = say(high < 0 ? 'verdict-down' : low > 0 ? 'verdict-up' : 'verdict-open');
  return say('sigma', { ...named, change: number(change), low: number(low), high: number(high), verdict });
}

/** With two periods there is no trend beside the change, and nothing is said. */
function trendLine({ entry, line }: Trend, count: number, words: Words): string[] {
  if (isRefused(line)) return [];
  const { slope, slopeError } = line;
  const weights = `${words.weightsOf(entry.weighting)}, ${words.divisorOf(entry)}`;
  const shown = {
    name: words.nameOf(entry.id),
    weights,
    slope: number(slope),
    error: number(slopeError),
    count,
  };
  return [words.say('trend', shown)];
}

function betaLines({ weighting, result }: OverTime['beta'][number], words: Words): string[] {
  const { say } = words;
  const weights = words.weightsOf(weighting);
  if (isRefused(result)) return [say('beta-none', { weights, reason: words.reason(result.reason) })];
  const { beta, intercept, rSquared, degrees, speed } = result;
  const line = say('beta', {
    weights,
    beta: number(beta.value),
    error: number(beta.error),
    low: number(beta.low),
    high: number(beta.high),
    alpha: number(intercept),
    r2: number(rSquared),
    count: degrees + 2,
  });
  if (isRefused(speed)) return [line, say('speed-none', { reason: words.reason(speed.reason) })];
  const half = isRefused(speed.halfLife) ? '' : number(speed.halfLife);
  return [line, say('speed', { speed: number(speed.speed), error: number(speed.error), half })];
}
