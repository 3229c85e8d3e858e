/** The merchant's own budget for this minute is used up; nothing was sent. */

import { type CallFacts, FrontPaymentError } from '../front-payment/errors/front-payment-error';

/** Thrown instead of a call that the provider would answer with 429. Execution: `not_executed`. */
export class BudgetSpentError extends FrontPaymentError {
  override readonly code = 'budget_spent';
  override readonly execution = 'not_executed';
  override readonly retryAfterMs: number;

  constructor(call: CallFacts['call'], retryAfterMs: number) {
    super(
      { call, httpStatus: null, messageKey: null, fieldMessages: [] },
      `The calls of this minute are used up; ${call} was not sent. It is sent again by itself; FRONT_PAYMENT_RATE_PER_MINUTE sets how many there are.`,
    );
    this.retryAfterMs = retryAfterMs;
  }
}
