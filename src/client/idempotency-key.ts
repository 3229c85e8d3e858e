/** Which idempotency keys name the same operation through every door: a header loses the spaces at its ends. */
import { IdempotencyKeyError } from './errors';

const USABLE = /^[\x21-\x7e](?:[\x20-\x7e]{0,126}[\x21-\x7e])?$/;

/** The key as it is. @throws IdempotencyKeyError */
export function usableKey(key: string): string {
  if (!USABLE.test(key)) throw new IdempotencyKeyError();
  return key;
}
