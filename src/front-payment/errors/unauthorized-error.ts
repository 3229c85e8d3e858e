// The provider did not accept the token.

import { type CallFacts, FrontPaymentError } from './front-payment-error';

/** Thrown for a 401. Execution: `not_executed`. */
export class UnauthorizedError extends FrontPaymentError {
  override readonly code = 'unauthorized';
  override readonly execution = 'not_executed';

  constructor(facts: CallFacts) {
    super(
      facts,
      `Front Payment did not accept the token for ${facts.call}; nothing was done. Set a valid token, then send it again.`,
    );
  }
}
