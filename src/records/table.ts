/** The record's tables, the same in both databases, and the way between a row and a record of an ended order. */
import type { OrderRecord } from './order-record';
import type { WebhookCursorRow, WebhookRow } from './webhook-tables';

/** The tables, for Kysely. Their names begin with ours, for a PostgreSQL database may be shared. */
export interface RecordsDatabase {
  holdfast_ended_order: EndedOrderRow;
  holdfast_webhook: WebhookRow;
  holdfast_webhook_cursor: WebhookCursorRow;
  holdfast_shown_customer: ShownCustomerRow;
  holdfast_listed_order: ListedOrderRow;
  holdfast_provider_calls: ProviderCallsRow;
}

/** A row: instants as ISO 8601 text of one width, `attention` as 0 or 1, `body` as JSON text. */
export interface EndedOrderRow {
  order_id: string;
  state: OrderRecord['state'];
  attention: number;
  currency: string;
  order_minor: number;
  reserved_minor: number;
  captured_minor: number;
  charged_minor: number;
  refunded_minor: number;
  /** NO_CAPTURE_BY where there is none. */
  capture_by: string;
  reservation_uuid: string | null;
  created_at: string;
  ended_at: string;
  body: string;
}

/** A row: whose customer was shown, when (ISO 8601 of one width), and to whom. */
export interface ShownCustomerRow {
  order_id: string;
  shown_at: string;
  shown_by: string;
}

/** A row: what a list last showed of an order, as JSON text, and under which change of which run. */
export interface ListedOrderRow {
  order_id: string;
  run_id: string;
  changed_at: string;
  shown_at: string;
  body: string;
}

/** A row: how many calls one worker began in one second since 1970. */
export interface ProviderCallsRow {
  worker: string;
  second: number;
  calls: number;
}

/** Stands for "no capture deadline". It sorts after every instant, so that paging needs no special case for nulls. */
export const NO_CAPTURE_BY = '~';

/** A record as a row. */
export function toRow(record: OrderRecord): EndedOrderRow {
  return {
    order_id: record.orderId,
    state: record.state,
    attention: record.attention ? 1 : 0,
    currency: record.currency,
    order_minor: record.orderMinor,
    reserved_minor: record.reservedMinor,
    captured_minor: record.capturedMinor,
    charged_minor: record.chargedMinor,
    refunded_minor: record.refundedMinor,
    capture_by: record.captureBy ?? NO_CAPTURE_BY,
    reservation_uuid: record.reservationUuid,
    created_at: record.createdAt,
    ended_at: record.endedAt,
    body: JSON.stringify(record.body),
  };
}

/** A row as a record. */
export function toRecord(row: EndedOrderRow): OrderRecord {
  return {
    orderId: row.order_id,
    state: row.state,
    attention: row.attention === 1,
    currency: row.currency,
    orderMinor: row.order_minor,
    reservedMinor: row.reserved_minor,
    capturedMinor: row.captured_minor,
    chargedMinor: row.charged_minor,
    refundedMinor: row.refunded_minor,
    captureBy: row.capture_by === NO_CAPTURE_BY ? null : row.capture_by,
    reservationUuid: row.reservation_uuid,
    createdAt: row.created_at,
    endedAt: row.ended_at,
    body: JSON.parse(row.body),
  };
}
