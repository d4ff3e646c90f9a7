import type { Figures, LineChoice } from '../model/figures.ts';
import type { Language } from '../model/words.ts';
import { percentOf } from './figures-names.ts';
import { measureMessages } from './messages/measure.ts';
import { speaker } from './wording.ts';

type Say = (key: keyof typeof measureMessages, params?: Record<string, string | number>) => string;

/** How figures were made, a sentence a line: units, weights, lines, errors. */
export function describeHow(figures: Figures, language: Language): string[] {
  const say: Say = speaker(measureMessages, language);
  return [
    unitsOf(figures, say),
    weightsOf(figures, say),
    ...(figures.lines.length > 0 ? [say(`how-poor-${figures.poor}`)] : []),
    ...figures.lines.map((line) => lineText(line, say)),
    ...errorsOf(figures, say),
    ...(figures.changes.length > 0 ? [say('how-change')] : []),
  ];
}

function unitsOf({ population, size, household }: Figures, say: Say): string {
  if (population === 'persons' && size !== undefined) return say('how-units-sized', { size });
  if (population === 'households' && size !== undefined) return say('how-units-households', { size });
  if (population === 'households' && household !== undefined) return say('how-units-together', { household });
  return say('how-units-each', { units: say(population) });
}

function weightsOf({ population, weight, size }: Figures, say: Say): string {
  const sized = population === 'persons' && size !== undefined;
  if (weight === undefined) return sized ? say('how-unweighted-sized', { size }) : say('how-unweighted');
  return sized ? say('how-weighted-sized', { weight, size }) : say('how-weighted', { weight });
}

function lineText(line: LineChoice, say: Say): string {
  const { text } = line;
  if (line.kind !== 'relative') return say(`how-line-${line.kind}`, { text });
  return say(`how-line-${line.of}`, { text, percent: percentOf(line.share) });
}

function errorsOf({ strata, psu, fpc, singlePsu, replicates }: Figures, say: Say): string[] {
  if (replicates) {
    const { method, count, fay } = replicates;
    return [say('how-replicated', { method, count, fay: fay ?? '' })];
  }
  return [
    say('how-linearised', {
      strata: strata === undefined ? say('design-no-strata') : say('design-strata', { strata }),
      psus: psu === undefined ? say('design-each') : say('design-psu', { psu }),
      fpc: fpc === undefined ? '' : say('design-fpc', { fpc }),
    }),
    ...(singlePsu === undefined ? [] : [say('how-single-psu', { how: singlePsu })]),
  ];
}
