/** From whatever was thrown to the problem that answers it: one function, with an answer for what nobody foresaw. */
import {
  AnswerPendingError,
  CommandRefusedError,
  CursorInvalidError,
  EngineBusyError,
  EngineUnavailableError,
  OrderNotFoundError,
  OrderOpenError,
} from '../client';
import { KeyMissingError, SealBrokenError } from '../encryption/key-errors';
import { CallbackError } from '../front-payment/errors/callback-error';
import { RecordsUnavailableError } from '../records/records-errors';
import { otherContentType } from './json-body';
import { Problem } from './problem';
import { PROBLEMS } from './problems';
import { SchemaFaultsError } from './schema-compiler';

/** What Fastify itself refuses, by its own codes. */
const BY_FASTIFY: Record<string, () => Problem> = {
  FST_ERR_CTP_BODY_TOO_LARGE: () =>
    new Problem('body_too_large', 'The body is over 256 KB. Nothing was done. Send less.'),
  FST_ERR_CTP_INVALID_MEDIA_TYPE: otherContentType,
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: () =>
    new Problem('request_malformed', 'The body is not as long as Content-Length says. Nothing was done.'),
  FST_ERR_BAD_URL: () =>
    new Problem('url_malformed', 'The URL has a wrong percent escape. Nothing was done.'),
};

/** The problem for an error. What is not known here is our own fault: 500, without its message. */
export function toProblem(error: unknown): Problem {
  if (error instanceof Problem) return error;
  if (error instanceof SchemaFaultsError) return fromSchema(error);
  return fromClient(error) ?? fromOthers(error) ?? internalError();
}

function fromSchema({ code, faults }: SchemaFaultsError): Problem {
  const paths = faults.map((fault) => fault.path || '(body)').join(', ');
  return new Problem(code, `Nothing was done. At fault: ${paths}.`, { errors: faults });
}

function fromClient(error: unknown): Problem | null {
  if (error instanceof CommandRefusedError) {
    return error.code in PROBLEMS ? new Problem(error.code, error.message, error.detail) : null;
  }
  if (error instanceof CursorInvalidError) {
    return new Problem('invalid_query', error.message, {
      errors: [{ path: 'cursor', message: 'must be a nextCursor of this list' }],
    });
  }
  // A wait that ran out where nothing else is known: whether it was taken on shows with the same key.
  if (error instanceof AnswerPendingError)
    return new Problem('engine_unavailable', new EngineUnavailableError().message);
  const isTold =
    error instanceof OrderNotFoundError ||
    error instanceof OrderOpenError ||
    error instanceof EngineUnavailableError ||
    error instanceof EngineBusyError;
  return isTold ? new Problem(error.code, error.message) : null;
}

function fromOthers(error: unknown): Problem | null {
  if (error instanceof CallbackError) return new Problem(error.code, error.message);
  if (error instanceof KeyMissingError || error instanceof SealBrokenError)
    return new Problem(error.code, error.message);
  if (error instanceof RecordsUnavailableError) {
    return new Problem(
      'records_unavailable',
      'The record of ended orders does not answer. Ask again in a moment.',
    );
  }
  const code = (error as { code?: unknown } | null)?.code;
  return typeof code === 'string' ? (BY_FASTIFY[code]?.() ?? null) : null;
}

function internalError(): Problem {
  return new Problem(
    'internal_error',
    'Something failed that should not. Whether it was done is shown by the reservation; the log has more.',
  );
}
