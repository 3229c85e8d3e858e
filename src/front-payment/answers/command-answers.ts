// What the commands answer with.

import { z } from 'zod';
import { reservationUuid, webUrl } from '../requests/fields';
import { requiredText, textOrNull } from './lenient-fields';

/** A reservation that now waits for the customer. */
export interface PlacedReservation {
  readonly customerUuid: string | null;
  readonly reservationUuid: string;
  /** Where the customer pays. */
  readonly checkoutUrl: string;
}

/** Source: Front Payment, "Submit Reservation", Example Success Response. */
export const submittedSchema = z
  .object({ customerUuid: textOrNull(), reservationUuid, checkoutUrl: webUrl })
  .transform((placed): PlacedReservation => placed);

/** The session's `paymentUrl` is our `checkoutUrl`. Source: "Create Session for Reservation", Example Success Response. */
export const sessionSchema = z
  .object({ customerUuid: textOrNull(), reservationUuid, paymentUrl: webUrl })
  .transform(({ paymentUrl, ...placed }): PlacedReservation => ({ ...placed, checkoutUrl: paymentUrl }));

/** A capture or charge that was executed. */
export interface TakenAmount {
  /** `CAP…` or `CHA…`. */
  readonly reference: string;
}

/** Source: Front Payment, "Capture Reservation" and "Charge Reservation", Response. */
export const takenSchema = z
  .object({ uuid: requiredText() })
  .transform(({ uuid }): TakenAmount => ({ reference: uuid }));

/** Cancel, complete, resend and refund answer with no data; the envelope alone is the success. */
export const acceptedSchema = z.unknown().transform((): void => undefined);
