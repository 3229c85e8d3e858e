/**
 * The keys of what is kept: the first encrypts, all decrypt, each named by an id that is written beside what it
 * encrypted, so that keys can be changed without a break. AES-256-GCM.
 */
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type { EncryptionKey } from '../config/key-lists';

const IV_BYTES = 12;
const TAG_BYTES = 16;

/** Bytes under the key that encrypted them. */
export interface Sealed {
  keyId: string;
  /** Initialisation vector, tag, then the ciphertext. */
  data: Buffer;
}

/** Seals bytes and opens them again. */
export interface Keyring {
  seal(plain: Uint8Array): Sealed;
  /** @throws KeyMissingError, and SealBrokenError when the bytes are not what was sealed */
  open(sealed: { keyId: string; data: Uint8Array }): Buffer;
}

/** Something was encrypted with a key that is not among the settings. Nothing is lost: it opens once the key is back. */
export class KeyMissingError extends Error {
  override readonly name = 'KeyMissingError';
  readonly code = 'encryption_key_missing';

  constructor(readonly keyId: string) {
    super(
      `This was encrypted with the key "${keyId}", which is not in HOLDFAST_ENCRYPTION_KEYS. Nothing was lost; it waits. ` +
        'Add the key behind the others and restart.',
    );
  }
}

/** The bytes were changed, or were sealed with another key of the same id. */
export class SealBrokenError extends Error {
  override readonly name = 'SealBrokenError';
  readonly code = 'encryption_seal_broken';

  constructor(keyId: string) {
    super(
      `What the key "${keyId}" encrypted cannot be opened with it: another key has this id now, or the bytes changed.`,
    );
  }
}

/** @param keys at least one */
export function createKeyring(keys: readonly [EncryptionKey, ...EncryptionKey[]]): Keyring {
  const byId = new Map(keys.map(({ id, key }) => [id, key]));
  const [first] = keys;
  return {
    seal(plain) {
      const iv = randomBytes(IV_BYTES);
      const cipher = createCipheriv('aes-256-gcm', first.key.reveal(), iv);
      const body = Buffer.concat([cipher.update(plain), cipher.final()]);
      return { keyId: first.id, data: Buffer.concat([iv, cipher.getAuthTag(), body]) };
    },
    open({ keyId, data }) {
      const key = byId.get(keyId);
      if (!key) throw new KeyMissingError(keyId);
      try {
        const decipher = createDecipheriv('aes-256-gcm', key.reveal(), data.subarray(0, IV_BYTES));
        decipher.setAuthTag(data.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
        return Buffer.concat([decipher.update(data.subarray(IV_BYTES + TAG_BYTES)), decipher.final()]);
      } catch {
        throw new SealBrokenError(keyId);
      }
    },
  };
}
