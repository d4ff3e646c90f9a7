import { type Answer, answer, asBool, bool, unknownFrom } from './values.ts';

/** Kleene's three-valued logic over answers. */
const is = (a: Answer, b: boolean): boolean => a.value !== undefined && asBool(a.value) === b;

export function and(a: Answer, b: Answer): Answer {
  if (is(a, false) || is(b, false)) return answer(bool(false));
  return is(a, true) && is(b, true) ? answer(bool(true)) : unknownFrom(a, b);
}

export function or(a: Answer, b: Answer): Answer {
  if (is(a, true) || is(b, true)) return answer(bool(true));
  return is(a, false) && is(b, false) ? answer(bool(false)) : unknownFrom(a, b);
}

export function not(a: Answer): Answer {
  return a.value === undefined ? a : answer(bool(!asBool(a.value)));
}

/** `test ? yes : no`: with an unknown test, unknown for lack of it and of whichever branch is unknown. */
export function choose(test: Answer, yes: () => Answer, no: () => Answer): Answer {
  if (test.value === undefined) return unknownFrom(test, yes(), no());
  return asBool(test.value) ? yes() : no();
}
