/**
 * Sessions of the dashboard, kept by nobody: the cookie says when it ends and is signed with a secret that is made from
 * the key it was begun with. So it holds on every server with that key, over restarts, and is void once the key is gone.
 */
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { Signer } from '@fastify/cookie';
import type { Caller, KeyRing, KnownKey } from './key-ring';

/** The cookie's name. */
export const SESSION_COOKIE = 'holdfast_session';

/** How long a session lasts, from its beginning: a working day. */
export const SESSION_MS = 12 * 60 * 60 * 1000;

/** A session that holds. */
export interface Session {
  /** Its own, and no secret: nothing can be done with it. */
  id: string;
  caller: Caller;
  /** Bound to this session; what a page of another origin cannot know. */
  csrfToken: string;
  expiresAt: string;
}

/** Begins and reads sessions. */
export interface Sessions {
  /** A new session of this key, with the cookie's value; null for a key that nobody has. */
  begin(key: string): { session: Session; cookie: string } | null;
  /** The session of a cookie; null for one that has ended, was forged, or whose key is gone. */
  read(cookie: string): Session | null;
}

const NONCE_BYTES = 16;

/** `expiresAtMs.nonce`, before it is signed. */
const CONTENT = /^(\d{13,15})\.[\w-]{22}$/;

/** Makes the sessions of these keys; `now` gives epoch ms, the clock's unless told otherwise. */
export function createSessions(ring: KeyRing, now: () => number = Date.now): Sessions {
  const seals = new Map(ring.keys.map((key) => [key, sealOf(key)]));
  const readers = [...seals.values()];
  return {
    begin(key) {
      const seal = seals.get(ring.find(key) as KnownKey);
      if (seal === undefined) return null;
      const content = `${now() + SESSION_MS}.${randomBytes(NONCE_BYTES).toString('base64url')}`;
      return { session: seal.sessionOf(content), cookie: seal.signer.sign(content) };
    },
    read(cookie) {
      const [found] = readers.flatMap((seal) => {
        const { valid, value } = seal.signer.unsign(cookie);
        return valid && value !== null && isCurrent(value, now()) ? [seal.sessionOf(value)] : [];
      });
      return found ?? null;
    },
  };
}

/** Whether a token is the session's own, in constant time. */
export function isOwnToken({ csrfToken }: Session, token: string): boolean {
  const own = Buffer.from(csrfToken);
  const sent = Buffer.from(token);
  return own.length === sent.length && timingSafeEqual(own, sent);
}

function sealOf(key: KnownKey) {
  const csrfSecret = key.secretFor('csrf');
  return {
    signer: new Signer(key.secretFor('session')),
    sessionOf: (content: string): Session => ({
      id: content,
      caller: key.caller,
      csrfToken: createHmac('sha256', csrfSecret).update(content).digest('base64url'),
      expiresAt: new Date(Number(CONTENT.exec(content)?.[1])).toISOString(),
    }),
  };
}

function isCurrent(content: string, nowMs: number): boolean {
  const [, expiresAtMs] = CONTENT.exec(content) ?? [];
  return Number(expiresAtMs) > nowMs;
}
