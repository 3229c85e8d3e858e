/** The callbacks of the benchmark: good ones are, and forged ones are forged. */
import { describe, expect, it } from '@jest/globals';
import { callbackPaths } from '../../bench/callbacks/callback-paths';
import { createCallbackTokens } from '../../src/callbacks/token';
import { readCallback } from '../../src/front-payment/callback';

const SECRET = 'the secret of this merchant';
const ABOUT = { orderId: 'bench-000001', reservationUuid: 'RES1', timestamp: 1_800_000_000 };

/** What the door makes of one; null where it takes it for forged. */
function taken(pathAndQuery: string) {
  const { pathname, search } = new URL(pathAndQuery, 'http://127.0.0.1');
  const subject = createCallbackTokens(SECRET).read(pathname.split('/').at(-1) ?? '');
  if (subject === null) return null;
  try {
    return { ...subject, ...readCallback(search.slice(1), SECRET) };
  } catch {
    return null;
  }
}

describe('callbacks of the benchmark', () => {
  it('are taken where they are good', () => {
    expect(taken(callbackPaths(SECRET).good(ABOUT))).toMatchObject({
      orderId: ABOUT.orderId,
      reservationUuid: ABOUT.reservationUuid,
      status: 'RESERVED',
    });
  });

  it('are forged each in its own way where they are forged', () => {
    const forged = callbackPaths(SECRET).forged(ABOUT);
    expect(new Set(forged).size).toBe(forged.length);
    expect(forged.map(taken).filter((one) => one !== null)).toEqual([]);
  });
});
