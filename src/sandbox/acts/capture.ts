// Captures part or all of the hold. Partial captures may be repeated while something is left.
import { sumMinor } from '../amounts';
import type { Actor } from '../books';
import { nowOf } from '../clock';
import { captureDeadlineMs, lineRunwayMinor, runwayMinor, statusOf } from '../facts';
import type { LineShare, Reservation } from '../reservation';
import { sentence, TOTALS } from '../wire/validation-messages';
import type { World } from '../world';
import { done, invalid, leaveTrace, type Outcome, refused } from './act';

/** What is to be captured. `grandTotalMinor` must be the sum of the lines. */
export interface CaptureRequest {
  lines: LineShare[];
  grandTotalMinor: number;
  note: string | null;
  by: Actor;
}

/**
 * Captures. Whatever is not RESERVED has no runway; only CANCELLED has a key of its own.
 * Source: Front Payment, "Capture Reservation", Other Rejection Errors. A product id that is none of the order's
 * has no documented key and is answered as a validation error.
 */
export function capture(world: World, reservation: Reservation, request: CaptureRequest): Outcome {
  const { lines, grandTotalMinor, note, by } = request;
  const unknown = lines.findIndex(({ id }) => !isOrderLine(reservation, id));
  if (unknown !== -1) return invalid(sentence('in', ['products', unknown, 'id']));
  if (sumMinor(lines) !== grandTotalMinor) return invalid(TOTALS.grandTotal);
  if (statusOf(reservation) === 'CANCELLED') return refused('reservationStatusAlreadyCancelled');
  const deadlineMs = captureDeadlineMs(reservation, world.settings);
  const atMs = nowOf(reservation);
  if (statusOf(reservation) === 'RESERVED' && deadlineMs !== null && atMs >= deadlineMs) {
    return refused('paymentCaptureDeadlineExceed');
  }
  if (grandTotalMinor > runwayMinor(reservation) || exceedsALine(reservation, lines)) {
    return refused('requestedCaptureAmountExceedAvailableCaptureRunway');
  }
  const uuid = world.ids.next('CAP');
  reservation.captures.push({ uuid, atMs, amountMinor: grandTotalMinor, lines, note });
  leaveTrace(world, reservation, {
    kind: 'capture',
    by,
    title: 'amount-captured-from-reservation',
    atMs,
    amountMinor: grandTotalMinor,
    reference: uuid,
    uuid,
    note,
    isRefundable: true,
    isPayment: true,
  });
  world.callbacks.announce(reservation, 'CAPTURED', grandTotalMinor);
  return done(uuid);
}

function isOrderLine(reservation: Reservation, id: number): boolean {
  return reservation.lines.some((line) => line.id === id && line.chargeUuid === null);
}

/** A line named twice counts once, with both its amounts. */
function exceedsALine(reservation: Reservation, lines: readonly LineShare[]): boolean {
  return lines.some(({ id }) => {
    const askedMinor = sumMinor(lines.filter((line) => line.id === id));
    return askedMinor > lineRunwayMinor(reservation, id);
  });
}
