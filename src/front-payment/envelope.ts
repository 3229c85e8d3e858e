// The envelope around every answer, read as leniently as it is written.

import type { HttpAnswer } from './http-call';

/** What an answer's envelope says; every part may be missing or of another shape than documented. */
export interface Envelope {
  readonly statusCode: number | null;
  readonly message: string | null;
  readonly saysError: boolean;
  readonly data: unknown;
  readonly errors: unknown;
}

/**
 * The envelope, or null when the body is no JSON object.
 *
 * Source: Front Payment, "Reservation Management": `{status_code, status_message, message, is_data | is_error,
 * data | errors}`. Some refusals come with `is_error: false`, so only the status tells a refusal from a success.
 */
export function readEnvelope(answer: HttpAnswer): Envelope | null {
  let body: unknown;
  try {
    body = JSON.parse(answer.bodyText);
  } catch {
    return null;
  }
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return null;
  const fields = body as Record<string, unknown>;
  const statusCode = fields.status_code === undefined ? Number.NaN : Number(fields.status_code);
  return {
    statusCode: Number.isInteger(statusCode) ? statusCode : null,
    message: typeof fields.message === 'string' ? fields.message : null,
    saysError: fields.is_error === true || fields.is_error === 'true' || fields.is_error === 1,
    data: fields.data,
    errors: fields.errors,
  };
}
