// Makes a reservation and sends its link. A second order with the same reference number makes a second one:
// the provider does not look for repeats.
import type { Magic } from '../magic';
import type { Order, PaymentMethod, Reservation } from '../reservation';
import type { World } from '../world';
import { addHistory, leaveTrace } from './act';
import { scheduleAutopay } from './settle';

/** A line as ordered. `amountMinor` is its total with tax. */
export interface OrderedLine {
  name: string;
  productId: string | null;
  rateMinor: number;
  taxPercent: number;
  amountMinor: number;
}

/** What is ordered. `via` is the session's card brand; null for a payment link. */
export interface Placement {
  order: Order;
  lines: OrderedLine[];
  grandTotalMinor: number;
  via: PaymentMethod | null;
  clockOffsetMs: number;
  magic: Magic;
}

/** Places an order; the reservation is SENT. */
export function place(world: World, placement: Placement): Reservation {
  const { order, via, clockOffsetMs, magic } = placement;
  const nowMs = Date.now() + clockOffsetMs;
  const reservation: Reservation = {
    uuid: world.ids.next('RES'),
    customerUuid: world.ids.next('CSRT'),
    paymentToken: via === null ? null : world.ids.nextToken(),
    paymentMethod: via ?? 'visa',
    order,
    lines: placement.lines.map((line) => ({ id: world.ids.nextLineId(), ...line, chargeUuid: null })),
    grandTotalMinor: placement.grandTotalMinor,
    createdAtMs: nowMs,
    dueAtMs: Number(order.dueDateForPaymentLink) * 1000,
    clockOffsetMs,
    autopayAtMs: magic.autopayMs === null ? null : nowMs + magic.autopayMs,
    hasCard: false,
    statuses: [],
    reserved: null,
    captures: [],
    charges: [],
    refunds: [],
    history: [],
  };
  leaveTrace(world, reservation, {
    kind: 'submit',
    by: 'api',
    title: 'payment-link-sent-to-customer',
    status: 'SENT',
    atMs: nowMs,
    amountMinor: placement.grandTotalMinor,
    note: order.referenceNo,
    sentTo: sentTo(order),
  });
  scheduleAutopay(world, reservation);
  return reservation;
}

/** Notes that the customer opened the link, the first time. */
export function noteOpened(world: World, reservation: Reservation, atMs: number): void {
  const title = 'payment-link-opened';
  if (reservation.history.some((entry) => entry.title === title)) return;
  addHistory(reservation, {
    atMs,
    uuid: reservation.uuid,
    title,
    sentTo: '',
    actionBy: null,
    note: null,
    paymentMethod: null,
    isRefundable: false,
    amountMinor: null,
  });
  world.save(reservation);
}

function sentTo(order: Order): string {
  const { sms, email } = order.sendOrderBy;
  const { countryCode, msisdn, email: address } = order.customer;
  return [sms ? `${countryCode}${msisdn}` : null, email ? address : null].filter(Boolean).join(', ');
}
