/** New keys for HOLDFAST_ENCRYPTION_KEYS, and the two values of that setting that lead from the old key to the new one. */
import { randomBytes } from 'node:crypto';
import type { EncryptionKey } from '../config/key-lists';

/** AES-256. */
const KEY_BYTES = 32;

/** A new `keyId:base64` pair. Without an id it is named by the day and some chance: `2026-11-21-3f9a`. */
export function newKeyPair({ id, now }: { id?: string; now: Date }): string {
  const named = id ?? `${now.toISOString().slice(0, 10)}-${randomBytes(2).toString('hex')}`;
  return `${named}:${randomBytes(KEY_BYTES).toString('base64')}`;
}

/** What HOLDFAST_ENCRYPTION_KEYS becomes: first every process can decrypt with the new key, then they encrypt with it. */
export interface Rotation {
  decrypting: string;
  encrypting: string;
}

/** The two values; `pair` is the new one. */
export function rotationTo(pair: string, keys: readonly EncryptionKey[]): Rotation {
  const old = keys.map(({ id, key }) => `${id}:${Buffer.from(key.reveal()).toString('base64')}`);
  return { decrypting: [...old, pair].join(','), encrypting: [pair, ...old].join(',') };
}
