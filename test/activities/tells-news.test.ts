/** Which rows of the provider's history are worth a reading: what an order knows already is not. */
import { describe, expect, it } from '@jest/globals';
import { type Verdict, verdictOn } from '../../activities/tells-news';

const OPEN = ['submitting', 'awaitingPayment', 'reserved', 'captured'];
const ENDED = ['completed', 'cancelled', 'expired', 'failed'];
const UNPAID = ['submitting', 'awaitingPayment'];
const but = (states: string[], ...without: string[]) => states.filter((state) => !without.includes(state));

/** The states in which a verdict is given on an order's row. */
function statesWith(
  verdict: Verdict,
  title: string,
  isOpen: boolean,
  amount: string | null = null,
): string[] {
  return [...OPEN, ...ENDED].filter((state) => {
    return JSON.stringify(verdictOn({ title, amount }, { state, isOpen })) === JSON.stringify(verdict);
  });
}

describe('a row of an open order', () => {
  it.each<[string, string[]]>([
    ['payment-link-sent-to-customer', []],
    ['payment-link-opened', []],
    ['payment-failed', []],
    ['order-resent', []],
    ['amount-reserved', UNPAID],
    ['payment-link-expired', UNPAID],
    ['order-expired', OPEN],
    ['reservation-completed', OPEN],
    ['reservation-cancelled', OPEN],
    ['order-cancelled', OPEN],
    ['refund-rejected', []],
    ['a-title-of-next-year', []],
  ])('%j is news until its state shows it: in %j', (title, states) => {
    expect(statesWith('news', title, true)).toEqual(states);
  });

  it.each<[string, string[]]>([
    ['refund-rejected', [...OPEN, ...ENDED]],
    ['a-title-of-next-year', [...OPEN, ...ENDED]],
    ['', [...OPEN, ...ENDED]],
    ['constructor', [...OPEN, ...ENDED]],
    // It is over here and its workflow is just ending, or waits for a person.
    ['reservation-completed', but(ENDED, 'completed')],
    ['reservation-cancelled', ['completed', 'failed']],
    ['order-expired', ['failed']],
    ['amount-reserved', []],
  ])('%j is worth one look and no second one: in %j', (title, states) => {
    expect(statesWith('once', title, true)).toEqual(states);
  });

  it.each([
    ['amount-captured-from-reservation', 'capture'],
    ['amount-charged-from-card', 'charge'],
    ['refund-sent-from-captured', 'refund'],
    ['refund-sent-from-charged', 'refund'],
  ] as const)('%j is judged by what was moved', (title, moved) => {
    expect(statesWith({ moved }, title, true)).toEqual([...OPEN, ...ENDED]);
  });

  it('is judged although the order’s state is not listed yet', () => {
    expect(verdictOn({ title: 'reservation-cancelled', amount: null }, { state: '', isOpen: true })).toBe(
      'news',
    );
  });
});

describe('a row of an order that has ended', () => {
  it('is never news for as long as it stays: its state will not change', () => {
    for (const title of ['amount-reserved', 'reservation-cancelled', 'refund-rejected', 'of-next-year']) {
      expect(statesWith('news', title, false)).toEqual([]);
    }
  });

  it.each<[string, string[]]>([
    ['refund-rejected', [...OPEN, ...ENDED]],
    ['amount-captured-from-reservation', []],
    ['amount-charged-from-card', []],
    ['amount-reserved', ['expired']],
    ['payment-link-expired', []],
    ['payment-link-opened', []],
  ])('%j is worth one look: in %j', (title, states) => {
    expect(statesWith('once', title, false)).toEqual(states);
  });

  it.each<[string, string[]]>([
    ['reservation-completed', ['cancelled', 'expired']],
    ['reservation-cancelled', ['completed']],
    ['order-cancelled', ['completed']],
    ['order-expired', []],
  ])('%j is worth one look where it ended otherwise: in %j', (title, states) => {
    const looked = statesWith('once', title, false).filter((state) =>
      ['completed', 'cancelled', 'expired'].includes(state),
    );
    expect(looked).toEqual(states);
  });

  it('of a title nobody has heard of is worth a look only when it names an amount', () => {
    expect(statesWith('once', 'a-title-of-next-year', false)).toEqual([]);
    expect(statesWith('once', 'a-title-of-next-year', false, '150.00')).toEqual([...OPEN, ...ENDED]);
  });

  it('of a refund is judged by what the order knows of refunds', () => {
    expect(statesWith({ moved: 'refund' }, 'refund-sent-from-captured', false)).toEqual([...OPEN, ...ENDED]);
  });
});
