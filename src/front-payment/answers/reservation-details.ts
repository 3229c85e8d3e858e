// Details, the truth about a reservation, read leniently in everything but money.

import { z } from 'zod';
import type { MinorUnit } from '../../money/currency';
import { type CustomerOfDetails, customerOfDetails, customerShape } from './customer-of-details';
import {
  flagOrNull,
  instantOrNull,
  integerId,
  listOf,
  money,
  moneyOrNull,
  moneyOrZero,
  numberOrNull,
  objectOrNull,
  requiredText,
  textOrNull,
} from './lenient-fields';
import {
  paymentDetailsSchema,
  paymentHistorySchema,
  type RefundedEntry,
  type ReservedEntry,
  type TakenEntry,
} from './payment-details';

/** One product of the reservation; capture and refund name it by `id`. */
export interface ReservationProduct {
  readonly id: number;
  readonly name: string | null;
  readonly productId: string | null;
  readonly quantity: number | null;
  /** null when finer than a minor unit, as a price per piece may be. */
  readonly rateMinor: number | null;
  readonly discountMinor: number | null;
  readonly taxPercent: number | null;
  /** The line's total with tax. */
  readonly amountMinor: number;
  readonly reservedMinor: number;
  readonly capturedMinor: number;
}

/** The states the documents know; others are kept as given. "RESERVED NOT PAID" is RESERVED and not `isPaid`. */
export type ReservationStatus = 'SENT' | 'RESERVED' | 'COMPLETED' | 'CANCELLED' | 'EXPIRED' | (string & {});

/** A reservation as the provider has it. Instants are ISO 8601 in UTC, null when absent or unreadable. */
export interface ReservationDetails {
  readonly reservationUuid: string;
  readonly status: ReservationStatus;
  readonly isPaid: boolean;
  readonly products: readonly ReservationProduct[];
  readonly grandTotalMinor: number;
  readonly reservationDateAt: string | null;
  readonly paymentLinkDueAt: string | null;
  readonly notify: { readonly sms: boolean | null; readonly email: boolean | null } | null;
  readonly referenceNumber: string | null;
  /** As given: a number of minutes or days, see the client's `chargeValidityUnit`. */
  readonly chargeValidity: string | null;
  readonly customerReference: string | null;
  readonly termsAndConditions: string | null;
  readonly translationKey: string | null;
  /** When the hold was made. Unlike the other instants, one that cannot be read makes the answer unreadable. */
  readonly reservedAt: string | null;
  readonly reservedMinor: number;
  readonly capturedMinor: number;
  readonly chargedMinor: number;
  readonly refundedFromCapturedMinor: number;
  readonly refundedFromChargedMinor: number;
  readonly reserved: readonly ReservedEntry[];
  readonly captured: readonly TakenEntry[];
  readonly charged: readonly TakenEntry[];
  readonly refunded: readonly RefundedEntry[];
  /** All the personal data there is, and nothing else: drop this one to keep none. */
  readonly customer: CustomerOfDetails;
}

/** The reading of one reservation's details: an answer that is about another one cannot be read. */
export function detailsOf(reservationUuid: string, schema: ReturnType<typeof reservationDetailsSchema>) {
  return schema.refine((details) => details.reservationUuid === reservationUuid, {
    path: ['reservationUuid'],
    message: 'is not the reservation that was asked for',
  });
}

/**
 * The reading of details in a currency (the answer names none) and a zone for times that name none. Making it costs more than
 * reading with it.
 *
 * Payment parts that are null or absent are zero and empty, as long as nothing was paid. A paid reservation whose
 * reserved sum is missing cannot be read: taking it for zero could make somebody decide over money that is there.
 *
 * Source: Front Payment, "Get Reservation Details By UUID", Response.
 */
