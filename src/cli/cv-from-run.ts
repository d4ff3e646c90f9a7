import { join, resolve } from 'node:path';
import { type RunRegions, readRunRegions } from '../intake/run-regions.ts';
import type { LoadedPack } from '../rules/load.ts';
import type { Survey } from '../stats/regional/survey.ts';
import type { Context } from './context.ts';
import type { CvOptions } from './cv.ts';
import { type CvInput, seriesOf } from './cv-input.ts';
import { withEngine } from './engine.ts';
import { openRun } from './open-run.ts';

/** Regional means of a run's households, with the covariances that the survey gives them. */
export async function fromRun(run: string, options: CvOptions, { io }: Context): Promise<CvInput> {
  const { loaded } = await openRun(run);
  const { region, value } = options;
  const quotient = quotientOf(loaded, value);
  const asked = {
    region,
    value,
    ...(options.weight !== undefined && { persons: options.weight }),
    ...(quotient && { quotient }),
  };
  const found = await withEngine({}, io, async (engine) => {
    await engine.confine(resolve(run));
    return readRunRegions(engine, run, join(resolve(run), 'decisions.parquet'), asked);
  });
  const { persons, rows, means } = found;
  return {
    source: { file: run, region, value, weight: persons.name, by: 'period' },
    series: seriesOf(means.map(({ persons: weight, ...mean }) => ({ ...mean, weight }))),
    survey: surveyOf(found),
    run: {
      households: rows.all,
      used: rows.used,
      persons: persons.name,
      ...(persons.numerator !== undefined && { numerator: persons.numerator }),
    },
  };
}

/** A fact that the pack defines as one name divided by another. */
function quotientOf(
  { pack }: LoadedPack,
  value: string,
): { numerator: string; denominator: string } | undefined {
  const fact = pack.facts?.[value];
  const [, numerator, denominator] = /^\s*(\w+)\s*\/\s*(\w+)\s*$/.exec(fact?.is ?? '') ?? [];
  return numerator === undefined || denominator === undefined ? undefined : { numerator, denominator };
}

function surveyOf({ means, covariances }: RunRegions): Survey {
  const key = (region: string, first: string, second: string): string =>
    JSON.stringify([region, first, second]);
  const known = new Map(
    covariances.map(({ region, first, second, covariance }) => [
      key(region, first, second),
      covariance ?? Number.NaN,
    ]),
  );
  return {
    covariance: (region, first, second) =>
      known.get(first < second ? key(region, first, second) : key(region, second, first)) ?? 0,
    degrees: (period) => {
      const there = means.filter((mean) => mean.period === period);
      return there.reduce((sum, { households }) => sum + households, 0) - there.length;
    },
  };
}
