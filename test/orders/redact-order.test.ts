/** An ended order without its customer: what came from outside is gone, what tells of the money is as it was. */
import { describe, expect, it } from '@jest/globals';
import { redactItem, redactOrder } from '../../src/orders/redact-order';
import { toReservation } from '../../workflows/view';
import { asked, at, captured, HOUR, inState } from '../workflows/states';

const FORGOTTEN_BY = { at: at(9 * HOUR), by: 'operator-1', note: 'request 17' };

describe('a redacted order', () => {
  it('shows the same reservation, but for its checkout page', () => {
    const state = captured(200_000);
    const before = toReservation(state, at(9 * HOUR));
    expect(toReservation(redactOrder(state, FORGOTTEN_BY), at(9 * HOUR))).toEqual({
      ...before,
      checkoutUrl: null,
    });
  });

  it('has no text of anybody’s in the bodies of its operations, and what they are judged by', () => {
    const state = inState('completed');
    asked(state, 'resend', { email: 'kari@example.com' });
    asked(state, 'charge', {
      lines: [{ name: 'Breakfast', amountMinor: 100, taxPercent: 15 }],
      note: 'Kari',
    });
    asked(state, 'refund', { reference: 'CAP1', lines: [{ line: 0, amountMinor: 5 }], note: 'Kari' });
    const bodies = redactOrder(state, FORGOTTEN_BY)
      .operations.slice(-3)
      .map(({ body }) => body);
    expect(bodies).toEqual([
      {},
      { lines: [{ name: '(forgotten)', amountMinor: 100, taxPercent: 15 }], note: '(forgotten)' },
      { reference: 'CAP1', lines: [{ line: 0, amountMinor: 5 }], note: '(forgotten)' },
    ]);
  });

  it('changes no more the second time, and keeps who asked first', () => {
    const once = redactOrder(inState('completed'), FORGOTTEN_BY);
    expect(redactOrder(once, { ...FORGOTTEN_BY, by: 'operator-2' })).toEqual(once);
  });

  it.each([
    [
      { reference: 'CAP1', amountMinor: 5 },
      { reference: 'CAP1', amountMinor: 5 },
    ],
    [
      { reason: 'refund_rejected', titles: ['refund-rejected'] },
      { reason: 'refund_rejected', titles: ['refund-rejected'] },
    ],
    [
      { reservedMinor: 5, captureBy: null },
      { reservedMinor: 5, captureBy: null },
    ],
    [{ operationId: 'k-1', evidence: 'Kari said so' }, { operationId: 'k-1' }],
    [{ operationId: 'k-1', provider: { status: 403, message: 'Kari' } }, { operationId: 'k-1' }],
    [{ reason: 'Kari said so' }, {}],
    [{ somethingNew: 'Kari' }, {}],
  ])('keeps of an item %j only %j', (data, kept) => {
    const item = { id: '7', at: at(HOUR), type: 'any', source: 'operator' };
    expect(redactItem({ ...item, data })).toEqual({ ...item, data: kept });
  });
});
