// The one decision from an HTTP answer that is no success to an error class: what surely did not happen, and what may.

import type { CallName } from './call-name';
import { readEnvelope } from './envelope';
import type { CallFacts, FrontPaymentError } from './errors/front-payment-error';
import { ProviderFailedError } from './errors/provider-failed-error';
import { RateLimitedError } from './errors/rate-limited-error';
import { RedirectedError } from './errors/redirected-error';
import { RefusedError } from './errors/refused-error';
import { UnauthorizedError } from './errors/unauthorized-error';
import { UndocumentedAnswerError } from './errors/undocumented-answer-error';
import { UnreadableAnswerError } from './errors/unreadable-answer-error';
import type { HttpAnswer } from './http-call';
import { type CleanText, collectTexts } from './provider-text';
import { documentedRefusal } from './refusals';
import { readRetryAfterMs } from './retry-after';

/**
 * The error that an answer means. Decides every status; a 2xx handed in here is one that could not be read.
 *
 * Source: Front Payment, "Reservation Management" (401, 404, 417, 500, 510 and each call's 400s); 403 and 429 with
 * `Retry-After` are known from elsewhere.
 */
export function errorFromResponse(
  call: CallName,
  answer: HttpAnswer,
  cleanText: CleanText,
): FrontPaymentError {
  const envelope = readEnvelope(answer);
  const facts: CallFacts = {
    call,
    httpStatus: answer.status,
    messageKey: envelope?.message == null ? null : cleanText(envelope.message),
    fieldMessages: collectTexts(envelope?.errors, cleanText),
  };
  const { status } = answer;
  if (status >= 200 && status < 300) return new UnreadableAnswerError(facts);
  if (status >= 300 && status < 400) return new RedirectedError(facts);
  if (status >= 500) return new ProviderFailedError(facts);
  const refusal = documentedRefusal(call, status, envelope?.message ?? null);
  switch (status) {
    case 400:
      if (refusal) return new RefusedError(facts, refusal);
      return isOrderValidation(call, envelope?.message ?? null, facts)
        ? new RefusedError(facts, 'payload_validation_failed')
        : new UndocumentedAnswerError(facts);
    case 401:
      return new UnauthorizedError(facts);
    case 403:
      return new RefusedError(facts, 'forbidden');
    case 404:
      return new RefusedError(facts, refusal ?? 'not_found');
    case 417:
      return new RefusedError(facts, 'payload_validation_failed');
    case 429:
      return new RateLimitedError(facts, readRetryAfterMs(answer.headers['retry-after'], Date.now()));
    default:
      return new UndocumentedAnswerError(facts);
  }
}

/**
 * Source: Front Payment, "Submit Reservation", Error Response: validation errors come with an appropriate status,
 * "e.g., 400 Bad Request", "along with error messages specifying the invalid or missing fields". So a 400 that names
 * none is not one of them.
 */
function isOrderValidation(call: CallName, messageKey: string | null, facts: CallFacts): boolean {
  if (call !== 'submit' && call !== 'createSession') return false;
  return messageKey === 'payloadValidationErrors' || facts.fieldMessages.length > 0;
}
