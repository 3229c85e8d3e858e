// The truth about a reservation as control shows it: in minor units and ISO 8601 instants, never lagging,
// never a string for a number, and without the customer's name or addresses.
import { sumMinor } from '../amounts';
import { nowOf } from '../clock';
import {
  captureDeadlineMs,
  chargeDeadlineMs,
  isPaid,
  refundsDone,
  runwayMinor,
  shareMinor,
  standingOf,
  statusOf,
} from '../facts';
import type { LineShare, Reservation, ReservationStatus, Taking } from '../reservation';
import type { World } from '../world';

/** A capture or charge. */
export interface TakingView {
  reference: string;
  at: string;
  amountMinor: number;
  refundedMinor: number;
  lines: LineShare[];
  note: string | null;
}

/** A reservation as it truly is. */
export interface ReservationView {
  reservationUuid: string;
  referenceNo: string | null;
  status: ReservationStatus;
  isPaid: boolean;
  /** Its own clock. */
  now: string;
  createdAt: string;
  linkExpiresAt: string;
  reservedAt: string | null;
  captureBy: string | null;
  chargeBy: string | null;
  orderMinor: number;
  reservedMinor: number;
  capturedMinor: number;
  chargedMinor: number;
  /** What was given back; neither what is pending nor what was rejected. */
  refundedMinor: number;
  runwayMinor: number;
  lines: Array<{
    id: number;
    name: string;
    amountMinor: number;
    capturedMinor: number;
    chargeUuid: string | null;
  }>;
  captures: TakingView[];
  charges: TakingView[];
  refunds: Array<{
    at: string;
    source: 'captured' | 'charged';
    reference: string;
    amountMinor: number;
    standing: 'pending' | 'done' | 'rejected';
  }>;
  callbackUrl: string | null;
  /** Where the customer pays: the checkout page or the session's payment page. */
  payUrl: string;
}

/** The view of one reservation. */
export function reservationView(world: World, reservation: Reservation): ReservationView {
  const { captures, charges, refunds, order } = reservation;
  const taking = (given: Taking) => takingView(reservation, given);
  const nowMs = nowOf(reservation);
  return {
    reservationUuid: reservation.uuid,
    referenceNo: order.referenceNo,
    status: statusOf(reservation),
    isPaid: isPaid(reservation),
    now: iso(nowMs),
    createdAt: iso(reservation.createdAtMs),
    linkExpiresAt: iso(reservation.dueAtMs),
    reservedAt: isoOrNull(reservation.reserved?.atMs ?? null),
    captureBy: isoOrNull(captureDeadlineMs(reservation, world.settings)),
    chargeBy: isoOrNull(chargeDeadlineMs(reservation, world.settings)),
    orderMinor: reservation.grandTotalMinor,
    reservedMinor: reservation.reserved?.amountMinor ?? 0,
    capturedMinor: sumMinor(captures),
    chargedMinor: sumMinor(charges),
    refundedMinor: sumMinor(refundsDone(reservation, nowMs)),
    runwayMinor: runwayMinor(reservation),
    lines: reservation.lines.map(({ id, name, amountMinor, chargeUuid }) => {
      return { id, name, amountMinor, capturedMinor: shareMinor(captures, id), chargeUuid };
    }),
    captures: captures.map(taking),
    charges: charges.map(taking),
    refunds: refunds.map((refund) => {
      const { atMs, source, reference, amountMinor } = refund;
      return { at: iso(atMs), source, reference, amountMinor, standing: standingOf(refund, nowMs) };
    }),
    callbackUrl: order.callback.callbackUrl,
    payUrl: payUrl(world, reservation),
  };
}

/** Where the customer pays. */
export function payUrl(world: World, { uuid, paymentToken }: Reservation): string {
  const path = paymentToken === null ? `/reservations/details/${uuid}` : `/payments/${paymentToken}`;
  return world.origin + path;
}

function takingView(reservation: Reservation, { uuid, atMs, amountMinor, lines, note }: Taking): TakingView {
  const done = refundsDone(reservation, nowOf(reservation));
  const refundedMinor = sumMinor(done.filter((refund) => refund.reference === uuid));
  return { reference: uuid, at: iso(atMs), amountMinor, refundedMinor, lines: structuredClone(lines), note };
}

function iso(atMs: number): string {
  return new Date(atMs).toISOString();
}

function isoOrNull(atMs: number | null): string | null {
  return atMs === null ? null : iso(atMs);
}
