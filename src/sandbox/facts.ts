// What follows from a reservation's facts and its clock: status, sums, what is left.
// `asOfMs` gives the facts of an earlier moment, which is how lagging details are made.
import { sumMinor } from './amounts';
import { nowOf } from './clock';
import type { Refund, Reservation, ReservationStatus, Taking } from './reservation';
import type { Settings } from './settings';

/** The status at a moment; default: the latest. */
export function statusOf(reservation: Reservation, asOfMs = Number.POSITIVE_INFINITY): ReservationStatus {
  return reservation.statuses.findLast((change) => change.atMs <= asOfMs)?.status ?? 'SENT';
}

/** Those of some facts that were there at a moment. */
export function until<T extends { atMs: number }>(facts: readonly T[], asOfMs: number): T[] {
  return facts.filter((fact) => fact.atMs <= asOfMs);
}

/** Whether anything was captured or charged: a RESERVED reservation where nothing was is "reserved, not paid". */
export function isPaid(reservation: Reservation, asOfMs = Number.POSITIVE_INFINITY): boolean {
  return until(reservation.captures, asOfMs).length + until(reservation.charges, asOfMs).length > 0;
}

/** What of the hold can still be captured, in minor units; 0 unless RESERVED. */
export function runwayMinor(reservation: Reservation): number {
  if (statusOf(reservation) !== 'RESERVED') return 0;
  return (reservation.reserved?.amountMinor ?? 0) - sumMinor(reservation.captures);
}

/** What of one line of the order can still be captured, in minor units. */
export function lineRunwayMinor(reservation: Reservation, id: number): number {
  const line = reservation.lines.find((candidate) => candidate.id === id && candidate.chargeUuid === null);
  return (line?.amountMinor ?? 0) - shareMinor(reservation.captures, id);
}

/** What of some captures, charges or refunds falls on one line, in minor units. */
export function shareMinor(takings: ReadonlyArray<Pick<Taking, 'lines'>>, id: number): number {
  return sumMinor(takings.flatMap((taking) => taking.lines.filter((share) => share.id === id)));
}

/** How a refund stands at a moment it was accepted by. */
export function standingOf({ pending }: Refund, asOfMs: number): 'pending' | 'done' | 'rejected' {
  if (pending === undefined) return 'done';
  if (pending.untilMs > asOfMs) return 'pending';
  return pending.end === 'shown' ? 'done' : 'rejected';
}

/** The refunds that were done by a moment. */
export function refundsDone(reservation: Reservation, asOfMs: number): Refund[] {
  return until(reservation.refunds, asOfMs).filter((refund) => standingOf(refund, asOfMs) === 'done');
}

/** The refunds of one capture or charge that count against it: those done, and those that may still be. */
export function refundsOf(reservation: Reservation, reference: string): Refund[] {
  const nowMs = nowOf(reservation);
  return reservation.refunds.filter(
    (refund) => refund.reference === reference && standingOf(refund, nowMs) !== 'rejected',
  );
}

/** The moment from which nothing can be captured any more, or null while nothing is held. */
export function captureDeadlineMs(reservation: Reservation, settings: Settings): number | null {
  return reservation.reserved === null ? null : reservation.reserved.atMs + settings.captureWindowMs;
}

/**
 * The moment from which nothing can be charged any more, or null while nothing was reserved.
 * Source: Front Payment, "Create Session for Reservation", chargeValidity ("minutes"), and an earlier page ("90 days if null").
 */
export function chargeDeadlineMs(reservation: Reservation, settings: Settings): number | null {
  if (reservation.reserved === null) return null;
  const { chargeValidity } = reservation.order;
  const validityMs =
    chargeValidity === null
      ? settings.defaultChargeValidityMs
      : Number(chargeValidity) * settings.chargeUnitMs;
  return reservation.reserved.atMs + validityMs;
}
