/**
 * Why a command is not carried out: one name per reason, stable once published. What crosses to a caller is an
 * ApplicationFailure whose `type` is the name and whose first detail is `RefusalDetail`.
 */
import type { AttentionView, ReservationOperation } from './view';

/** What this moment forbids. Each answers 409 at the door. */
export type StateRefusal =
  | 'not_reserved'
  | 'nothing_captured'
  | 'nothing_to_refund'
  | 'already_paid'
  | 'already_captured'
  | 'already_completed'
  | 'already_cancelled'
  | 'already_expired'
  | 'not_placed'
  | 'operation_unsettled'
  | 'capture_exceeds_runway'
  | 'capture_exceeds_line'
  | 'line_not_found'
  | 'nothing_left_to_capture'
  | 'capture_deadline_passed'
  | 'charge_validity_ended'
  | 'reference_not_found'
  | 'refund_exceeds_source'
  | 'refund_exceeds_line'
  | 'nothing_left_to_refund'
  | 'products_unknown'
  | 'operation_already_settled'
  | 'resolve_contradicted';

/** Everything that a command or an order may be refused for. */
export type RefusalName =
  | StateRefusal
  /** 409: the provider refused; `provider` says how, `operation` is settled. */
  | 'provider_refused'
  /** 409: a person has said of an unknown outcome that it was not executed. */
  | 'resolved_refused'
  /** 409: a resend got no answer, and the provider's history does not show it. */
  | 'resend_not_seen'
  /** 409: the order id is taken by another body. */
  | 'order_id_reused'
  /** 409: the order's personal data were forgotten; which body it had cannot be told any more. */
  | 'order_forgotten'
  /** 422: the same operation id came with another body or for another command. */
  | 'idempotency_key_reused'
  /** 422: the body has not the command's shape; `errors` names the fields. */
  | 'invalid_command'
  /** 422: the order has not the shape of an order; `errors` names the fields. */
  | 'order_invalid'
  /** 404: resolve names an operation this order does not have. */
  | 'operation_not_found'
  /** The order's workflow is ending: ask again, and a new one answers. */
  | 'order_ending';

/** The first detail of a refusal's ApplicationFailure. */
export interface RefusalDetail {
  state?: string;
  allowedActions?: string[];
  operation?: ReservationOperation;
  provider?: { status: number | null; message: string | null; fields?: string[] };
  attention?: AttentionView;
  errors?: FieldFault[];
  evidence?: unknown;
}

/** `path` is dotted from the body's root, e.g. `lines.0.amountMinor`. */
export interface FieldFault {
  path: string;
  message: string;
}
