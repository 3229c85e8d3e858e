// An answer that the documents do not know, so that nothing may be concluded from it.

import { type CallFacts, FrontPaymentError } from './front-payment-error';

/** Thrown for a 400 or another status that is not documented for the call. Execution: `unknown`. */
export class UndocumentedAnswerError extends FrontPaymentError {
  override readonly code = 'undocumented_answer';
  override readonly execution = 'unknown';

  constructor(facts: CallFacts) {
    super(
      facts,
      `Front Payment answered ${facts.call} in an undocumented way; it may have been done. Read details before deciding.`,
    );
  }
}
