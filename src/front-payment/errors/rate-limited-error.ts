// The provider counted too many requests and did not look at this one.

import { type CallFacts, FrontPaymentError } from './front-payment-error';

/** Thrown for a 429; `retryAfterMs` is the provider's `Retry-After`, when it sent one. Execution: `not_executed`. */
export class RateLimitedError extends FrontPaymentError {
  override readonly code = 'rate_limited';
  override readonly execution = 'not_executed';
  override readonly retryAfterMs: number | null;

  constructor(facts: CallFacts, retryAfterMs: number | null) {
    super(
      facts,
      `Front Payment refused ${facts.call} for too many requests; nothing was done. Wait, then send it again.`,
    );
    this.retryAfterMs = retryAfterMs;
  }
}
