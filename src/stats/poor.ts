import type { Poor } from './result.ts';
import { firstAbove, firstAtLeast } from './search.ts';

export const isPoor = (value: number, line: number, poor: Poor): boolean =>
  poor === 'below' ? value < line : value <= line;

/** How many of ascending values are poor; they come first. */
export const countPoor = (values: Float64Array, line: number, poor: Poor): number =>
  poor === 'below' ? firstAtLeast(values, line) : firstAbove(values, line);
