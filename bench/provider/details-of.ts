/** A reservation as the call `details` shows it, in the documented shape. Source: "Get Reservation Details By UUID". */
import type { StubReservation, Taken } from './reservations';

/** The `data` of details. */
export function detailsOf(reservation: StubReservation): object {
  const { lines, reservedAt, captured, charged, refunded, grandTotal, createdAt } = reservation;
  const capturedAmount = sum(captured);
  return {
    reservationUuid: reservation.uuid,
    status: reservation.ended ?? (reservedAt === null ? 'SENT' : 'RESERVED'),
    isPaid: capturedAmount > 0,
    productList: lines.map(({ id, name, productId, tax, amount, captured: share }) => ({
      id,
      name,
      productId,
      quantity: 1,
      rate: amount,
      discount: 0,
      tax: Number(tax),
      amount,
      reserved: reservedAt === null ? 0 : amount,
      captured: share,
    })),
    grandTotal,
    reservationDate: String(createdAt),
    paymentLinkDueDate: reservation.linkExpiresAt,
    sendOrderBy: { sms: false, email: false },
    customerDetails: {},
    referenceNumber: reservation.referenceNo,
    chargeValidity: null,
    customerReference: null,
    customerNotes: null,
    termsAndCondition: null,
    paymentDetails: {
      reservedAt,
      reservedAmount: reservedAt === null ? 0 : grandTotal,
      capturedAmount,
      chargedAmount: sum(charged),
      amountRefunded: {
        fromCaptured: sum(refunded.filter(({ source }) => source === 'captured')),
        fromCharge: sum(refunded.filter(({ source }) => source === 'charged')),
      },
    },
    organizationDetails: {},
    translationKey: 'reservation-status',
    paymentHistory: {
      reserved: reservedAt === null ? [] : [{ at: reservedAt, amount: grandTotal }],
      captured: captured.map((taken) => shown(taken, reservation)),
      charged: charged.map((taken) => shown(taken, reservation)),
      refunded: refunded.map(({ at, amount, reference }) => ({
        at,
        amount,
        reference,
        isRefunded: true,
        isPartial: false,
      })),
    },
  };
}

function shown({ at, amount, reference, note }: Taken, { refunded }: StubReservation): object {
  const back = sum(refunded.filter((refund) => refund.reference === reference));
  return { at, amount, reference, isRefunded: back > 0, refunded: back, additionalText: note };
}

/** In whole hundredths: a sum of binary fractions is none of a decimal's. */
function sum(amounts: readonly { amount: number }[]): number {
  return amounts.reduce((total, { amount }) => total + Math.round(amount * 100), 0) / 100;
}
