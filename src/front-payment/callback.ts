// The callback's query string: checked against its checksum, then read as a hint to look at details, never as truth.

import { createHash, timingSafeEqual } from 'node:crypto';
import { CallbackError } from './errors/callback-error';

/** What a callback hints at. Nothing in it is to be believed: read details. */
export interface CallbackHint {
  readonly reservationUuid: string;
  /** `PAID`, `INVOICED`, `RESERVED`, `CAPTURED`, `CHARGED`, or whatever else was sent, as given. */
  readonly status: string;
  /** As given; null when absent. A stale one is for the caller to note, not a reason to refuse. */
  readonly timestamp: string | null;
}

/** The provider's spelling in callbacks; known from elsewhere. */
const MISSPELLED_RESERVED = 'RESEVRED';

/**
 * Reads a callback's raw query, with or without the leading `?`. The checksum is the hex SHA-256 of all values but
 * its own, in the order received, without a separator, the secret last; it is compared in constant time.
 *
 * Source: Front Payment, "Notification Via Callback Url" (the rule since 2025; known from elsewhere).
 *
 * @throws CallbackError `parameter_doubled`, `parameter_missing`, `checksum_mismatch`
 */
export function readCallback(rawQuery: string, secret: string): CallbackHint {
  const parameters = [...new URLSearchParams(rawQuery)];
  const byName = new Map(parameters);
  if (byName.size !== parameters.length) throw new CallbackError('parameter_doubled');
  const checksum = byName.get('checksum');
  const reservationUuid = byName.get('orderUuid');
  const status = byName.get('status');
  if (!checksum || !reservationUuid || !status) throw new CallbackError('parameter_missing');
  if (!equalChecksums(checksum, checksumOf(parameters, secret))) throw new CallbackError('checksum_mismatch');
  return {
    reservationUuid,
    status: status === MISSPELLED_RESERVED ? 'RESERVED' : status,
    timestamp: byName.get('timestamp') || null,
  };
}

/**
 * The raw query that the provider would send for these parameters: them in their order, with the checksum last.
 * For tests and stand-ins of the provider.
 */
export function signCallback(
  parameters: Readonly<Record<string, string>> | readonly (readonly [string, string])[],
  secret: string,
): string {
  const pairs = isPairs(parameters) ? parameters : Object.entries(parameters);
  const query = new URLSearchParams(pairs.map(([name, value]): [string, string] => [name, value]));
  query.append('checksum', checksumOf(pairs, secret));
  return query.toString();
}

function checksumOf(parameters: readonly (readonly [string, string])[], secret: string): string {
  const hash = createHash('sha256');
  for (const [name, value] of parameters) if (name !== 'checksum') hash.update(value, 'utf8');
  return hash.update(secret, 'utf8').digest('hex');
}

function equalChecksums(received: string, expected: string): boolean {
  if (!/^[0-9a-f]{64}$/i.test(received)) return false;
  return timingSafeEqual(Buffer.from(received, 'hex'), Buffer.from(expected, 'hex'));
}

function isPairs(
  parameters: Readonly<Record<string, string>> | readonly (readonly [string, string])[],
): parameters is readonly (readonly [string, string])[] {
  return Array.isArray(parameters);
}
