/** Which rows of the provider's history are worth a reading: what an order knows already is not. */
import { describe, expect, it } from '@jest/globals';
import { tellsNews } from '../../activities/tells-news';

const STATES = [
  'submitting',
  'awaitingPayment',
  'reserved',
  'captured',
  'completed',
  'cancelled',
  'expired',
  'failed',
];
const UNPAID = ['submitting', 'awaitingPayment'];

describe('a row of the history', () => {
  it.each<[string, string[]]>([
    ['payment-link-sent-to-customer', []],
    ['payment-link-opened', []],
    ['payment-failed', []],
    ['order-resent', []],
    ['amount-reserved', UNPAID],
    ['order-expired', UNPAID],
    ['payment-link-expired', UNPAID],
    ['reservation-completed', STATES.filter((state) => state !== 'completed')],
    ['reservation-cancelled', STATES.filter((state) => state !== 'cancelled')],
    ['order-cancelled', STATES.filter((state) => state !== 'cancelled')],
    ['amount-captured-from-reservation', STATES],
    ['amount-charged-from-card', STATES],
    ['refund-sent-from-captured', STATES],
    ['refund-rejected', STATES],
    ['a-title-of-next-year', STATES],
    ['', STATES],
    ['constructor', STATES],
  ])('%j is news in exactly these states', (title, states) => {
    expect(STATES.filter((state) => tellsNews(title, state))).toEqual(states);
  });

  it('is news to an order whose state is not indexed yet', () => {
    expect(tellsNews('amount-captured-from-reservation', '')).toBe(true);
  });
});
