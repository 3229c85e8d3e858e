// The provider said no, with a reason that is documented for the call or told by the status.

import type { RefusalCode } from './error-codes';
import { type CallFacts, FrontPaymentError } from './front-payment-error';

/**
 * Thrown for 403, 404, 417 and every 400 documented for the call; `code` is the refusal's name, `fieldMessages` the
 * provider's own words on the fields. Execution: `refused`.
 */
export class RefusedError extends FrontPaymentError {
  override readonly code: RefusalCode;
  override readonly execution = 'refused';

  constructor(facts: CallFacts, code: RefusalCode) {
    super(
      facts,
      `Front Payment refused ${facts.call} (${code}); nothing was done. Change what the reason names.`,
    );
    this.code = code;
  }
}
