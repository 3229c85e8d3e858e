// The provider said yes, but what it said cannot be read. Never taken for success.

import { type CallFacts, FrontPaymentError } from './front-payment-error';

/**
 * Thrown for a 2xx that is not JSON, says it is an error, or lacks what the call needs. `fieldMessages` names the
 * unreadable fields by path, never by value. Execution: `unknown`.
 */
export class UnreadableAnswerError extends FrontPaymentError {
  override readonly code = 'unreadable_answer';
  override readonly execution = 'unknown';

  constructor(facts: CallFacts) {
    super(
      facts,
      `Front Payment's answer to ${facts.call} cannot be read; it may have been done. Read details before deciding.`,
    );
  }
}
