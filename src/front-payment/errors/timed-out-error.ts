// The time for the whole call ran out.

import { type CallFacts, FrontPaymentError } from './front-payment-error';

/** Thrown when the whole answer was not there in time, also when it dribbles. Execution: `unknown`. */
export class TimedOutError extends FrontPaymentError {
  override readonly code = 'timed_out';
  override readonly execution = 'unknown';

  constructor(facts: CallFacts) {
    super(
      facts,
      `Front Payment did not answer ${facts.call} in time; it may have been done. Read details before deciding.`,
    );
  }
}
