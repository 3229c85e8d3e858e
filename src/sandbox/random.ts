// The sandbox's dice: a small seeded generator (mulberry32), so that ids and chances repeat from run to run.
// Not for secrets: whoever knows the seed knows every number.

/** A seeded source of numbers. */
export interface Random {
  /** A number from 0 (inclusive) to 1 (exclusive). */
  next(): number;
  /** That many decimal digits, the first never 0. */
  digits(count: number): string;
  /** That many hexadecimal digits. */
  hex(count: number): string;
}

/**
 * Makes a generator; the same seed gives the same numbers.
 * @param seed any whole number
 */
export function createRandom(seed: number): Random {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const drawn = (count: number, base: number): string =>
    Array.from({ length: count }, () => Math.floor(next() * base).toString(base)).join('');
  return {
    next,
    digits: (count) => `${1 + Math.floor(next() * 9)}${drawn(count - 1, 10)}`,
    hex: (count) => drawn(count, 16),
  };
}
