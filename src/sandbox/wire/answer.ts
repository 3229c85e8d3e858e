// The provider's envelopes: how an answer looks, whatever the call.
// Success and some refusals carry is_data/data, other refusals is_error/errors; which one, each page says for itself.

/** The tail of an envelope: which pair of fields it has, and what is in them. */
export type Shape = 'no_data' | 'no_error' | 'error_null' | 'error_list';

/** An answer before it is sent, and what the books say of it. */
export interface Answer {
  status: number;
  body: unknown;
  /** The machine-readable part: the provider's translation key. */
  message: string;
  /** Whether the call did what it asked for. */
  isExecuted: boolean;
  /** The reservation it was about, where there is one. */
  reservationUuid: string | null;
}

const STATUS_MESSAGES: Readonly<Record<number, string>> = {
  200: 'OK',
  201: 'OK',
  202: 'OK',
  400: 'Conflict of Business Logic',
  401: 'Unauthorized',
  404: 'Not Found',
  405: 'Method Not Allowed',
  413: 'Payload Too Large',
  417: 'Client Error',
  429: 'Too Many Requests',
  500: 'Internal Dependency Error',
  510: 'Execution Exception Occurred',
};

/** A success with data. */
export function answerWithData(status: 200 | 201 | 202, message: string, data: unknown): Answer {
  return answer(status, message, { is_data: true, data }, true);
}

/** A success without data; the pages of cancel and complete say is_data false, those of resend and refund true. */
export function answerWithoutData(message: string, isData: boolean): Answer {
  return answer(202, message, { is_data: isData, data: null }, true);
}

/** A refusal: nothing was executed. */
export function refusal(status: number, message: string, shape: Shape, errors?: readonly string[]): Answer {
  const tails: Record<Shape, object> = {
    no_data: { is_data: false, data: null },
    no_error: { is_error: false, errors: null },
    error_null: { is_error: true, errors: null },
    error_list: { is_error: true, errors: errors ?? [message] },
  };
  return answer(status, message, tails[shape], false);
}

/** A body with a field at fault. Source: Front Payment, every page, "payloadValidationErrors". */
export function invalidPayload(errors: readonly string[]): Answer {
  return refusal(417, 'payloadValidationErrors', 'error_list', errors);
}

/** The same answer, named as being about a reservation. */
export function about(reservationUuid: string, given: Answer): Answer {
  return { ...given, reservationUuid };
}

function answer(status: number, message: string, tail: object, isExecuted: boolean): Answer {
  const body = { status_code: status, status_message: STATUS_MESSAGES[status] ?? 'Error', message, ...tail };
  return { status, body, message, isExecuted, reservationUuid: null };
}
