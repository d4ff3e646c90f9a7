import type { Units } from '../result.ts';
import { type Figure, figure, isRefused, type Refused } from './figure.ts';
import { williamson } from './williamson.ts';

/**
 * Half the squared coefficient of variation, GE(2): ½ Σ (p/P)(y/Y − 1)². With equal weights the divisor is n. Unlike the
 * coefficient itself it can be split into a part between and a part within groups.
 */
export function halfSquaredCv(units: Units): Figure | Refused {
  const cv = williamson(units);
  if (isRefused(cv)) return cv;
  return figure(cv.value ** 2 / 2, () =>
    cv.value === 0 ? new Float64Array(units.values.length) : cv.slopes().map((slope) => slope * cv.value),
  );
}
