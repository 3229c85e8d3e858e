// The answer was larger than we read.

import { type CallFacts, FrontPaymentError } from './front-payment-error';

/** Thrown when the body, decompressed, exceeds `maxResponseBytes`. Execution: `unknown`. */
export class AnswerTooLargeError extends FrontPaymentError {
  override readonly code = 'answer_too_large';
  override readonly execution = 'unknown';

  constructor(facts: CallFacts) {
    super(
      facts,
      `The answer to ${facts.call} is larger than allowed and was not read; it may have been done. Read details before deciding.`,
    );
  }
}
