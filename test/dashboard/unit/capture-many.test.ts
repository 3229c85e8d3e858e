/** Many captures under one confirmation: one body and one key for each order, and the words on what follows. */
import { describe, expect, it } from '@jest/globals';
import { afterCaptureOf } from '../../../src/dashboard/commands/after-capture';
import { commandsFor } from '../../../src/dashboard/due/commands-for';
import { hold } from './orders';

describe('many captures', () => {
  let made = 0;
  const newKey = (): string => `key-${++made}`;

  it('send one body under one key for an order, though it was given twice', () => {
    const order = hold();
    const part = hold({ amounts: { ...order.amounts, runwayMinor: 100_000 } });
    const commands = commandsFor([order, hold({ orderId: 'booking-1043' }), part], newKey);
    expect(commands.map(({ order: { orderId } }) => orderId)).toEqual(['booking-1042', 'booking-1043']);
    expect(commands.map(({ body }) => body)).toEqual([{ amountMinor: 300_000 }, { amountMinor: 300_000 }]);
    expect(new Set(commands.map(({ key }) => key)).size).toBe(2);
  });
});

describe('what follows when all is captured', () => {
  it.each([
    [{}, 'completed'],
    [{ complete: 'settled' }, 'completed'],
    [{ complete: 'chargeValidityEnd' }, 'completedLater'],
    [{ complete: 'manual' }, 'open'],
  ] as const)('under %o: %s', (policy, follows) => {
    expect(afterCaptureOf(policy)).toBe(follows);
  });
});
