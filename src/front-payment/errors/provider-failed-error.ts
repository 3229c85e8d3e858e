// The provider failed while it had the request.

import { type CallFacts, FrontPaymentError } from './front-payment-error';

/** Thrown for every 5xx, 500 and 510 among them. Execution: `unknown`. */
export class ProviderFailedError extends FrontPaymentError {
  override readonly code = 'provider_failed';
  override readonly execution = 'unknown';

  constructor(facts: CallFacts) {
    super(
      facts,
      `Front Payment failed during ${facts.call}; it may have been done. Read details before deciding.`,
    );
  }
}
