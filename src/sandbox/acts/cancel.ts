// Cancels: the link dies, or the whole hold is released.
import type { Actor } from '../books';
import { isPaid, statusOf } from '../facts';
import type { Reservation } from '../reservation';
import type { World } from '../world';
import { done, leaveTrace, type Outcome, refused } from './act';

/**
 * Cancels what is SENT, or RESERVED with nothing captured or charged. A link past its due moment that the
 * provider's job has not yet seen is still SENT, and can be cancelled.
 * Source: Front Payment, "Cancel Reservation": the key for COMPLETED and for CANCELLED is the same.
 */
export function cancel(
  world: World,
  reservation: Reservation,
  request: { note: string; by: Actor },
): Outcome {
  const status = statusOf(reservation);
  if (status === 'COMPLETED' || status === 'CANCELLED') return refused('reservationStatusAlreadyCompleted');
  if (status === 'EXPIRED' || isPaid(reservation)) return refused('prerequisiteFailedToCancelReservation');
  leaveTrace(world, reservation, {
    kind: 'cancel',
    by: request.by,
    title: status === 'SENT' ? 'order-cancelled' : 'reservation-cancelled',
    status: 'CANCELLED',
    note: request.note,
  });
  return done();
}
