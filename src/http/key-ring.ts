/**
 * The API keys as this room knows them: which one was sent, and secrets made from each. Keys are compared as hashes, in
 * constant time, and each with all, so that neither the time nor the order tells anything about them.
 */
import { createHash, hkdfSync, timingSafeEqual } from 'node:crypto';
import type { ApiKey, ApiRole } from '../config/key-lists';

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

/** Makes the ring. */
export function createKeyRing(apiKeys: readonly ApiKey[]): KeyRing {
  const known = apiKeys.map(({ role, key }, index) => ({
    digest: digestOf(key.reveal()),
    caller: { role, keyId: `${role}-${index + 1}` },
    // Over the role too: a key that is given another role must not lend it to sessions from before.
    secretFor: (purpose: string) =>
      Buffer.from(hkdfSync('sha256', key.reveal(), `holdfast/${role}`, purpose, SECRET_BYTES)).toString(
        'base64',
      ),
  }));
  return {
    keys: known,
    find(key) {
      const digest = digestOf(key);
      const matching = known.filter((entry) => timingSafeEqual(entry.digest, digest));
      return matching[0] ?? null;
    },
  };
}

function digestOf(key: string): Buffer {
  return createHash('sha256').update(key).digest();
}
