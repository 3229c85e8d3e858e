/**
 * The keys of what is kept: the first encrypts, all decrypt, each named by an id that is written beside what it
 * encrypted, so that keys can be changed without a break. AES-256-GCM, with the place of what is kept as associated data
 * where its place is known: moved elsewhere, it does not open.
 */
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type { EncryptionKey } from '../config/key-lists';
import { KeyMissingError, SealBrokenError } from './key-errors';

const IV_BYTES = 12;
const TAG_BYTES = 16;

/** Bytes under the key that encrypted them. */
export interface Sealed {
  keyId: string;
  /** Initialisation vector, tag, then the ciphertext. */
  data: Buffer;
}

/** Seals bytes and opens them again. `place` is where they belong; what was sealed without one opens without one. */
export interface Keyring {
  /** The id of the key that encrypts. */
  readonly firstKeyId: string;
  /** The ids of all keys, the one that encrypts first. */
  readonly keyIds: readonly string[];
  seal(plain: Uint8Array, place?: string): Sealed;
  /** @throws KeyMissingError, and SealBrokenError when the bytes are not what was sealed, or stand elsewhere */
  open(sealed: { keyId: string; data: Uint8Array }, place?: string): Buffer;
}

/** @param keys at least one */
export function createKeyring(keys: readonly [EncryptionKey, ...EncryptionKey[]]): Keyring {
  const byId = new Map(keys.map(({ id, key }) => [id, key]));
  const [first] = keys;
  return {
    firstKeyId: first.id,
    keyIds: [...byId.keys()],
    seal(plain, place) {
      const iv = randomBytes(IV_BYTES);
      const cipher = createCipheriv('aes-256-gcm', first.key.reveal(), iv);
      if (place !== undefined) cipher.setAAD(Buffer.from(place));
      const body = Buffer.concat([cipher.update(plain), cipher.final()]);
      return { keyId: first.id, data: Buffer.concat([iv, cipher.getAuthTag(), body]) };
    },
    open({ keyId, data }, place) {
      const key = byId.get(keyId);
      if (!key) throw new KeyMissingError(keyId);
      try {
        const iv = data.subarray(0, IV_BYTES);
        const decipher = createDecipheriv('aes-256-gcm', key.reveal(), iv, { authTagLength: TAG_BYTES });
        if (place !== undefined) decipher.setAAD(Buffer.from(place));
        decipher.setAuthTag(data.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
        return Buffer.concat([decipher.update(data.subarray(IV_BYTES + TAG_BYTES)), decipher.final()]);
      } catch {
        throw new SealBrokenError(keyId);
      }
    },
  };
}
