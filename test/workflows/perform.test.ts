/** What leaves for the provider names the unit that its amounts are in, as it was when the order was admitted. */
import { describe, expect, it } from '@jest/globals';
import { perform } from '../../workflows/perform';
import type { ReservationState } from '../../workflows/state';
import { asked, at, captured, HOUR, reserved } from './states';

/** What each activity would have been sent. */
async function sentFor(state: ReservationState): Promise<unknown> {
  const sent: unknown[] = [];
  const keep = async (input: unknown) => {
    sent.push(input);
    return { reference: 'REF1' };
  };
  const sending = { capture: keep, charge: keep, refund: keep } as unknown as Parameters<typeof perform>[0];
  const operation = state.operations.at(-1);
  if (operation === undefined) throw new Error('nothing was asked');
  await perform(sending, state, operation, at(3 * HOUR));
  return sent[0];
}

const COMMANDS: [string, () => ReservationState, object][] = [
  ['capture', () => reserved(), {}],
  ['charge', () => reserved(), { lines: [{ name: 'Minibar', amountMinor: 500, taxPercent: 25 }] }],
  ['refund', () => captured(200_000), { reference: 'CAP1' }],
];

describe('an operation', () => {
  it.each(COMMANDS)('is sent in the unit of its order: %s', async (kind, make, body) => {
    const state = make();
    state.order.currency = 'HUF';
    state.order.exponent = 2;
    asked(state, kind as 'capture', body);
    expect(await sentFor(state)).toMatchObject({ currency: 'HUF', exponent: 2 });
  });

  it.each(COMMANDS)('of an order without one says so, and guesses none: %s', async (kind, make, body) => {
    const state = make();
    delete state.order.exponent;
    asked(state, kind as 'capture', body);
    expect(await sentFor(state)).toMatchObject({ currency: 'NOK', exponent: undefined });
  });
});
