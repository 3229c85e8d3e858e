/**
 * The API keys as this room knows them: by their hashes alone, and by secrets made from each. A key that was sent is
 * compared as a hash, in constant time, and with all, so that neither the time nor the order tells anything about them.
 */
import { createHash, hkdfSync, timingSafeEqual } from 'node:crypto';
import type { ApiKey, ApiRole } from '../config/key-lists';
import type { Secret } from '../config/secret';

/** The caller of a request, once its key was known. `keyId` names the key and tells nothing of it. */
export interface Caller {
  role: ApiRole;
  keyId: string;
}

/** One of the keys. */
export interface KnownKey {
  caller: Caller;
  /** A secret for one purpose, always the same for the same key; neither the key nor another secret follows from it. */
  secretFor(purpose: string): string;
}

/** All keys. */
export interface KeyRing {
  keys: readonly KnownKey[];
  /** The key that was sent, or null for one that is none of them. */
  find(key: string): KnownKey | null;
}

const SECRET_BYTES = 32;

/**
 * Makes the ring. `secret` goes into every secret that is made: a hash stands in settings, and whoever reads it there must
 * not be able to make them too.
 */
export function createKeyRing(apiKeys: readonly ApiKey[], secret: Secret): KeyRing {
  const known = apiKeys.map((apiKey) => ringEntry(apiKey, secret));
  return {
    keys: known,
    find(key) {
      const digest = digestOf(key);
      const matching = known.filter((entry) => timingSafeEqual(entry.digest, digest));
      return matching[0] ?? null;
    },
  };
}

function ringEntry(apiKey: ApiKey, secret: Secret) {
  const { role } = apiKey;
  const digest = 'hash' in apiKey ? Buffer.from(apiKey.hash.reveal(), 'hex') : digestOf(apiKey.key.reveal());
  return {
    digest,
    caller: { role, keyId: `${role}-${nameOf(digest)}` },
    secretFor(purpose: string) {
      const material = Buffer.concat([digest, digestOf(secret.reveal())]);
      // Over the role too: a key that is given another role must not lend it to sessions from before.
      const made = hkdfSync('sha256', material, `holdfast/${role}`, purpose, SECRET_BYTES);
      return Buffer.from(made).toString('base64');
    },
  };
}

/** Stands in books for as long as they are kept: always the same for a key, whatever stands beside it in the settings. */
function nameOf(digest: Buffer): string {
  return createHash('sha256').update('holdfast key name').update(digest).digest('hex').slice(0, 8);
}

function digestOf(key: string): Buffer {
  return createHash('sha256').update(key).digest();
}
