// A reservation as the call `details` shows it, at a given moment: the documented shape, floats in main units.
// Where the page names a type but no meaning, the choice made here is said at the field.
import { sumMinor, toMain } from '../amounts';
import { isPaid, refundsDone, shareMinor, statusOf, until } from '../facts';
import type { Refund, Reservation, Taking } from '../reservation';
import type { NumbersAsStrings, Settings } from '../settings';

/**
 * The `data` of details.
 * @param asOfMs the moment shown, on the reservation's clock; earlier than its present when details lag
 * Source: Front Payment, "Get Reservation Details By UUID".
 */
export function detailsView(reservation: Reservation, settings: Settings, asOfMs: number): object {
  const { order } = reservation;
  const write = writer(settings.numbersAsStrings);
  return {
    reservationUuid: reservation.uuid,
    status: statusOf(reservation, asOfMs),
    isPaid: isPaid(reservation, asOfMs),
    productList: productList(reservation, asOfMs, write),
    grandTotal: write.amount(reservation.grandTotalMinor),
    // "String": the Unix seconds as they were submitted.
    reservationDate: order.orderDate,
    paymentLinkDueDate: order.dueDateForPaymentLink,
    sendOrderBy: order.sendOrderBy,
    customerDetails: {
      countryCode: order.customer.countryCode,
      msisdn: order.customer.msisdn,
      email: order.customer.email,
      name: order.customer.name,
      address: order.customer.address,
    },
    referenceNumber: order.referenceNo,
    chargeValidity: order.chargeValidity,
    customerReference: order.customerReference,
    customerNotes: order.customerNotes,
    termsAndCondition: order.termsAndCondition,
    paymentDetails: paymentDetails(reservation, asOfMs, write),
    organizationDetails: organizationDetails(settings.merchantName),
    // "String" and nothing more: the status in the manner of a key.
    translationKey: `reservation-status-${statusOf(reservation, asOfMs).toLowerCase()}`,
    paymentHistory: paymentHistory(reservation, asOfMs, write),
  };
}

interface Writer {
  amount(amountMinor: number): number | string;
  number(value: number): number | string;
  time(atMs: number): number | string;
}

function writer(strings: NumbersAsStrings): Writer {
  const number = (value: number) => (strings === 'all' ? String(value) : value);
  return {
    amount: (amountMinor) => (strings === 'none' ? toMain(amountMinor) : toMain(amountMinor).toFixed(2)),
    number,
    time: (atMs) => number(Math.floor(atMs / 1000)),
  };
}

/** The order's lines, and after a charge that charge's lines too. */
function productList(reservation: Reservation, asOfMs: number, write: Writer): object[] {
  const charged = new Set(until(reservation.charges, asOfMs).map((taking) => taking.uuid));
  const isReserved = reservation.reserved !== null && reservation.reserved.atMs <= asOfMs;
  const captures = until(reservation.captures, asOfMs);
  return reservation.lines
    .filter((line) => line.chargeUuid === null || charged.has(line.chargeUuid))
    .map((line) => ({
      id: write.number(line.id),
      name: line.name,
      productId: line.productId,
      quantity: write.number(1),
      rate: write.amount(line.rateMinor),
      discount: write.amount(0),
      tax: write.number(line.taxPercent),
      amount: write.amount(line.amountMinor),
      reserved: write.amount(isReserved && line.chargeUuid === null ? line.amountMinor : 0),
      captured: write.amount(shareMinor(captures, line.id)),
    }));
}

function paymentDetails(reservation: Reservation, asOfMs: number, write: Writer): object {
  const reserved = until(reservation.reserved === null ? [] : [reservation.reserved], asOfMs)[0];
  const refunds = refundsDone(reservation, asOfMs);
  const refundedFrom = (source: Refund['source']) =>
    write.amount(sumMinor(refunds.filter((refund) => refund.source === source)));
  return {
    reservedAt: reserved === undefined ? null : write.time(reserved.atMs),
    reservedAmount: write.amount(reserved?.amountMinor ?? 0),
    capturedAmount: write.amount(sumMinor(until(reservation.captures, asOfMs))),
    chargedAmount: write.amount(sumMinor(until(reservation.charges, asOfMs))),
    amountRefunded: { fromCaptured: refundedFrom('captured'), fromCharge: refundedFrom('charged') },
  };
}

function paymentHistory(reservation: Reservation, asOfMs: number, write: Writer): object {
  const refunds = refundsDone(reservation, asOfMs);
  const reserved = reservation.reserved === null ? [] : [reservation.reserved];
  const taking = ({ uuid, atMs, amountMinor, note }: Taking) => {
    const refundedMinor = sumMinor(refunds.filter((refund) => refund.reference === uuid));
    return {
      at: write.time(atMs),
      amount: write.amount(amountMinor),
      reference: uuid,
      // True as soon as anything was given back; `refunded` says how much.
      isRefunded: refundedMinor > 0,
      refunded: write.amount(refundedMinor),
      additionalText: note,
    };
  };
  return {
    reserved: until(reserved, asOfMs).map(({ atMs, amountMinor }) => ({
      at: write.time(atMs),
      amount: write.amount(amountMinor),
    })),
    captured: until(reservation.captures, asOfMs).map(taking),
    charged: until(reservation.charges, asOfMs).map(taking),
    refunded: refunds.map((refund) => ({
      at: write.time(refund.atMs),
      amount: write.amount(refund.amountMinor),
      reference: refund.reference,
      isRefunded: true,
      isPartial: isPartial(reservation, refund),
    })),
  };
}

function isPartial(reservation: Reservation, refund: Refund): boolean {
  const takings = [...reservation.captures, ...reservation.charges];
  const taking = takings.find((candidate) => candidate.uuid === refund.reference);
  return taking !== undefined && refund.amountMinor < taking.amountMinor;
}

function organizationDetails(name: string): object {
  return {
    name,
    billingAddress: {
      countryCode: '+47',
      msisdn: '40000000',
      email: 'post@merchant.example',
      street: 'Kaigata 1',
      zip: '5003',
      city: 'Bergen',
      country: 'NO',
    },
  };
}
