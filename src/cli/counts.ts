/** Options that count something. */
import { InvalidArgumentError } from 'commander';

/** A whole number above 0. @throws InvalidArgumentError */
export function readCount(text: string): number {
  const count = Number(text);
  if (Number.isSafeInteger(count) && count > 0) return count;
  throw new InvalidArgumentError('It is a whole number above 0.');
}
