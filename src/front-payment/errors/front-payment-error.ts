// The base of everything that can go wrong with one of the ten calls. An error carries facts about the call and
// bounded, cleaned texts of the provider; never a token, a URL, a header, a body, a person or the error beneath it.

import type { CallName } from '../call-name';
import type { FrontPaymentErrorCode } from './error-codes';

/**
 * What is known about the provider having done what was asked. `not_executed`: surely nothing happened, the same
 * call may be sent again; `refused`: it surely did not do it, and says why; `unknown`: it may have done it.
 */
export type Execution = 'not_executed' | 'refused' | 'unknown';

/** The facts of a failed call that every error carries. */
export interface CallFacts {
  readonly call: CallName;
  /** null when no status line was read. */
  readonly httpStatus: number | null;
  /** The envelope's `message`, cleaned of personal data and bounded; null without an envelope. */
  readonly messageKey: string | null;
  /** The provider's own strings from `errors`, cleaned of personal data, bounded in number and length. */
  readonly fieldMessages: readonly string[];
}

/** Base class; match on `code` or `execution`, never on the message. */
export abstract class FrontPaymentError extends Error {
  abstract readonly code: FrontPaymentErrorCode;
  abstract readonly execution: Execution;
  readonly call: CallName;
  readonly httpStatus: number | null;
  readonly messageKey: string | null;
  readonly fieldMessages: readonly string[];
  /** How long the provider asks to wait, in milliseconds; null when it does not say. Only a 429 sets it. */
  readonly retryAfterMs: number | null = null;

  constructor(facts: CallFacts, message: string) {
    super(message);
    this.name = new.target.name;
    this.call = facts.call;
    this.httpStatus = facts.httpStatus;
    this.messageKey = facts.messageKey;
    this.fieldMessages = facts.fieldMessages;
  }
}
