// Completes: nothing more will be captured or charged; what is left of the hold goes back.
import type { Actor } from '../books';
import { isPaid, statusOf } from '../facts';
import type { Reservation } from '../reservation';
import type { World } from '../world';
import { done, leaveTrace, type Outcome, refused } from './act';

/**
 * Completes what is RESERVED and paid. The page has one key for all that is not; COMPLETED and CANCELLED, of
 * which it says nothing, get the same. Source: Front Payment, "Complete Reservation".
 */
export function complete(
  world: World,
  reservation: Reservation,
  request: { note: string; by: Actor },
): Outcome {
  if (statusOf(reservation) !== 'RESERVED' || !isPaid(reservation)) {
    return refused('prerequisiteFailedToCompleteReservation');
  }
  leaveTrace(world, reservation, {
    kind: 'complete',
    by: request.by,
    title: 'reservation-completed',
    status: 'COMPLETED',
    note: request.note,
  });
  return done();
}
