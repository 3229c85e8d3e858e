// Runs a request schema; a fault becomes an error that names fields, never values.

import type { z } from 'zod';
import type { CallName } from '../call-name';
import { InvalidRequestError } from '../errors/invalid-request-error';

/**
 * The checked request.
 *
 * @throws InvalidRequestError naming every field at fault; nothing has been sent then
 */
export function checkRequest<Schema extends z.ZodType>(
  call: CallName,
  schema: Schema,
  request: unknown,
): z.output<Schema> {
  const checked = schema.safeParse(request);
  if (checked.success) return checked.data;
  throw new InvalidRequestError(
    call,
    checked.error.issues.map((issue) => ({ path: issue.path.map(String).join('.'), message: issue.message })),
  );
}
