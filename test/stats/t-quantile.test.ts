import { expect, it } from 'vitest';
import { tQuantile } from '../../src/stats/t-quantile.ts';

it.each([
  // Closed forms: one degree of freedom is Cauchy's, two have a square root.
  [0.975, 1, Math.tan(Math.PI * 0.475)],
  [0.975, 2, Math.sqrt(2) * (0.95 / Math.sqrt(1 - 0.95 ** 2))],
  // R 4.2.2: qt(0.975, c(4, 15, 30, 1000)), qt(0.9, 7)
  [0.975, 4, 2.7764451051977987],
  [0.975, 15, 2.131449545559323],
  [0.975, 30, 2.0422724563012373],
  [0.975, 1000, 1.9623390808264078],
  [0.9, 7, 1.4149239276488585],
])('the %f quantile of t with %f degrees of freedom', (p, df, expected) => {
  expect(tQuantile(p, df) / expected).toBeCloseTo(1, 10);
  expect(tQuantile(1 - p, df)).toBeCloseTo(-tQuantile(p, df), 9);
});

it('has its middle at zero', () => {
  expect(tQuantile(0.5, 3)).toBe(0);
});
