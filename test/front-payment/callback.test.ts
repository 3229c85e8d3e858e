// The callback is a hint: its checksum is checked over the values in the order received, and nothing in it is believed.

import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { readCallback, signCallback } from '../../src/front-payment/callback';
import { CallbackError } from '../../src/front-payment/errors/callback-error';

const SECRET = 'canary-callback-secret';
const PARAMETERS = {
  orderUuid: 'RES1943140879',
  status: 'RESERVED',
  paymentMethod: 'visa',
  amount: '3000.50',
  createdAt: '2026-11-21 10:00:00',
  timestamp: '1795255200',
};

function refusalOf(rawQuery: string, secret = SECRET): string {
  try {
    readCallback(rawQuery, secret);
  } catch (error) {
    if (!(error instanceof CallbackError)) throw error;
    expect(`${error.stack} ${JSON.stringify(error)}`).not.toContain(SECRET);
    return error.code;
  }
  return 'nothing';
}

describe('a callback', () => {
  it('is read when its checksum is the documented one', () => {
    const values = 'RES1943140879RESERVEDvisa3000.502026-11-21 10:00:001795255200';
    const checksum = createHash('sha256')
      .update(values + SECRET)
      .digest('hex');
    const query =
      'orderUuid=RES1943140879&status=RESERVED&paymentMethod=visa&amount=3000.50' +
      `&createdAt=2026-11-21+10%3A00%3A00&timestamp=1795255200&checksum=${checksum}`;
    const hint = { reservationUuid: 'RES1943140879', status: 'RESERVED', timestamp: '1795255200' };
    expect(readCallback(query, SECRET)).toEqual(hint);
    expect(readCallback(`?${query}`, SECRET)).toEqual(hint);
    expect(readCallback(query.replace(checksum, checksum.toUpperCase()), SECRET)).toEqual(hint);
  });

  it.each([
    ['PAID', 'PAID'],
    ['INVOICED', 'INVOICED'],
    ['RESERVED', 'RESERVED'],
    ['RESEVRED', 'RESERVED'],
    ['CAPTURED', 'CAPTURED'],
    ['CHARGED', 'CHARGED'],
    ['SOMETHING_NEW', 'SOMETHING_NEW'],
  ])('with the status %s hints at %s', (status, expected) => {
    expect(readCallback(signCallback({ ...PARAMETERS, status }, SECRET), SECRET).status).toBe(expected);
  });

  it('is read in whatever order its parameters come, the checksum first or last', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray(Object.entries(PARAMETERS), { minLength: 6 }), (pairs) => {
        const query = signCallback(pairs, SECRET);
        const [rest, checksum] = query.split('&checksum=');
        expect(readCallback(`checksum=${checksum}&${rest}`, SECRET).reservationUuid).toBe('RES1943140879');
      }),
    );
  });

  it('is read with any values at all, and refused with any of them changed', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), fc.string({ minLength: 1 }), (amount, other) => {
        fc.pre(amount !== other);
        const query = signCallback({ ...PARAMETERS, amount }, SECRET);
        expect(readCallback(query, SECRET).reservationUuid).toBe('RES1943140879');
        const changed = new URLSearchParams(query);
        changed.set('amount', other);
        expect(refusalOf(changed.toString())).toBe('checksum_mismatch');
      }),
    );
  });

  it('is read without a timestamp and with a stale one', () => {
    const { timestamp, ...rest } = PARAMETERS;
    expect(timestamp).toBeDefined();
    expect(readCallback(signCallback(rest, SECRET), SECRET).timestamp).toBeNull();
    expect(readCallback(signCallback({ ...rest, timestamp: '1' }, SECRET), SECRET).timestamp).toBe('1');
  });

  it.each(['orderUuid', 'status', 'amount', 'checksum', 'anything'])(
    'is refused when %s is there twice',
    (name) => {
      const query = `${signCallback({ ...PARAMETERS, anything: '1' }, SECRET)}&${name}=x`;
      expect(refusalOf(query)).toBe('parameter_doubled');
    },
  );

  it.each(['orderUuid', 'status', 'checksum'])('is refused when %s is missing or empty', (name) => {
    const query = new URLSearchParams(signCallback(PARAMETERS, SECRET));
    query.set(name, '');
    expect(refusalOf(query.toString())).toBe('parameter_missing');
    query.delete(name);
    expect(refusalOf(query.toString())).toBe('parameter_missing');
    expect(refusalOf('')).toBe('parameter_missing');
  });

  it.each([['0'.repeat(64)], ['abc'], ['z'.repeat(64)], ['é'.repeat(64)]])(
    'is refused with the checksum %p',
    (checksum) => {
      const query = new URLSearchParams(signCallback(PARAMETERS, SECRET));
      query.set('checksum', checksum);
      expect(refusalOf(query.toString())).toBe('checksum_mismatch');
    },
  );

  it('is refused with another secret', () => {
    expect(refusalOf(signCallback(PARAMETERS, 'other'), SECRET)).toBe('checksum_mismatch');
  });
});
