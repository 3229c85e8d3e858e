// The provider pointed elsewhere; redirects are never followed.

import { type CallFacts, FrontPaymentError } from './front-payment-error';

/** Thrown for any 3xx. Execution: `unknown`. */
export class RedirectedError extends FrontPaymentError {
  override readonly code = 'redirected';
  override readonly execution = 'unknown';

  constructor(facts: CallFacts) {
    super(
      facts,
      `Front Payment redirected ${facts.call}, which is not followed; it may have been done. Check the base URL, read details.`,
    );
  }
}
