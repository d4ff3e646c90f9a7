import type { Figures } from '../model/figures.ts';
import type { Language } from '../model/words.ts';
import { namedMeasure } from '../stats/named-measures.ts';
import { measureMessages } from './messages/measure.ts';
import { measureDefinitions, poorMessages } from './messages/measure-definitions.ts';
import { measureNames } from './messages/measures.ts';
import { speaker } from './wording.ts';

type Family = keyof typeof measureNames;
type Definitions = Figures['definitions'];

/** What each measure of some figures is called and how it is computed, by the name it has on the command line. */
export function definitionsOf(
  measures: readonly string[],
  { lines, poor }: Pick<Figures, 'lines' | 'poor'>,
  language: Language,
): Definitions {
  const define = speaker(measureDefinitions, language);
  const name = speaker(measureNames, language);
  const say = speaker(measureMessages, language);
  const entries = measures.map((id): [string, Definitions[string]] => {
    const { family, parameters } = namedMeasure(id) ?? { family: 'relative-line', parameters: {} };
    const key = (id in measureNames ? id : family) as Family;
    const params = { ...parameters, poor: poorMessages[poor][language] };
    const text = family === 'relative-line' ? lineDefinitions(lines, language) : define(key, params);
    return [id, { name: id === 'median' ? say('median') : name(key, params), definition: text }];
  });
  return Object.fromEntries(entries);
}

function lineDefinitions(lines: Figures['lines'], language: Language): string {
  const define = speaker(measureDefinitions, language);
  const say = speaker(measureMessages, language);
  const centres = { median: say('median'), mean: measureNames.mean[language] };
  return lines
    .flatMap((line) =>
      line.kind === 'relative'
        ? define('relative-line', { share: `${percentOf(line.share)} %`, centre: centres[line.of] })
        : [],
    )
    .join('; ');
}

/** 0.6 as 60, without what binary fractions leave. */
export const percentOf = (share: number): number => Number((share * 100).toPrecision(12));
