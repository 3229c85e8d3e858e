// Charges the stored card for something beyond the order. Its lines get product ids of their own.
import { sumMinor } from '../amounts';
import type { Actor } from '../books';
import { nowOf } from '../clock';
import { chargeDeadlineMs, statusOf } from '../facts';
import type { Line, Reservation } from '../reservation';
import { TOTALS } from '../wire/validation-messages';
import type { World } from '../world';
import { done, invalid, leaveTrace, type Outcome, refused } from './act';
import type { OrderedLine } from './place';

/** What is to be charged. `grandTotalMinor` must be the sum of the lines. */
export interface ChargeRequest {
  lines: OrderedLine[];
  grandTotalMinor: number;
  note: string | null;
  by: Actor;
}

/**
 * Charges; the amount may exceed the hold. Nobody ever paid: no card. COMPLETED or CANCELLED: no runway is left,
 * as the page has no key for them. Source: Front Payment, "Charge Reservation", Other Rejection Errors.
 */
export function charge(world: World, reservation: Reservation, request: ChargeRequest): Outcome {
  const { grandTotalMinor, note, by } = request;
  if (sumMinor(request.lines) !== grandTotalMinor) return invalid(TOTALS.grandTotal);
  if (!reservation.hasCard) return refused('paymentCardNotFound');
  if (statusOf(reservation) !== 'RESERVED') return refused('paymentChargeRunwayExceed');
  const atMs = nowOf(reservation);
  const deadlineMs = chargeDeadlineMs(reservation, world.settings);
  if (deadlineMs !== null && atMs >= deadlineMs) return refused('paymentChargeDeadlineExceed');
  const limitMinor = world.settings.chargeRunwayMinor ?? Number.POSITIVE_INFINITY;
  if (sumMinor(reservation.charges) + grandTotalMinor > limitMinor)
    return refused('paymentChargeRunwayExceed');
  const uuid = world.ids.next('CHA');
  const lines: Line[] = request.lines.map((line) => ({
    id: world.ids.nextLineId(),
    ...line,
    chargeUuid: uuid,
  }));
  reservation.lines.push(...lines);
  const shares = lines.map(({ id, amountMinor }) => ({ id, amountMinor }));
  reservation.charges.push({ uuid, atMs, amountMinor: grandTotalMinor, lines: shares, note });
  leaveTrace(world, reservation, {
    kind: 'charge',
    by,
    title: 'amount-charged-from-card',
    atMs,
    amountMinor: grandTotalMinor,
    reference: uuid,
    uuid,
    note,
    isRefundable: true,
    isPayment: true,
  });
  world.callbacks.announce(reservation, 'CHARGED', grandTotalMinor);
  return done(uuid);
}
