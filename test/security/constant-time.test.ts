/**
 * What is secret is compared by Node's comparison in constant time. That one alone decides: where it says yes the door
 * opens, where it says no the door stays shut, and it is asked the same however near a guess has come. A plain `===` in
 * its place, or beside it, fails here.
 */
import crypto from 'node:crypto';
import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { createCallbackTokens } from '../../src/callbacks/token';
import { createCodecKeys } from '../../src/codec/codec-keys';
import { Secret } from '../../src/config/secret';
import { readCallback, signCallback } from '../../src/front-payment/callback';
import { createKeyRing } from '../../src/http/key-ring';
import { createSessions, isOwnToken } from '../../src/http/session-cookie';

const SECRET = 'an-invented-callback-secret';
const ROLES = ['viewer', 'booking', 'operator'] as const;
const KEYS = ROLES.map((role) => `a-${role}-key-of-this-test`);
const [, , OPERATOR = ''] = KEYS;
const NOW_MS = Date.parse('2026-11-21T12:00:00Z');

const hashOf = (key: string): string => crypto.createHash('sha256').update(key).digest('hex');

const ring = createKeyRing(
  ROLES.map((role, index) => ({ role, key: new Secret('HOLDFAST_API_KEYS', KEYS[index] ?? '') })),
  new Secret('FRONT_PAYMENT_CALLBACK_SECRET', SECRET),
);
const sessions = createSessions(ring, () => NOW_MS);
const begun = sessions.begin(OPERATOR);
const codec = createCodecKeys(
  KEYS.map((key) => ({ name: key, hash: hashOf(key) })),
  Buffer.alloc(32, 1),
);
const tokens = createCallbackTokens(SECRET);
const query = signCallback({ orderUuid: 'RES1', status: 'RESERVED' }, SECRET);

interface Door {
  /** What opens it. */
  right: string;
  /** The part of it that is secret; what stands before it is looked up and may differ in time. */
  secretLength: number;
  opens(guess: string): boolean;
}

const lastPartOf = (text: string, mark: string): number => (text.split(mark).at(-1) ?? '').length;

/** A door whose secret is the last part of what is shown to it. */
function doorOf(right: string, mark: string | null, opens: Door['opens']): Door {
  return { right, secretLength: mark === null ? right.length : lastPartOf(right, mark), opens };
}

const signIn = codec.sessionFor(OPERATOR, NOW_MS) ?? '';
const cookie = begun?.cookie ?? '';
const token = tokens.urlFor({ publicUrl: '', orderId: 'booking-1042', attempt: 1 }).split('/').at(-1) ?? '';

const DOORS: [string, Door][] = [
  ['a key of the API', doorOf(OPERATOR, null, (key) => ring.find(key) !== null)],
  ['a key of the codec server', doorOf(OPERATOR, null, (key) => codec.whose(key) !== null)],
  [
    'a sign-in of the codec server',
    doorOf(signIn, '!', (given) => codec.whoseSession(given, NOW_MS) !== null),
  ],
  ['a session’s cookie', doorOf(cookie, '.', (given) => sessions.read(given) !== null)],
  [
    'a session’s token against CSRF',
    doorOf(
      begun?.session.csrfToken ?? '',
      null,
      (given) => begun !== null && isOwnToken(begun.session, given),
    ),
  ],
  ['the token in a callback’s address', doorOf(token, '.', (given) => tokens.read(given) !== null)],
  ['a callback’s checksum', doorOf(query, '=', isTaken)],
];

function isTaken(given: string): boolean {
  try {
    return readCallback(given, SECRET) !== null;
  } catch {
    return false;
  }
}

/** The right one, but for one character. */
function wrongAt(right: string, index: number): string {
  return `${right.slice(0, index)}${right[index] === 'a' ? 'b' : 'a'}${right.slice(index + 1)}`;
}

/** The lengths that were compared while a guess was looked at, in bytes. */
function comparedFor(door: Door, guess: string): number[] {
  const compared = jest.spyOn(crypto, 'timingSafeEqual');
  door.opens(guess);
  const lengths = compared.mock.calls.map(([one]) => one.byteLength);
  compared.mockRestore();
  return lengths;
}

afterEach(() => {
  jest.restoreAllMocks();
});

describe('what is secret', () => {
  it.each(DOORS)('lets %s in by the comparison in constant time alone', (_, door) => {
    const { right, opens } = door;
    // The last character but one: the very last of base64 may hold bits that mean nothing.
    const wrong = wrongAt(right, right.length - 2);
    expect([opens(right), opens(wrong)]).toEqual([true, false]);
    const compared = jest.spyOn(crypto, 'timingSafeEqual');
    compared.mockReturnValue(false);
    expect(opens(right)).toBe(false);
    compared.mockReturnValue(true);
    expect(opens(wrong)).toBe(true);
  });

  it.each(DOORS)('is compared the same for %s, wherever a guess goes wrong', (_, door) => {
    const { right, secretLength } = door;
    const asRight = comparedFor(door, right);
    expect(asRight.length).toBeGreaterThan(0);
    const places = [
      right.length - secretLength,
      right.length - Math.ceil(secretLength / 2),
      right.length - 2,
    ];
    for (const place of places) expect(comparedFor(door, wrongAt(right, place))).toEqual(asRight);
  });

  it.each(DOORS.slice(0, 2))('is compared with all keys for %s, whichever was sent', (_, door) => {
    for (const sent of [...KEYS, 'a-key-that-nobody-has']) {
      expect(comparedFor(door, sent)).toEqual(KEYS.map(() => 32));
    }
  });
});
