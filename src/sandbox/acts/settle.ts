// Brings a reservation up to its own present: what time alone makes happen. A customer of the kind that pays by
// himself does so, the provider's job makes unpaid links EXPIRED, some time after the due moment, and pending refunds
// are rejected.
// Looked at on every access, so that it is right on a clock that leaps as well.
import { nowOf } from '../clock';
import { standingOf, statusOf } from '../facts';
import type { Reservation } from '../reservation';
import type { World } from '../world';
import { leaveTrace } from './act';
import { pay } from './pay';

/** Longest delay a Node timer takes. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** Lets everything happen that is due by now. */
export function settle(world: World, reservation: Reservation): void {
  const nowMs = nowOf(reservation);
  const { autopayAtMs } = reservation;
  if (autopayAtMs !== null && autopayAtMs <= nowMs) {
    reservation.autopayAtMs = null;
    pay(world, reservation, autopayAtMs);
    world.save(reservation);
  }
  const expiresAtMs = reservation.dueAtMs + world.settings.expiryLagMs;
  if (statusOf(reservation) === 'SENT' && expiresAtMs <= nowMs) {
    leaveTrace(world, reservation, {
      kind: 'expire',
      by: 'schedule',
      title: 'payment-link-expired',
      status: 'EXPIRED',
      atMs: expiresAtMs,
    });
  }
  rejectRefunds(world, reservation, nowMs);
}

/** Writes down, once, that a pending refund came to nothing. */
function rejectRefunds(world: World, reservation: Reservation, nowMs: number): void {
  for (const refund of reservation.refunds) {
    if (refund.pending?.isTold !== false || standingOf(refund, nowMs) !== 'rejected') continue;
    refund.pending.isTold = true;
    leaveTrace(world, reservation, {
      kind: 'refund-rejected',
      by: 'schedule',
      title: 'refund-rejected',
      atMs: refund.pending.untilMs,
      amountMinor: refund.amountMinor,
      reference: refund.reference,
    });
  }
}

/** Settles every reservation. */
export function settleAll(world: World): void {
  world.together(() => {
    for (const reservation of world.reservations.values()) settle(world, reservation);
  });
}

/** Sets the timer of a customer who pays by himself; also after a restart. */
export function scheduleAutopay(world: World, reservation: Reservation): void {
  if (reservation.autopayAtMs === null) return;
  const delayMs = Math.min(Math.max(0, reservation.autopayAtMs - nowOf(reservation)), LONGEST_TIMER_MS);
  const timer = setTimeout(() => {
    world.timers.delete(timer);
    world.together(() => settle(world, reservation));
    // A timer may fire a moment early, or was too long for one go.
    scheduleAutopay(world, reservation);
  }, delayMs);
  timer.unref();
  world.timers.add(timer);
}
