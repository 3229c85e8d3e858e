// The money part of a reservation's details: sums and the payment history.

import type { MinorUnit } from '../../money/currency';
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
export function paymentDetailsSchema(unit: MinorUnit, zone: string) {
  return objectOf({
    reservedAt: instantIfThere(zone),
    reservedAmount: moneyIfThere(unit),
    capturedAmount: moneyOrZero(unit),
    chargedAmount: moneyOrZero(unit),
    amountRefunded: objectOf({ fromCaptured: moneyOrZero(unit), fromCharge: moneyOrZero(unit) }),
  });
}

/** `paymentHistory`; absent lists are empty. */
export function paymentHistorySchema(unit: MinorUnit, zone: string) {
  const amountMinor = money(unit);
  const at = instantOrNull(zone);
  const taken = objectOf({
    at,
    amount: amountMinor,
    reference: textOrNull(),
    isRefunded: flagOrFalse(),
    refunded: moneyIfThere(unit),
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
