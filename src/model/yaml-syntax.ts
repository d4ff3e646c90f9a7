import { type Document, type Scalar, visit, type YAMLParseError } from 'yaml';
import type { Place, Problem } from './problem.ts';

type At = (offset: number, length: number) => Place;

/** Our codes for those of the parser; what it says besides stays in English and is not shown. */
const CODES: Partial<Record<YAMLParseError['code'], string>> = {
  TAB_AS_INDENT: 'yaml-tab',
  BAD_INDENT: 'yaml-indent',
  BLOCK_AS_IMPLICIT_KEY: 'yaml-nested',
  BLOCK_IN_FLOW: 'yaml-comma',
  BAD_SCALAR_START: 'yaml-start',
  BAD_DQ_ESCAPE: 'yaml-escape',
  MULTIPLE_DOCS: 'yaml-documents',
};

/** One code of the parser stands for several things, which its sentence tells apart. */
const SENTENCES: readonly (readonly [RegExp, string])[] = [
  [/^Missing closing .quote/, 'yaml-quote-open'],
  [/ end with a ([}\]])/, 'yaml-bracket-open'],
  [/^Missing , (or : )?between/, 'yaml-comma'],
  [/^Implicit map keys need to be followed by map values/, 'yaml-no-value'],
];

/** Duplicate keys, and the first error of form: those after it are mostly its consequences. */
export function syntaxProblems(document: Document.Parsed, text: string, at: At): Problem[] {
  const firstOther = document.errors.find((error) => error.code !== 'DUPLICATE_KEY');
  return document.errors.flatMap((error): Problem[] => {
    if (error.code !== 'DUPLICATE_KEY') return error === firstOther ? [formProblem(error, document, at)] : [];
    const start = error.pos[0];
    const key = /^[^\s:]+/.exec(text.slice(start))?.[0] ?? '';
    return [{ code: 'yaml-duplicate-key', severity: 'error', params: { key }, place: at(start, key.length) }];
  });
}

function formProblem({ code, message, pos }: YAMLParseError, document: Document.Parsed, at: At): Problem {
  const [start, end] = pos;
  const found = SENTENCES.map(([pattern, name]) => ({ name, match: pattern.exec(message) }));
  const sentence = found.find(({ match }) => match !== null);
  const name = sentence?.name ?? CODES[code] ?? 'yaml-syntax';
  const opening = name === 'yaml-quote-open' ? openQuote(document, start) : undefined;
  const character = sentence?.match?.[1] ?? '';
  return {
    code: name,
    severity: 'error',
    params: name === 'yaml-bracket-open' ? { character } : {},
    place: opening === undefined ? at(start, end - start) : at(opening, 1),
  };
}

/** Where the quotation mark stands that the parser has found no other for by the end of the text. */
function openQuote(document: Document.Parsed, end: number): number | undefined {
  let opening: number | undefined;
  visit(document, {
    Scalar: (_, { type, range }: Scalar) => {
      if (type?.startsWith('QUOTE') && range && range[0] < end && range[1] >= end) opening = range[0];
    },
  });
  return opening;
}
