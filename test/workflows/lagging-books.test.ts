/** Books that lag: a reading that shows one movement and not yet another takes nothing away from what we know. */
import { describe, expect, it } from '@jest/globals';
import { capturedMinor, chargedMinor } from '../../workflows/ledger';
import { observe } from '../../workflows/observe';
import { at, captured, HOUR, movement, readingWith } from './states';

const FIRST = movement('CAP1', 1_000);
const SECOND = movement('CAP2', 2_000);
const EXTRA = movement('CHA1', 500);

/** The order has seen two captures and a charge, all of them in one earlier reading. */
function seen() {
  const state = captured(1_000);
  observe(state, readingWith({ captures: [FIRST, SECOND], charges: [EXTRA] }), at(3 * HOUR));
  expect([capturedMinor(state.ledger), chargedMinor(state.ledger)]).toEqual([3_000, 500]);
  return state;
}

describe('a reading that shows only a part of what was seen before', () => {
  it.each([
    ['the second capture', { captures: [FIRST], charges: [EXTRA] }],
    ['the charge', { captures: [FIRST, SECOND], charges: [] }],
  ])('without %s overwrites nothing, and is read again', (_what, shown) => {
    const state = seen();
    const before = structuredClone(state.ledger);
    observe(state, readingWith(shown), at(4 * HOUR));
    expect(state.ledger).toEqual(before);
    expect(state.readAt).toBe(new Date(Date.parse(at(4 * HOUR)) + 2_000).toISOString());
  });
});
