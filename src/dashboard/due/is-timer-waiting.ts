/** Whether an order's timer waits for an outcome. What it does otherwise is the server's word. Pure. */
import type { Reservation } from '../api/types';

/** No timer sends anything beside an unknown outcome, unless it is a mail's. */
export function isTimerWaiting({ operations }: Pick<Reservation, 'operations'>): boolean {
  return operations.some(({ status, kind }) => status === 'unknown' && kind !== 'resend');
}
