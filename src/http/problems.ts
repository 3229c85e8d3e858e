/**
 * Every problem that the API can answer with: its code, status and title. `docs/reference/problems.md` lists the
 * same ones, and a test compares the two both ways. A published code stays.
 */
import type { RefusalName } from '../../workflows/refusals';

interface ProblemKind {
  readonly status: number;
  readonly title: string;
}

/** What the door itself refuses, before any order is asked. */
const DOOR_PROBLEMS = {
  request_malformed: { status: 400, title: 'The request is not valid HTTP' },
  url_malformed: { status: 400, title: 'The URL cannot be decoded' },
  body_not_json: { status: 400, title: 'The body is not JSON' },
  parameter_doubled: { status: 400, title: 'The callback names a parameter twice' },
  parameter_missing: { status: 400, title: 'The callback lacks a parameter' },
  callback_body_refused: { status: 400, title: 'A callback has no body' },
  api_key_missing: { status: 401, title: 'No API key was sent' },
  api_key_unknown: { status: 401, title: 'The API key is not known' },
  session_missing: { status: 401, title: 'Nobody is signed in' },
  session_ended: { status: 401, title: 'The session has ended' },
  csrf_token_wrong: { status: 403, title: 'The CSRF token is missing or wrong' },
  role_not_allowed: { status: 403, title: 'The role of this API key may not do this' },
  checksum_mismatch: { status: 403, title: 'The checksum of the callback does not match' },
  route_not_found: { status: 404, title: 'Nothing is served here' },
  sandbox_only: { status: 404, title: 'This is served with the sandbox only' },
  order_not_found: { status: 404, title: 'No order has this id' },
  callback_token_unknown: { status: 404, title: 'No callback is expected here' },
  method_not_allowed: { status: 405, title: 'Another method is needed here' },
  request_too_slow: { status: 408, title: 'The request took too long to arrive' },
  order_open: { status: 409, title: 'The order has not ended' },
  sandbox_refused: { status: 409, title: 'The sandbox refused' },
  clock_not_moved: { status: 409, title: 'The clock of the order was not moved' },
  webhooks_off: { status: 409, title: 'No receiver of webhooks is set' },
  body_too_large: { status: 413, title: 'The body is too large' },
  url_too_long: { status: 414, title: 'The URL is too long' },
  content_type_unsupported: { status: 415, title: 'The body must be application/json' },
  invalid_query: { status: 422, title: 'The query makes no sense' },
  idempotency_key_invalid: { status: 422, title: 'The Idempotency-Key cannot be used' },
  rate_limited: { status: 429, title: 'Too many requests' },
  too_many_streams: { status: 429, title: 'Too many event streams are open' },
  headers_too_large: { status: 431, title: 'The headers are too large' },
  internal_error: { status: 500, title: 'Holdfast failed' },
  overloaded: { status: 503, title: 'The server has too much to do' },
  engine_unavailable: { status: 503, title: 'The engine does not answer' },
  engine_busy: { status: 503, title: 'The engine has too much to do' },
  records_unavailable: { status: 503, title: 'The record of ended orders does not answer' },
  encryption_key_missing: { status: 503, title: 'A key is missing that something was encrypted with' },
  encryption_seal_broken: { status: 503, title: 'What was encrypted does not open' },
  not_ready: { status: 503, title: 'Not ready to take orders' },
  worker_failed: { status: 503, title: 'The worker cannot go on' },
} as const satisfies Record<string, ProblemKind>;

/** What the order's workflow refuses. */
const REFUSAL_PROBLEMS: Record<RefusalName, ProblemKind> = {
  operation_not_found: { status: 404, title: 'The order has no such operation' },
  not_reserved: { status: 409, title: 'Nothing is reserved' },
  nothing_captured: { status: 409, title: 'Nothing was captured or charged' },
  nothing_to_refund: { status: 409, title: 'Nothing was captured or charged that could be refunded' },
  already_paid: { status: 409, title: 'The customer has paid already' },
  already_captured: { status: 409, title: 'Something was captured or charged already' },
  already_completed: { status: 409, title: 'The reservation is completed' },
  already_cancelled: { status: 409, title: 'The reservation is cancelled' },
  already_expired: { status: 409, title: 'The reservation has expired' },
  not_placed: { status: 409, title: 'The reservation does not exist at the provider' },
  operation_unsettled: { status: 409, title: 'The outcome of an operation is unknown' },
  capture_exceeds_runway: { status: 409, title: 'More than can still be captured' },
  capture_exceeds_line: { status: 409, title: 'More than can still be captured of a line' },
  line_not_found: { status: 409, title: 'There is no such line' },
  nothing_left_to_capture: { status: 409, title: 'Nothing is left to capture' },
  capture_deadline_passed: { status: 409, title: 'The capture deadline has passed' },
  charge_validity_ended: { status: 409, title: 'Charges are no longer allowed' },
  reference_not_found: { status: 409, title: 'There is no such capture or charge' },
  refund_exceeds_source: { status: 409, title: 'More than can still be refunded' },
  refund_exceeds_line: { status: 409, title: 'More than can still be refunded of a line' },
  nothing_left_to_refund: { status: 409, title: 'Nothing is left to refund' },
  products_unknown: { status: 409, title: 'The provider has not told the ids of the lines yet' },
  operation_already_settled: { status: 409, title: 'The outcome of the operation is known' },
  resolve_contradicted: { status: 409, title: 'The provider’s books contradict this' },
  provider_refused: { status: 409, title: 'The provider refused' },
  resolved_refused: { status: 409, title: 'A person resolved the operation as refused' },
  resend_not_seen: { status: 409, title: 'The resend got no answer and is not to be seen' },
  order_id_reused: { status: 409, title: 'The order id belongs to another order' },
  order_forgotten: { status: 409, title: 'The personal data of this order were forgotten' },
  idempotency_key_reused: { status: 422, title: 'The Idempotency-Key named another command' },
  invalid_command: { status: 422, title: 'The command has fields at fault' },
  order_invalid: { status: 422, title: 'The order has fields at fault' },
  order_ending: { status: 503, title: 'The order is just ending' },
};

/** Every problem, by its code. */
export const PROBLEMS = { ...DOOR_PROBLEMS, ...REFUSAL_PROBLEMS };

/** The codes of all problems. */
export type ProblemCode = keyof typeof DOOR_PROBLEMS | RefusalName;
