/** Who is let in, for all doors of one server: the keys, the sessions made of them, and how often wrong ones may be tried. */
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { ApiKey } from '../config/key-lists';
import type { Secret } from '../config/secret';
import { createGuessLimit } from './guess-limit';
import { createKeyRing, type KnownKey } from './key-ring';
import { Problem } from './problem';
import { createSessions, type Sessions } from './session-cookie';

/** One per server: a guess at one door counts at all of them. */
export interface Doorkeeper {
  sessions: Sessions;
  /**
   * The key that was sent, or null for one that is none of ours.
   * @throws Problem `rate_limited`, with `Retry-After`, when too many wrong ones came from there: then it is not told which it is
   */
  find(key: string, by: { request: FastifyRequest; reply: FastifyReply }): KnownKey | null;
}

/** `secret` is one that all servers of these keys share; sessions are signed with it too. */
export function createDoorkeeper(apiKeys: readonly ApiKey[], secret: Secret): Doorkeeper {
  const ring = createKeyRing(apiKeys, secret);
  const limit = createGuessLimit();
  return {
    sessions: createSessions(ring),
    find(key, { request, reply }) {
      const known = ring.find(key);
      const keyId = known?.caller.keyId ?? null;
      const waitS = limit.waitS(request.ip, keyId);
      if (waitS > 0) {
        reply.header('Retry-After', waitS);
        throw new Problem(
          'rate_limited',
          `Too many wrong keys came from this address. Nothing was done. Try again in ${waitS} s.`,
        );
      }
      if (keyId === null) limit.wrong(request.ip);
      else limit.right(request.ip, keyId);
      return known;
    },
  };
}
