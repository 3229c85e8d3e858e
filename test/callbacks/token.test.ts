/** The token in a callback's path: it brings back what it was built for, and cannot be made up. */
import { describe, expect, it } from '@jest/globals';
import { createCallbackTokens } from '../../src/callbacks/token';

const publicUrl = 'https://pay.example';
const subject = { orderId: 'booking-1042', attempt: 2 };

function tokenOf(url: string): string {
  return url.slice(url.lastIndexOf('/') + 1);
}

describe('callback tokens', () => {
  const tokens = createCallbackTokens('a-callback-secret');
  const token = tokenOf(tokens.urlFor({ publicUrl, ...subject }));

  it('stand at the end of the callback’s path, without a character that needs escaping', () => {
    expect(tokens.urlFor({ publicUrl, ...subject })).toMatch(
      /^https:\/\/pay\.example\/callbacks\/front-payment\/[\w-]+\.[\w-]{32}$/,
    );
  });

  it('bring back the order and the attempt', () => {
    expect(tokens.read(token)).toEqual(subject);
  });

  it('are the same each time, so that a repeated submit carries the same URL', () => {
    expect(tokenOf(tokens.urlFor({ publicUrl, ...subject }))).toBe(token);
  });

  it('differ by order, by attempt and by secret', () => {
    const others = [
      tokens.urlFor({ publicUrl, orderId: 'booking-1043', attempt: 2 }),
      tokens.urlFor({ publicUrl, orderId: 'booking-1042', attempt: 3 }),
      createCallbackTokens('another-secret').urlFor({ publicUrl, ...subject }),
    ].map(tokenOf);
    expect(new Set([token, ...others]).size).toBe(4);
  });

  it('are refused under another secret', () => {
    expect(createCallbackTokens('another-secret').read(token)).toBeNull();
  });

  it('are refused when any one character is changed', () => {
    const taken = [...token].flatMap((character, index) => {
      const changed = token.slice(0, index) + (character === 'A' ? 'B' : 'A') + token.slice(index + 1);
      return tokens.read(changed) === null ? [] : [index];
    });
    expect(taken).toEqual([]);
  });

  it.each([[''], ['.'], ['a.b'], ['a.b.c'], [`${token}.x`], [`${token}A`], [token.split('.')[0] ?? '']])(
    'refuse %j',
    (made) => {
      expect(tokens.read(made)).toBeNull();
    },
  );
});
