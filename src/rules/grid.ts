import type { Quantity } from './plain-conditions.ts';
import * as R from './rational.ts';

/** How much finer lines are looked for than values are then chosen. */
const FINER = 4;
/** Inputs have no more decimals than this. */
const INPUT_PLACES = 4;

/** The values that a quantity can take, as whole numbers of a small step. */
export class Grid {
  readonly #scale: bigint;
  /** Steps between two values that read well. */
  readonly #coarse: bigint;
  readonly #low: bigint | undefined;
  readonly #high: bigint | undefined;
  readonly #isFact: boolean;

  /** @param places decimals of the numbers it is compared with */
  constructor({ whole, range, isFact }: Quantity, places: number) {
    const finest = whole ? 0 : isFact ? places + FINER : Math.max(places, INPUT_PLACES);
    this.#isFact = isFact && !whole;
    this.#scale = 10n ** BigInt(finest);
    this.#coarse = whole ? 1n : 10n ** BigInt(finest - places);
    [this.#low, this.#high] = range.map((limit) =>
      limit === undefined ? undefined : floor(R.multiply(R.fromDecimal(limit), R.rational(this.#scale))),
    );
  }

  value(n: bigint): R.Rational {
    return R.rational(n, this.#scale);
  }

  /** Whether the quantity can have a value that may lie between two points. */
  holds(value: R.Rational): boolean {
    const within = R.multiply(value, R.rational(this.#scale));
    return this.#inRange(floor(within)) && (within.d === 1n || this.#isFact);
  }

  /** Where to look for lines: around the given numbers, and at every order of magnitude. */
  samples(numbers: readonly R.Rational[]): bigint[] {
    const around = numbers.flatMap((number) => {
      const n = floor(R.multiply(number, R.rational(this.#scale)));
      return [n, n + 1n];
    });
    const powers = Array.from({ length: 13 }, (_, power) => 10n ** BigInt(power) * this.#scale);
    const limits = [this.#low, this.#high].filter((limit) => limit !== undefined);
    const all = [0n, 1n, -1n, ...limits, ...around, ...powers, ...powers.map((n) => -n)];
    return [...new Set(all.filter((n) => this.#inRange(n)))].sort((a, b) => (a < b ? -1 : 1));
  }

  /** Two values from each stretch between lines, near its ends; `lows` are the points just before the lines. */
  between(lows: readonly bigint[]): R.Rational[] {
    const sorted = [...lows].sort((a, b) => (a < b ? -1 : 1));
    const first = sorted[0] ?? 0n;
    const last = sorted.at(-1) ?? 0n;
    const points = [this.#down(first), this.#up(last + 1n)];
    sorted.slice(1).forEach((end, index) => {
      const start = (sorted[index] ?? end) + 1n;
      const [up, down] = [this.#up(start), this.#down(end)];
      points.push(up <= end ? up : start, down >= start ? down : end);
    });
    return points.filter((n) => this.#inRange(n)).map((n) => this.value(n));
  }

  /** A few values of a quantity without lines. */
  ordinary(): R.Rational[] {
    const some = [this.#low ?? 0n, this.#scale, 7n * this.#scale, this.#high ?? 1000n * this.#scale];
    return some.filter((n) => this.#inRange(n)).map((n) => this.value(n));
  }

  #inRange(n: bigint): boolean {
    return (this.#low === undefined || n >= this.#low) && (this.#high === undefined || n <= this.#high);
  }

  #down(n: bigint): bigint {
    return floor(R.rational(n, this.#coarse)) * this.#coarse;
  }

  #up(n: bigint): bigint {
    return -this.#down(-n);
  }
}

function floor({ n, d }: R.Rational): bigint {
  return n / d - (n % d < 0n ? 1n : 0n);
}
