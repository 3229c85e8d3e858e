/** The callback of a change, sent to the order's own URL, once, as the real one would. */
import http from 'node:http';
import { signCallback } from '../../src/front-payment/callback';
import { nowSeconds, type StubReservation } from './reservations';

/** Enough for any answer; the provider documents no time-out and no retry. */
const CALLBACK_TIMEOUT_MS = 10_000;

const agent = new http.Agent({ keepAlive: true });

/** What the provider sends a callback for. Source: Front Payment, "Callback Notification". */
export interface Change {
  status: 'RESERVED' | 'CAPTURED' | 'CHARGED';
  /** In the main unit. */
  amount: number;
}

/** @returns the status it was answered with, `failed`, or null where the order names no URL */
export function announce(
  { callbackUrl, uuid, createdAt }: StubReservation,
  { status, amount }: Change,
  secret: string,
): Promise<string | null> {
  if (callbackUrl === null) return Promise.resolve(null);
  const query = signCallback(
    [
      ['orderUuid', uuid],
      ['status', status],
      ['paymentMethod', 'visa'],
      ['amount', String(amount)],
      ['createdAt', String(createdAt)],
      ['timestamp', String(nowSeconds())],
    ],
    secret,
  );
  return new Promise((resolve) => {
    http
      .get(`${callbackUrl}?${query}`, { agent, timeout: CALLBACK_TIMEOUT_MS }, (response) => {
        response.resume().once('end', () => resolve(String(response.statusCode)));
      })
      .on('timeout', function (this: http.ClientRequest) {
        this.destroy();
      })
      .once('error', () => resolve('failed'));
  });
}
