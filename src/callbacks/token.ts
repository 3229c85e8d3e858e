/**
 * The token in a callback's path: which order, and which attempt to submit, sealed so that nobody can make one up.
 * It is a secret to the outside; it must never reach a log, an error or a workflow's history in the clear.
 */
import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';

/** What a callback URL was built for. `attempt` counts from 1 within an order. */
export interface CallbackSubject {
  orderId: string;
  attempt: number;
}

/** Builds callback URLs and reads their tokens back. */
export interface CallbackTokens {
  /** The URL to hand to the provider. `publicUrl` has no closing slash. */
  urlFor(subject: CallbackSubject & { publicUrl: string }): string;
  /** What a token was built for; null for every token that this secret did not build. */
  read(token: string): CallbackSubject | null;
}

/** Where callbacks arrive; the token follows. */
export const CALLBACK_PATH = '/callbacks/front-payment/';

const LABEL = 'holdfast callback token v1';
const SEAL_BYTES = 24;

/**
 * @param secret the provider's callback secret; the sealing key is derived from it under a label, so that a token
 *   tells nothing about the checksum's secret, and no further setting is needed
 */
export function createCallbackTokens(secret: string): CallbackTokens {
  const key = Buffer.from(hkdfSync('sha256', secret, '', LABEL, 32));
  const seal = (payload: string) =>
    createHmac('sha256', key).update(payload).digest().subarray(0, SEAL_BYTES).toString('base64url');
  return {
    urlFor({ publicUrl, orderId, attempt }) {
      const payload = Buffer.from(JSON.stringify([orderId, attempt])).toString('base64url');
      return `${publicUrl}${CALLBACK_PATH}${payload}.${seal(payload)}`;
    },
    read(token) {
      const [payload, given, ...rest] = token.split('.');
      if (payload === undefined || given === undefined || rest.length > 0) return null;
      if (!equal(given, seal(payload))) return null;
      const [orderId, attempt] = JSON.parse(Buffer.from(payload, 'base64url').toString()) as [string, number];
      return { orderId, attempt };
    },
  };
}

/** Compares texts, not decoded bytes: base64url has more than one spelling for the same bytes. */
function equal(given: string, expected: string): boolean {
  const [left, right] = [Buffer.from(given), Buffer.from(expected)];
  return left.length === right.length && timingSafeEqual(left, right);
}
