// The one decision from a failure below HTTP to an error class. Only what failed before a connection stood surely
// wrote nothing; everything else may have reached the provider. The failure itself (an AxiosError holds the token and
// the body) is looked at and left behind.

import type { CallName } from './call-name';
import { AnswerTooLargeError } from './errors/answer-too-large-error';
import { ConnectionLostError } from './errors/connection-lost-error';
import type { CallFacts, FrontPaymentError } from './errors/front-payment-error';
import { NotConnectedError } from './errors/not-connected-error';
import { TimedOutError } from './errors/timed-out-error';

/** axios's and our own names for "the time ran out". A socket's own ETIMEDOUT is decided by its system call. */
const TIME_OUT_CODES = new Set(['ECONNABORTED', 'ERR_CANCELED', 'ETIMEDOUT', 'TimeoutError', 'AbortError']);

/** A certificate is judged before the first byte of the request is sent. */
const CERTIFICATE_CODES = new Set([
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'CERT_HAS_EXPIRED',
  'CERT_NOT_YET_VALID',
  'CERT_UNTRUSTED',
  'CERT_REJECTED',
  'CERT_CHAIN_TOO_LONG',
  'HOSTNAME_MISMATCH',
  'ERR_TLS_CERT_ALTNAME_INVALID',
]);

/** The error that a failed exchange means. `failure` is whatever axios threw. */
export function errorFromTransport(call: CallName, failure: unknown): FrontPaymentError {
  const facts: CallFacts = { call, httpStatus: null, messageKey: null, fieldMessages: [] };
  if (failedBeforeConnected(failure)) return new NotConnectedError(facts);
  if (isTooLarge(failure)) return new AnswerTooLargeError(facts);
  if (TIME_OUT_CODES.has(textOf(failure, 'code')) || TIME_OUT_CODES.has(textOf(failure, 'name'))) {
    return new TimedOutError(facts);
  }
  return new ConnectionLostError(facts);
}

function failedBeforeConnected(failure: unknown): boolean {
  const origin = fieldOf(failure, 'cause') ?? failure;
  const attempts = fieldOf(origin, 'errors');
  // One failure per address when the name has several (IPv6 and IPv4).
  if (Array.isArray(attempts) && attempts.length > 0) return attempts.every(failedBeforeConnected);
  const systemCall = textOf(origin, 'syscall');
  if (systemCall === 'connect' || systemCall === 'getaddrinfo') return true;
  return CERTIFICATE_CODES.has(textOf(origin, 'code'));
}

/** axios has no code of its own for this. */
function isTooLarge(failure: unknown): boolean {
  return textOf(failure, 'message').startsWith('maxContentLength');
}

function fieldOf(value: unknown, field: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[field] : undefined;
}

function textOf(value: unknown, field: string): string {
  const text = fieldOf(value, field);
  return typeof text === 'string' ? text : '';
}
