// The closed list of codes an error of a call may carry.

import type { DocumentedRefusalCode } from '../refusals';

/** The stable name of a refusal: documented per call, or told by the status alone. */
export type RefusalCode = DocumentedRefusalCode | 'forbidden' | 'not_found' | 'payload_validation_failed';

/** Every code of a `FrontPaymentError`; published codes stay. */
export type FrontPaymentErrorCode =
  | RefusalCode
  | 'invalid_request'
  | 'not_connected'
  | 'unauthorized'
  | 'rate_limited'
  | 'budget_spent'
  | 'timed_out'
  | 'connection_lost'
  | 'redirected'
  | 'provider_failed'
  | 'undocumented_answer'
  | 'unreadable_answer'
  | 'answer_too_large';
