// Encrypts what goes into the sandbox's file, so that customers' data never lies on disk in the clear.
// AES-256-GCM; each sealed text names its key, so that keys can be changed.
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type { SandboxEncryptionKey } from './settings';

/** Two functions side by side: what goes to the file, and back. */
export interface Seal {
  close(plain: string): string;
  /** @throws Error when the key is not there or the text was changed */
  open(sealed: string): string;
}

const CLEAR_PREFIX = 'clear:';
const IV_BYTES = 12;
const TAG_BYTES = 16;

/**
 * A seal by these keys: the first closes, all open. Without keys texts stay readable.
 * @throws RangeError when a key is not 32 bytes in base64
 */
export function createSeal(keys: readonly SandboxEncryptionKey[]): Seal {
  const byId = new Map(keys.map(({ keyId, key }) => [keyId, keyBytes(keyId, key)]));
  const first = keys[0];
  return {
    close(plain) {
      if (first === undefined) return CLEAR_PREFIX + plain;
      const iv = randomBytes(IV_BYTES);
      const cipher = createCipheriv('aes-256-gcm', byId.get(first.keyId) as Buffer, iv);
      const body = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()]);
      return `${first.keyId}:${Buffer.concat([iv, cipher.getAuthTag(), body]).toString('base64')}`;
    },
    open(sealed) {
      if (sealed.startsWith(CLEAR_PREFIX)) return sealed.slice(CLEAR_PREFIX.length);
      const split = sealed.lastIndexOf(':');
      const key = byId.get(sealed.slice(0, split));
      if (key === undefined) throw new Error('The sandbox file is encrypted with a key that was not given.');
      const bytes = Buffer.from(sealed.slice(split + 1), 'base64');
      const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, IV_BYTES));
      decipher.setAuthTag(bytes.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
      const body = bytes.subarray(IV_BYTES + TAG_BYTES);
      return Buffer.concat([decipher.update(body), decipher.final()]).toString('utf8');
    },
  };
}

function keyBytes(keyId: string, key: string): Buffer {
  const bytes = Buffer.from(key, 'base64');
  if (bytes.length !== 32 || keyId === 'clear' || keyId === '') {
    throw new RangeError('A key of the sandbox file must have an id (not "clear") and 32 bytes in base64.');
  }
  return bytes;
}
