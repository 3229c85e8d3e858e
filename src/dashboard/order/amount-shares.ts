/** The shares of the amounts' bar, in percent of its width. Pure. */
import type { Amounts, OrderState } from '../api/types';

/** One piece of the bar. */
export interface Share {
  name: 'captured' | 'charged' | 'runway' | 'released' | 'ordered';
  amountMinor: number;
  from: number;
  width: number;
}

const ENDED: readonly OrderState[] = ['completed', 'cancelled', 'expired', 'failed'];

/** What of the hold nobody can capture any more was released, not runway. */
export function isReleased(state: OrderState): boolean {
  return ENDED.includes(state);
}

/**
 * What was taken first, then what of the hold is left; before there is a hold, what was ordered. `refunded` lies below
 * what was taken, from the left.
 */
export function sharesOf(amounts: Amounts, state: OrderState): { shares: Share[]; refundedWidth: number } {
  const { orderMinor, reservedMinor, capturedMinor, chargedMinor, refundedMinor } = amounts;
  const restMinor = Math.max(0, reservedMinor - capturedMinor);
  const pieces: { name: Share['name']; amountMinor: number }[] = [
    { name: 'captured', amountMinor: capturedMinor },
    { name: 'charged', amountMinor: chargedMinor },
    { name: isReleased(state) ? 'released' : 'runway', amountMinor: restMinor },
  ];
  if (reservedMinor + chargedMinor === 0) pieces.push({ name: 'ordered', amountMinor: orderMinor });
  const total = pieces.reduce((sum, { amountMinor }) => sum + amountMinor, 0);
  if (total === 0) return { shares: [], refundedWidth: 0 };
  let from = 0;
  const shares = pieces.flatMap(({ name, amountMinor }): Share[] => {
    const width = (amountMinor / total) * 100;
    const share = { name, amountMinor, from, width };
    from += width;
    return amountMinor === 0 ? [] : [share];
  });
  return { shares, refundedWidth: (refundedMinor / total) * 100 };
}
