// What a callback says: its query, in the provider's order, with the checksum last. Pure.
import { createHash } from 'node:crypto';
import { toMain } from './amounts';
import type { Reservation } from './reservation';

/** The three changes that are called back. */
export type CallbackStatus = 'RESERVED' | 'CAPTURED' | 'CHARGED';

/**
 * Hex SHA-256 of the values in the order they are sent, without separator, the secret last.
 * Parameters of the merchant's own URL are not part of it: the documents do not say, this is the sandbox's choice.
 */
export function checksumOf(values: readonly string[], secret: string): string {
  return createHash('sha256')
    .update([...values, secret].join(''))
    .digest('hex');
}

/** The facts of one callback. `status` may be the misspelling that has been seen. */
export interface CallbackFacts {
  reservation: Reservation;
  status: string;
  amountMinor: number;
  /** The reservation's present, epoch ms. */
  nowMs: number;
}

/**
 * The URL that is called, or null when the merchant gave none.
 * Source: Front Payment, "Callback Notification"; names and order of the parameters are known from elsewhere.
 */
export function callbackUrl(
  { reservation, status, amountMinor, nowMs }: CallbackFacts,
  secret: string,
): URL | null {
  const given = reservation.order.callback.callbackUrl;
  if (given === null) return null;
  const query: Array<[string, string]> = [
    ['orderUuid', reservation.uuid],
    ['status', status],
    ['paymentMethod', reservation.paymentMethod],
    ['amount', String(toMain(amountMinor))],
    ['createdAt', unixSeconds(reservation.createdAtMs)],
    ['timestamp', unixSeconds(nowMs)],
  ];
  const values = query.map(([, value]) => value);
  const url = new URL(given);
  for (const [name, value] of [...query, ['checksum', checksumOf(values, secret)] as const]) {
    url.searchParams.append(name, value);
  }
  return url;
}

function unixSeconds(atMs: number): string {
  return String(Math.floor(atMs / 1000));
}
