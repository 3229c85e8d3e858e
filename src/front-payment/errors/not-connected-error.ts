// No connection came about, so nothing was written to the socket.

import { type CallFacts, FrontPaymentError } from './front-payment-error';

/** Thrown when the name could not be resolved, the port refused, or the certificate was not accepted. Execution: `not_executed`. */
export class NotConnectedError extends FrontPaymentError {
  override readonly code = 'not_connected';
  override readonly execution = 'not_executed';

  constructor(facts: CallFacts) {
    super(
      facts,
      `Front Payment could not be reached for ${facts.call}; nothing was sent. Send it again later.`,
    );
  }
}
