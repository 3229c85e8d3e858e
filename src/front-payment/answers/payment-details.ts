// The money part of a reservation's details: sums and the payment history.

import {
  flagOrFalse,
  instantIfThere,
  instantOrNull,
  listOf,
  money,
  moneyIfThere,
  moneyOrZero,
  objectOf,
  textOrNull,
} from './lenient-fields';

/** A hold that was made. */
export interface ReservedEntry {
  readonly at: string | null;
  readonly amountMinor: number;
}

/** One capture or one charge. */
export interface TakenEntry extends ReservedEntry {
  /** `CAP…` or `CHA…`; null when the provider did not say. */
  readonly reference: string | null;
  readonly refundedMinor: number;
  readonly isRefunded: boolean;
  readonly additionalText: string | null;
}

/** One refund. */
export interface RefundedEntry extends ReservedEntry {
  readonly reference: string | null;
  readonly isRefunded: boolean;
  readonly isPartial: boolean;
}

/** `paymentDetails`; absent sums are zero, save the reserved one, which is null then. */
export function paymentDetailsSchema(currency: string, zone: string) {
  return objectOf({
    reservedAt: instantIfThere(zone),
    reservedAmount: moneyIfThere(currency),
    capturedAmount: moneyOrZero(currency),
    chargedAmount: moneyOrZero(currency),
    amountRefunded: objectOf({ fromCaptured: moneyOrZero(currency), fromCharge: moneyOrZero(currency) }),
  });
}

/** `paymentHistory`; absent lists are empty. */
export function paymentHistorySchema(currency: string, zone: string) {
  const amountMinor = money(currency);
  const at = instantOrNull(zone);
  const taken = objectOf({
    at,
    amount: amountMinor,
    reference: textOrNull(),
    isRefunded: flagOrFalse(),
    refunded: moneyIfThere(currency),
    additionalText: textOrNull(),
  }).transform(
    ({ amount, refunded, ...rest }): TakenEntry => ({
      ...rest,
      amountMinor: amount,
      refundedMinor: refunded ?? (rest.isRefunded ? amount : 0),
    }),
  );
  return objectOf({
    reserved: listOf(
      objectOf({ at, amount: amountMinor }).transform(
        (entry): ReservedEntry => ({ at: entry.at, amountMinor: entry.amount }),
      ),
    ),
    captured: listOf(taken),
    charged: listOf(taken),
    refunded: listOf(
      objectOf({
        at,
        amount: amountMinor,
        reference: textOrNull(),
        isRefunded: flagOrFalse(),
        isPartial: flagOrFalse(),
      }).transform(({ amount, ...rest }): RefundedEntry => ({ ...rest, amountMinor: amount })),
    ),
  });
}
