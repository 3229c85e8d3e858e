/**
 * The two settings that are lists of `name:key` pairs. Faults name an entry by its place in the list and never
 * quote it: where the pair is malformed, either half may be the secret.
 */
import { createHash } from 'node:crypto';
import { type Field, fault, field, type Reading } from './fields';
import { Secret } from './secret';

/** Who may do what over HTTP: `viewer` reads; `booking` also creates, resends and cancels what is uncaptured; `operator` does everything on orders. */
export const API_ROLES = ['viewer', 'booking', 'operator'] as const;

/** One of the roles of an API key. */
export type ApiRole = (typeof API_ROLES)[number];

/** A key that is accepted as `Authorization: Bearer KEY`, and what it may do. A role may have several. */
export type ApiKey = PlainApiKey | HashedApiKey;

/** A key as it is sent. */
export interface PlainApiKey {
  readonly role: ApiRole;
  readonly key: Secret;
}

/** A key of which only the SHA-256 is known, in lower-case hex. */
export interface HashedApiKey {
  readonly role: ApiRole;
  readonly hash: Secret;
}

/** The first key of a role that is known as it is sent, not by its hash alone; null for none. */
export function keyOfRole(apiKeys: readonly ApiKey[], role: ApiRole): Secret | null {
  const found = apiKeys.find((apiKey) => apiKey.role === role && 'key' in apiKey);
  return found !== undefined && 'key' in found ? found.key : null;
}

/** A key for payloads: 32 bytes (AES-256) under an id that is written beside what it encrypted. */
export interface EncryptionKey {
  readonly id: string;
  readonly key: Secret<Uint8Array>;
}

/** The shortest API key taken, in characters. */
export const API_KEY_MIN_LENGTH = 16;

const HASH_MARK = 'sha256$';
const HASH = /^sha256\$[\da-f]{64}$/;

/** Reads `role:key` and `role:sha256$…` pairs; a key twice, also under two roles or once as its hash, is a fault. */
export function apiKeyList(name: string): Field<ApiKey[]> {
  const allowed = `comma-separated role:key pairs, the role ${API_ROLES.join(', ')}, the key at least ${API_KEY_MIN_LENGTH} printable characters or sha256$ and its hash in 64 lower-case hex digits, no key twice`;
  return field(allowed, (text) => {
    const seen = new Set<string>();
    return readPairs(text, ({ left, right }) => {
      const role = API_ROLES.find((candidate) => candidate === left);
      if (role === undefined) return fault('has an unknown role');
      const problem = keyProblem(right);
      if (problem !== null) return fault(problem);
      const isHashed = right.startsWith(HASH_MARK);
      const hash = isHashed
        ? right.slice(HASH_MARK.length)
        : createHash('sha256').update(right).digest('hex');
      if (seen.has(hash)) return fault('repeats the key of an earlier entry');
      seen.add(hash);
      return {
        value: isHashed ? { role, hash: new Secret(name, hash) } : { role, key: new Secret(name, right) },
      };
    });
  });
}

/** What is wrong with a key, or with the hash in its place; null for nothing. */
function keyProblem(key: string): string | null {
  if (key.length < API_KEY_MIN_LENGTH) return `has a key shorter than ${API_KEY_MIN_LENGTH} characters`;
  if (!/^[\x21-\x7e]+$/.test(key)) return 'has a key with a space or a character that is not printable ASCII';
  if (key.startsWith(HASH_MARK) && !HASH.test(key)) return 'has a hash that is not 64 lower-case hex digits';
  return null;
}

/** Reads `keyId:base64` pairs, in their order: the first encrypts, all decrypt. */
export function encryptionKeyList(name: string): Field<EncryptionKey[]> {
  const allowed =
    'comma-separated keyId:base64 pairs, the id 1 to 64 of letters, digits and . _ -, the key 32 bytes, no id twice';
  return field(allowed, (text) => {
    const seen = new Set<string>();
    return readPairs(text, ({ left, right }) => {
      if (!/^[A-Za-z\d._-]{1,64}$/.test(left)) return fault('has an unusable key id');
      const bytes = Buffer.from(right, 'base64');
      const faithful = bytes.toString('base64').replace(/=+$/, '') === right.replace(/=+$/, '');
      if (!faithful || bytes.length !== 32) return fault('is not 32 bytes in base64');
      if (seen.has(left)) return fault('repeats the id of an earlier entry');
      seen.add(left);
      return { value: { id: left, key: new Secret(name, new Uint8Array(bytes)) } };
    });
  });
}

function readPairs<T>(
  text: string,
  read: (pair: { left: string; right: string }) => Reading<T>,
): Reading<T[]> {
  const values: T[] = [];
  const faults: string[] = [];
  for (const [index, entry] of text.split(',').entries()) {
    const [, left, right] = /^([^:]*):(.*)$/s.exec(entry.trim()) ?? [];
    const reading =
      left === undefined || right === undefined ? fault('is not a pair') : read({ left, right });
    if ('value' in reading) values.push(reading.value);
    else faults.push(...reading.faults.map((problem) => `entry ${index + 1} ${problem}`));
  }
  return faults.length > 0 ? { faults } : { value: values };
}
