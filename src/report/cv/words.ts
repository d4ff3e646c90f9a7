import type { Language } from '../../model/words.ts';
import type { Entry } from '../../stats/regional/catalogue.ts';
import { isRefused, type Refused, type RegionalReason } from '../../stats/regional/figure.ts';
import { cvWords, regionalDefinitions, regionalNames, regionalReasons } from '../messages/cv.ts';
import { reasonMessages } from '../messages/measures.ts';
import type { Messages } from '../messages/types.ts';
import { type Params, speaker } from '../wording.ts';
import type { CvSource } from './result.ts';

/** Why there is no figure: of regions where that is to be said otherwise than of households. */
const reasons = { ...reasonMessages, ...regionalReasons } satisfies Record<RegionalReason, Messages[string]>;

/** The words of one report, in its language and with the names of its columns. */
export interface Words {
  say(key: keyof typeof cvWords, params?: Params): string;
  nameOf(id: string): string;
  definitionOf(id: string): string;
  reason(reason: RegionalReason): string;
  /** The name of the column that an entry's weights come from. */
  weightsOf(weighting: Entry['weighting']): string;
  divisorOf(entry: Pick<Entry, 'weighting' | 'divisor'>): string;
}

export function wordsFor(language: Language, { weight, area }: CvSource): Words {
  const say = speaker(cvWords, language);
  const columns = { none: undefined, weight, area };
  return {
    say,
    nameOf: (id) => speaker(regionalNames, language)(id as keyof typeof regionalNames),
    definitionOf: (id) => speaker(regionalDefinitions, language)(id as keyof typeof regionalDefinitions),
    reason: speaker(reasons, language),
    weightsOf: (weighting) => columns[weighting] ?? say('unweighted'),
    divisorOf: ({ weighting, divisor }) =>
      divisor === 'sum' ? (weighting === 'area' ? 'A' : 'P') : divisor === 'n-1' ? 'n − 1' : 'n',
  };
}

/** Six significant digits, thousands apart; a minus sign that is as wide as a digit. */
export function number(value: number): string {
  const size = Math.abs(value);
  const text =
    (size !== 0 && size < 1e-4) || size >= 1e15
      ? value.toExponential(3)
      : value.toLocaleString(
          'en-US',
          size >= 1e5 ? { maximumFractionDigits: 0 } : { maximumSignificantDigits: 6 },
        );
  return text.replace('-', '−');
}

export const percent = (share: number): string => (share * 100).toFixed(1).replace('-', '−');

/** A number, or a dash where there is none. */
export const cell = (value: number | Refused | undefined, format = number): string =>
  value === undefined || isRefused(value) ? '–' : format(value);
