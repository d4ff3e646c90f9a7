import type { LineChoice, Part } from '../model/figures.ts';
import { entropyDecomposition } from './entropy-decomposition.ts';
import { fgtDecomposition } from './fgt-decomposition.ts';
import type { NamedMeasure } from './named-measures.ts';
import { isFigure } from './result.ts';
import { type Domain, lineFor, type PreparedSample } from './survey-sample.ts';

type OwnPart = Omit<Part, 'income' | 'period'>;

/** α of a measure that is a generalised entropy. */
function entropyOf({ family, parameters }: NamedMeasure): number | undefined {
  if (family === 'theil-t') return 1;
  if (family === 'mean-log-deviation') return 0;
  return family === 'generalized-entropy' ? parameters.alpha : undefined;
}

/** The parts by groups of every FGT and generalised entropy measure that has a figure for all units. */
export function partsBy(
  prepared: PreparedSample,
  measures: readonly NamedMeasure[],
  lines: readonly LineChoice[],
  by: readonly string[],
): OwnPart[] {
  return by.flatMap((name, n) =>
    measures.flatMap((measure) => {
      const common = { measure: measure.id, by: name };
      const alpha = entropyOf(measure);
      if (alpha !== undefined) return entropyParts(prepared, n, alpha, { ...common, line: undefined });
      if (measure.family !== 'fgt') return [];
      return lines.flatMap((line) =>
        povertyParts(prepared, n, measure, line, { ...common, line: line.text }),
      );
    }),
  );
}

type Common = Pick<Part, 'measure' | 'by' | 'line'>;

function entropyParts(prepared: PreparedSample, n: number, alpha: number, common: Common): OwnPart[] {
  const { units, codes, labels } = grouped(prepared, n);
  const found = entropyDecomposition(units, codes, labels.length, alpha);
  if (!isFigure(found)) return [];
  const { total, within, between, parts } = found;
  const share = shareOf(total.value);
  const sum = (kind: 'within' | 'between', contribution: number): OwnPart => ({
    ...{ ...common, kind, domain: undefined, populationShare: undefined, contribution },
    share: share(contribution),
  });
  return [
    ...parts.map(
      ({ populationShare, contribution }, code): OwnPart => ({
        ...{ ...common, kind: 'group', domain: labels[code], populationShare, contribution },
        share: share(contribution),
      }),
    ),
    sum('within', within.value),
    sum('between', between.value),
  ];
}

function povertyParts(
  prepared: PreparedSample,
  n: number,
  { parameters: { alpha = 0 } }: NamedMeasure,
  choice: LineChoice,
  common: Common,
): OwnPart[] {
  const line = lineFor(prepared, choice, prepared.domains[0] as Domain);
  if (typeof line === 'object' && 'reason' in line) return [];
  const { units, codes, labels } = grouped(prepared, n);
  const found = fgtDecomposition(units, codes, labels.length, { line, alpha, poor: prepared.poor });
  if (!isFigure(found)) return [];
  const share = shareOf(found.value);
  return found.parts.map(
    ({ populationShare, contribution }, code): OwnPart => ({
      ...{ ...common, kind: 'group', domain: labels[code], populationShare, contribution },
      share: share(contribution),
    }),
  );
}

function grouped({ sample, domains }: PreparedSample, n: number) {
  const { units } = domains[0] as Domain;
  const { codes, labels } = sample.domains[n] as PreparedSample['sample']['domains'][number];
  return { units, codes: codes.subarray(0, sample.known), labels };
}

const shareOf =
  (whole: number) =>
  (part: number): number | undefined =>
    whole === 0 ? undefined : part / whole;
