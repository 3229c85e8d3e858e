/** The header `Idempotency-Key`, and the operation id that a command gets of it. */
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { newOperationId, operationIdOf } from '../client';
import { Problem } from './problem';

/** The headers of a command, for its description: the key is checked below, with a code of its own. */
export const commandHeaders = z.looseObject({
  'idempotency-key': z
    .string()
    .optional()
    .describe('1 to 128 printable characters; within an order the same key is the same operation'),
});

const PRINTABLE = /^[\x20-\x7e]{1,128}$/;

/** The operation id of a command: always the same for the same order and key, a new one without a key. */
export function operationIdFor(request: FastifyRequest, orderId: string): string {
  const key = request.headers['idempotency-key'];
  if (key === undefined) return newOperationId();
  if (typeof key !== 'string' || !PRINTABLE.test(key)) {
    throw new Problem(
      'idempotency_key_invalid',
      'Nothing was done. Use 1 to 128 printable ASCII characters.',
    );
  }
  return operationIdOf({ orderId, key });
}
