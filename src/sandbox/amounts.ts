// Money inside the sandbox: whole minor units (øre). Decimals exist only in what it receives and what it sends.
// Own arithmetic on purpose: nothing here is shared with the client that is tested against it.

/** Minor units in one main unit, as the sandbox reckons; the JSON of a currency without decimals is read the same. */
export const MINOR_PER_MAIN = 100;

/**
 * Reads a decimal in main units, as a number or a numeric string.
 * @returns minor units, or null when it has more than two decimals or is no safe amount
 */
export function toMinor(value: number | string): number | null {
  const main = Number(value);
  const minor = Math.round(main * MINOR_PER_MAIN);
  const isWhole = Math.abs(main * MINOR_PER_MAIN - minor) < 1e-4;
  return Number.isSafeInteger(minor) && isWhole ? minor : null;
}

/** Minor units as the decimal number in main units that the provider's answers carry. */
export function toMain(amountMinor: number): number {
  return amountMinor / MINOR_PER_MAIN;
}

/** The sum of the amounts of some lines, in minor units. */
export function sumMinor(lines: ReadonlyArray<{ amountMinor: number }>): number {
  return lines.reduce((sum, line) => sum + line.amountMinor, 0);
}
