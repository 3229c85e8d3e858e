// The connection ended before the whole answer was there.

import { type CallFacts, FrontPaymentError } from './front-payment-error';

/** Thrown for a reset, a premature end and an answer that is not HTTP. Execution: `unknown`. */
export class ConnectionLostError extends FrontPaymentError {
  override readonly code = 'connection_lost';
  override readonly execution = 'unknown';

  constructor(facts: CallFacts) {
    super(
      facts,
      `The connection to Front Payment was lost during ${facts.call}; it may have been done. Read details before deciding.`,
    );
  }
}
