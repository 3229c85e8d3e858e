// What cancel and complete send.

import { z } from 'zod';
import { requiredText } from './fields';

/** Why; required by the provider. */
export interface NoteRequest {
  readonly note: string;
}

/**
 * The check of a cancel or complete request; it is the body as well.
 *
 * Source: Front Payment, "Cancel Reservation" and "Complete Reservation", Request Payload.
 */
export const noteRequestSchema = z.strictObject({ note: requiredText });