export function reservationDetailsSchema({ unit, zone }: { unit: MinorUnit; zone: string }) {
  return z
    .object({
      reservationUuid: requiredText(),
      status: requiredText(),
      isPaid: flagOrNull(),
      productList: listOf(productSchema(unit)),
      grandTotal: money(unit),
      reservationDate: instantOrNull(zone),
      paymentLinkDueDate: instantOrNull(zone),
      sendOrderBy: objectOrNull({ sms: flagOrNull(), email: flagOrNull() }),
      referenceNumber: textOrNull(),
      chargeValidity: textOrNull(),
      customerReference: textOrNull(),
      termsAndCondition: textOrNull(),
      translationKey: textOrNull(),
      paymentDetails: paymentDetailsSchema(unit, zone),
      paymentHistory: paymentHistorySchema(unit, zone),
      ...customerShape,
    })
    .superRefine(({ status, isPaid, paymentDetails }, context) => {
      const fault = (path: string[], message: string) => context.addIssue({ code: 'custom', path, message });
      if (isPaid === null && (status === 'RESERVED' || status === 'COMPLETED')) {
        fault(['isPaid'], 'is missing or neither true nor false');
      }
      if (isPaid === true && paymentDetails.reservedAmount === null) {
        fault(['paymentDetails', 'reservedAmount'], 'is missing although it is paid');
      }
    })
    .transform(toReservationDetails);
}

function productSchema(unit: MinorUnit) {
  return z
    .object({
      id: integerId(),
      name: textOrNull(),
      productId: textOrNull(),
      quantity: numberOrNull(),
      rate: moneyOrNull(unit),
      discount: moneyOrNull(unit),
      tax: numberOrNull(),
      amount: money(unit),
      reserved: moneyOrZero(unit),
      captured: moneyOrZero(unit),
    })
    .transform(
      ({ rate, discount, tax, amount, reserved, captured, ...product }): ReservationProduct => ({
        ...product,
        rateMinor: rate,
        discountMinor: discount,
        taxPercent: tax,
        amountMinor: amount,
        reservedMinor: reserved,
        capturedMinor: captured,
      }),
    );
}

type DetailsOnTheWire = Pick<
  ReservationDetails,
  'reservationUuid' | 'status' | 'referenceNumber' | 'chargeValidity' | 'customerReference' | 'translationKey'
> &
  Parameters<typeof customerOfDetails>[0] & {
    isPaid: boolean | null;
    productList: ReservationProduct[];
    grandTotal: number;
    reservationDate: string | null;
    paymentLinkDueDate: string | null;
    sendOrderBy: ReservationDetails['notify'];
    termsAndCondition: string | null;
    paymentDetails: z.output<ReturnType<typeof paymentDetailsSchema>>;
    paymentHistory: z.output<ReturnType<typeof paymentHistorySchema>>;
  };

function toReservationDetails(wire: DetailsOnTheWire): ReservationDetails {
  const { paymentDetails, paymentHistory } = wire;
  return {
    reservationUuid: wire.reservationUuid,
    status: wire.status,
    isPaid: wire.isPaid === true,
    products: wire.productList,
    grandTotalMinor: wire.grandTotal,
    reservationDateAt: wire.reservationDate,
    paymentLinkDueAt: wire.paymentLinkDueDate,
    notify: wire.sendOrderBy,
    referenceNumber: wire.referenceNumber,
    chargeValidity: wire.chargeValidity,
    customerReference: wire.customerReference,
    termsAndConditions: wire.termsAndCondition,
    translationKey: wire.translationKey,
    reservedAt: paymentDetails.reservedAt,
    reservedMinor: paymentDetails.reservedAmount ?? 0,
    capturedMinor: paymentDetails.capturedAmount,
    chargedMinor: paymentDetails.chargedAmount,
    refundedFromCapturedMinor: paymentDetails.amountRefunded.fromCaptured,
    refundedFromChargedMinor: paymentDetails.amountRefunded.fromCharge,
    reserved: paymentHistory.reserved,
    captured: paymentHistory.captured,
    charged: paymentHistory.charged,
    refunded: paymentHistory.refunded,
    customer: customerOfDetails(wire),
  };
}
