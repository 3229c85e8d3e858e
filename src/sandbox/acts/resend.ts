// Sends the payment link once more.
import { statusOf } from '../facts';
import type { Reservation } from '../reservation';
import type { World } from '../world';
import { done, leaveTrace, type Outcome, refused } from './act';

/**
 * Resends while SENT, and, as the page says "or it expired", after expiry too; that wakes no dead link, since no
 * new due date is given. RESERVED is not on the page: the link has done its work, hence `orderStatusAlreadyCompleted`.
 * Source: Front Payment, "Resend Reservation".
 */
export function resend(world: World, reservation: Reservation, request: { sentTo: string }): Outcome {
  const status = statusOf(reservation);
  if (status === 'CANCELLED') return refused('orderStatusAlreadyCancelled');
  if (status === 'COMPLETED' || status === 'RESERVED') return refused('orderStatusAlreadyCompleted');
  leaveTrace(world, reservation, {
    kind: 'resend',
    by: 'api',
    title: 'order-resent',
    sentTo: request.sentTo,
  });
  return done();
}
