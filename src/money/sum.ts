// Sums of minor units. A sum that would lose a unit is refused.

import { MoneyError } from './money-error';

/**
 * The sum of integers of minor units; 0 for none.
 *
 * @throws MoneyError `unsafe_amount` when a summand or any sub-total is not a safe integer
 */
export function sumMinor(amountsMinor: Iterable<number>): number {
  let totalMinor = 0;
  for (const amountMinor of amountsMinor) {
    if (!Number.isSafeInteger(amountMinor)) throw new MoneyError('unsafe_amount');
    totalMinor += amountMinor;
    if (!Number.isSafeInteger(totalMinor)) throw new MoneyError('unsafe_amount');
  }
  return totalMinor;
}
