// From a 2xx to what the call promises; what cannot be read is an error of its own, never success.

import type { z } from 'zod';
import type { CallName } from '../call-name';
import { readEnvelope } from '../envelope';
import { errorFromResponse } from '../error-from-response';
import { UnreadableAnswerError } from '../errors/unreadable-answer-error';
import type { HttpAnswer } from '../http-call';
import type { CleanText } from '../provider-text';

/** Which answer to read, and how to clean the provider's words if it is none. */
export interface AnswerToRead {
  readonly call: CallName;
  readonly answer: HttpAnswer;
  readonly cleanText: CleanText;
}

/**
 * The `data` of a success. A 2xx whose envelope says otherwise is no success.
 *
 * @throws FrontPaymentError by status; UnreadableAnswerError for a 2xx that is not what the call promises
 */
export function readAnswer<Schema extends z.ZodType>(
  { call, answer, cleanText }: AnswerToRead,
  schema: Schema,
): z.output<Schema> {
  if (answer.status < 200 || answer.status >= 300) throw errorFromResponse(call, answer, cleanText);
  const envelope = readEnvelope(answer);
  const saysOtherwise =
    envelope === null ||
    envelope.saysError ||
    (envelope.statusCode !== null && (envelope.statusCode < 200 || envelope.statusCode >= 300));
  if (saysOtherwise) throw errorFromResponse(call, answer, cleanText);
  const read = schema.safeParse(envelope.data);
  if (read.success) return read.data;
  throw new UnreadableAnswerError({
    call,
    httpStatus: answer.status,
    messageKey: envelope.message === null ? null : cleanText(envelope.message),
    fieldMessages: read.error.issues
      .slice(0, MAX_FIELDS)
      .map((issue) => cleanText(`${['data', ...issue.path].join('.')}: ${issue.message}`)),
  });
}

const MAX_FIELDS = 20;
