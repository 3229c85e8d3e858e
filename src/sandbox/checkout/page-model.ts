// What the checkout page shows: words and amounts ready to print, no markup. Pure but for the clock it is given.
import { DateTime } from 'luxon';
import { obstacleToPaying } from '../acts/pay';
import { sumMinor, toMain } from '../amounts';
import { statusOf } from '../facts';
import type { Line, Reservation } from '../reservation';
import type { Settings } from '../settings';

/** What the last press of a button led to, as the page's address carries it. */
export type PressOutcome = 'declined' | 'declined-by-bank' | null;

/** How the page greets: a headline, a sentence, and the tone of both. */
export interface Notice {
  tone: 'good' | 'bad' | 'plain';
  title: string;
  text: string;
}

/** Everything the template needs. */
export interface PageModel {
  merchant: string;
  reservationUuid: string;
  referenceNo: string | null;
  customerName: string;
  lines: Array<{ name: string; tax: string; amount: string }>;
  taxAmount: string;
  total: string;
  payBefore: string;
  method: string;
  notice: Notice | null;
  /** Whether the buttons are there. */
  canPay: boolean;
  /** Where the form goes. */
  action: string;
}

const METHODS = { visa: 'Visa', mastercard: 'Mastercard' } as const;

/** Works out the page. `nowMs` is the reservation's present. */
export function pageModel(
  reservation: Reservation,
  settings: Settings,
  { nowMs, outcome, action }: { nowMs: number; outcome: PressOutcome; action: string },
): PageModel {
  const ordered = reservation.lines.filter((line) => line.chargeUuid === null);
  const money = (amountMinor: number) => formatMoney(amountMinor, settings.currency);
  const obstacle = obstacleToPaying(reservation, nowMs);
  return {
    merchant: settings.merchantName,
    reservationUuid: reservation.uuid,
    referenceNo: reservation.order.referenceNo,
    customerName: reservation.order.customer.name,
    lines: ordered.map((line) => ({
      name: line.name,
      tax: `${line.taxPercent} %`,
      amount: money(line.amountMinor),
    })),
    taxAmount: money(sumMinor(ordered.map((line) => ({ amountMinor: taxMinor(line) })))),
    total: money(reservation.grandTotalMinor),
    payBefore: instantText(reservation.dueAtMs, settings.zone),
    method: METHODS[reservation.paymentMethod],
    notice: noticeFor(reservation, obstacle, { outcome, merchant: settings.merchantName }),
    canPay: obstacle === null,
    action,
  };
}

function noticeFor(
  reservation: Reservation,
  obstacle: ReturnType<typeof obstacleToPaying>,
  { outcome, merchant }: { outcome: PressOutcome; merchant: string },
): Notice | null {
  if (obstacle === 'alreadyPaid') {
    const isOver = statusOf(reservation) === 'COMPLETED';
    const text = isOver
      ? `Your order with ${merchant} is complete. There is nothing left to pay here.`
      : `The amount is reserved on your card. ${merchant} takes it when your order is due.`;
    return { tone: 'good', title: isOver ? 'Order completed' : 'Payment reserved', text };
  }
  if (obstacle === 'cancelled') {
    const text = `${merchant} has cancelled this order. You cannot pay it, and no money is held.`;
    return { tone: 'plain', title: 'Order cancelled', text };
  }
  if (obstacle === 'linkExpired') {
    const text = `This link can no longer be paid. Ask ${merchant} for a new one.`;
    return { tone: 'bad', title: 'Payment link expired', text };
  }
  if (outcome === 'declined') {
    const text = 'Nothing was reserved. You can still pay while the link is valid.';
    return { tone: 'plain', title: 'You declined the payment', text };
  }
  if (outcome === 'declined-by-bank') {
    const text = 'Your bank declined the card. Nothing was reserved; you can try again.';
    return { tone: 'bad', title: 'Payment failed', text };
  }
  return null;
}

/** `21 Nov 2026, 14:05 CET`: whoever compares it with another screen, in another zone, must see which one this is in. */
function instantText(atMs: number, zone: string): string {
  return DateTime.fromMillis(atMs, { zone, locale: 'en-GB' }).toFormat('d LLL yyyy, HH:mm ZZZZ');
}

/** The tax that is included in a line, rounded half up to a whole minor unit. */
function taxMinor({ amountMinor, taxPercent }: Line): number {
  return Math.round((amountMinor * taxPercent) / (100 + taxPercent));
}

function formatMoney(amountMinor: number, currency: string): string {
  return new Intl.NumberFormat('en', { style: 'currency', currency, currencyDisplay: 'code' })
    .format(toMain(amountMinor))
    .replaceAll('\u00a0', ' ');
}
