// What the customer does: pays (the amount is held) or declines.
import { nowOf } from '../clock';
import { statusOf } from '../facts';
import { magicOf } from '../magic';
import type { Reservation } from '../reservation';
import type { World } from '../world';
import { done, leaveTrace, type Outcome, refused } from './act';

/**
 * Holds the whole amount. Not from the due moment on, even while the status still says SENT.
 * Refused with `alreadyPaid`, `cancelled`, `linkExpired` or `declined` (the bank's word, by magic).
 */
export function pay(world: World, reservation: Reservation, atMs = nowOf(reservation)): Outcome {
  const obstacle = obstacleToPaying(reservation, atMs);
  if (obstacle !== null) return refused(obstacle);
  const magic = magicOf(reservation.order.customer, null);
  if (magic.isDeclined) {
    recordDecline(world, reservation, atMs);
    return refused('declined');
  }
  const amountMinor = reservation.grandTotalMinor;
  reservation.reserved = { atMs, amountMinor };
  reservation.hasCard = magic.hasCard;
  leaveTrace(world, reservation, {
    kind: 'pay',
    by: 'customer',
    title: 'amount-reserved',
    status: 'RESERVED',
    atMs,
    amountMinor,
    isPayment: true,
  });
  world.callbacks.announce(reservation, 'RESERVED', amountMinor);
  return done();
}

/** The customer declines; the link stays good, so that he may think better of it. Refused like `pay`. */
export function decline(world: World, reservation: Reservation): Outcome {
  const atMs = nowOf(reservation);
  const obstacle = obstacleToPaying(reservation, atMs);
  if (obstacle !== null) return refused(obstacle);
  recordDecline(world, reservation, atMs);
  return done();
}

/** Why a link cannot be paid at a moment, or null when it can. */
export function obstacleToPaying(
  reservation: Reservation,
  atMs: number,
): 'alreadyPaid' | 'cancelled' | 'linkExpired' | null {
  const status = statusOf(reservation);
  if (status === 'RESERVED' || status === 'COMPLETED') return 'alreadyPaid';
  if (status === 'CANCELLED') return 'cancelled';
  return status === 'EXPIRED' || atMs >= reservation.dueAtMs ? 'linkExpired' : null;
}

function recordDecline(world: World, reservation: Reservation, atMs: number): void {
  leaveTrace(world, reservation, {
    kind: 'decline',
    by: 'customer',
    title: 'payment-failed',
    atMs,
    amountMinor: reservation.grandTotalMinor,
    isPayment: true,
  });
}
