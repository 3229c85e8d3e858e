// We refused to send: the request would be wrong at the provider.

import type { CallName } from '../call-name';
import { FrontPaymentError } from './front-payment-error';

/** One field at fault: where it is and what was wrong with it, never its value. */
export interface FieldFault {
  /** Dotted, such as `lines.0.amountMinor`; empty for the request as a whole. */
  readonly path: string;
  readonly message: string;
}

/** Thrown before anything is sent. `fields` names every field at fault. Execution: `refused`. */
export class InvalidRequestError extends FrontPaymentError {
  override readonly code = 'invalid_request';
  override readonly execution = 'refused';
  readonly fields: readonly FieldFault[];

  constructor(call: CallName, fields: readonly FieldFault[]) {
    const fieldMessages = fields.map(({ path, message }) => (path === '' ? message : `${path}: ${message}`));
    super(
      { call, httpStatus: null, messageKey: null, fieldMessages },
      `The request for ${call} is not valid and was not sent: ${fieldMessages.join('; ')}.`,
    );
    this.fields = fields;
  }
}
