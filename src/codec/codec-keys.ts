/** Who may have things decrypted: keys known by their hashes, compared in constant time and each with all. */
import { createHash, createHmac, timingSafeEqual } from 'node:crypto';

/** A key by its SHA-256 in hex, and the name that the log shows. */
export interface NamedHash {
  name: string;
  hash: string;
}

/** How long a sign-in holds. */
export const SESSION_MS = 12 * 60 * 60 * 1000;

/** The keys, and sign-ins made of them, which hold for every server with the same keys. */
export interface CodecKeys {
  /** Whose key it is; null for nobody's. */
  whose(key: string): string | null;
  /** What the cookie of a sign-in with this key holds: name, end, seal. Null for nobody's key. */
  sessionFor(key: string, nowMs: number): string | null;
  /** Whose sign-in it is; null for none that holds. */
  whoseSession(cookie: string, nowMs: number): string | null;
}

/**
 * `secret` seals the sign-ins, the same for every server of these keys: hashes may stand in settings, and whoever reads
 * them there must not be able to make a sign-in.
 */
export function createCodecKeys(known: readonly NamedHash[], secret: Uint8Array): CodecKeys {
  const sealed = ({ name, hash }: NamedHash, endsAtMs: number): string => {
    const facts = `${name}!${endsAtMs}`;
    // Over the hash too: a key that is taken back takes its sign-ins along.
    const seal = createHmac('sha256', secret).update(`codec session ${facts} ${hash}`);
    return `${facts}!${seal.digest('base64url')}`;
  };
  const find = (key: string): NamedHash | null => {
    const digest = createHash('sha256').update(key).digest();
    const matching = known.filter(({ hash }) => timingSafeEqual(Buffer.from(hash, 'hex'), digest));
    return matching[0] ?? null;
  };
  return {
    whose: (key) => find(key)?.name ?? null,
    sessionFor(key, nowMs) {
      const found = find(key);
      return found && sealed(found, nowMs + SESSION_MS);
    },
    whoseSession(cookie, nowMs) {
      const [name = '', endsAtMs = ''] = cookie.split('!');
      const holder = known.find((one) => one.name === name);
      if (!holder || !(Number(endsAtMs) > nowMs)) return null;
      return isSame(cookie, sealed(holder, Number(endsAtMs))) ? name : null;
    },
  };
}

function isSame(one: string, other: string): boolean {
  const digests = [one, other].map((text) => createHash('sha256').update(text).digest());
  return timingSafeEqual(...(digests as [Buffer, Buffer]));
}
