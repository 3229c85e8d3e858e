/**
 * The ids of operations. An id goes into the provider's own texts as a marker, so it is short, and nothing of an
 * idempotency key can be read in it.
 */
import { createHash, randomBytes } from 'node:crypto';

const HEX_DIGITS = 20;

/** The operation id of an idempotency key: always the same one for the same order and key. */
export function operationIdOf({ orderId, key }: { orderId: string; key: string }): string {
  const digest = createHash('sha256')
    .update(JSON.stringify([orderId, key]))
    .digest('hex');
  return `k-${digest.slice(0, HEX_DIGITS)}`;
}

/** A new operation id, for a command that came without an idempotency key. */
export function newOperationId(): string {
  return `r-${randomBytes(HEX_DIGITS / 2).toString('hex')}`;
}
