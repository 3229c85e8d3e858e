// Gives money back from one capture or one charge, line by line, never more than it took.
import { sumMinor } from '../amounts';
import type { Actor } from '../books';
import { nowOf } from '../clock';
import { refundsOf, shareMinor, statusOf } from '../facts';
import type { LineShare, Refund, Reservation, Taking } from '../reservation';
import { TOTALS } from '../wire/validation-messages';
import type { World } from '../world';
import { done, invalid, leaveTrace, type Outcome, refused } from './act';

/** What is to be refunded. `grandTotalMinor` must be the sum of the lines. */
export interface RefundRequest {
  source: 'captured' | 'charged';
  reference: string;
  lines: LineShare[];
  grandTotalMinor: number;
  by: Actor;
}

/**
 * Refunds, also after completion. The provider calls it accepted and pending; here it is done at once, unless a fault
 * keeps it pending: it then counts against what is left, but details do not show it.
 * Source: Front Payment, "Refund Reservation", Other Refund Rejection Errors; which key stands for which case is
 * not explained there. A part of a charge that is refundable only whole has no key: a validation error.
 */
export function refund(world: World, reservation: Reservation, request: RefundRequest): Outcome {
  const { source, reference, lines, grandTotalMinor, by } = request;
  if (sumMinor(lines) !== grandTotalMinor) return invalid(TOTALS.grandTotal);
  const obstacle = obstacleToRefunding(reservation, request);
  if (obstacle !== null) return obstacle;
  const atMs = nowOf(reservation);
  const pending = by === 'api' ? pendingFrom(world, reservation, atMs) : {};
  reservation.refunds.push({ atMs, source, reference, amountMinor: grandTotalMinor, lines, ...pending });
  leaveTrace(world, reservation, {
    kind: 'refund',
    by,
    title: source === 'captured' ? 'refund-sent-from-captured' : 'refund-sent-from-charged',
    atMs,
    amountMinor: grandTotalMinor,
    reference,
  });
  return done(reference);
}

/** The capture or charge a refund names, if it is there. */
export function takingOf(
  reservation: Reservation,
  source: 'captured' | 'charged',
  reference: string,
): Taking | undefined {
  const takings = source === 'captured' ? reservation.captures : reservation.charges;
  return takings.find((taking) => taking.uuid === reference);
}

function pendingFrom(world: World, reservation: Reservation, atMs: number): Pick<Refund, 'pending'> {
  const aim = { reservationUuid: reservation.uuid, referenceNo: reservation.order.referenceNo };
  const fault = world.faults.drawForRefund(aim);
  return fault === null ? {} : { pending: { untilMs: atMs + fault.afterMs, end: fault.end, isTold: false } };
}

function obstacleToRefunding(reservation: Reservation, request: RefundRequest): Outcome | null {
  const { source, reference, lines, grandTotalMinor } = request;
  if (statusOf(reservation) === 'CANCELLED') {
    return refused('refundRejectionForRefundedCancelledInvoicedOrderParamCancelled');
  }
  const taking = takingOf(reservation, source, reference);
  if (taking === undefined) return refused('refundRejectionForTransactionNotFound');
  const refunds = refundsOf(reservation, reference);
  const leftMinor = taking.amountMinor - sumMinor(refunds);
  if (leftMinor === 0) return refused('refundRejectionForRefundedCancelledInvoicedOrderParamRefunded');
  if (lines.some(({ id }) => !reservation.lines.some((line) => line.id === id))) {
    return refused('requestProductIdNotAvailable');
  }
  if (lines.some(({ id }) => !taking.lines.some((share) => share.id === id))) {
    return refused('orderProductsNotFound');
  }
  if (grandTotalMinor > leftMinor) return refused('refundRejectionForRefundRequestGreaterThanOrderAmount');
  const exceeds = lines.some(({ id }) => {
    const lineLeftMinor = shareMinor([taking], id) - shareMinor(refunds, id);
    return shareMinor([{ lines }], id) > lineLeftMinor;
  });
  if (exceeds) return refused('refundRejectionForProductAmountExceed');
  const mustBeWhole = source === 'charged' && !reservation.order.isChargePartiallyRefundable;
  return mustBeWhole && grandTotalMinor !== taking.amountMinor ? invalid(TOTALS.wholeCharge) : null;
}
