/** What a lost submit may have become: nobody's reservations only, the likeliest first, and none of the account's rows. */
import { describe, expect, it } from '@jest/globals';
import { MockActivityEnvironment } from '@temporalio/testing';
import { type ActivityDependencies, createActivities } from '../../activities/create-activities';
import type { SearchInput } from '../../activities/inputs';
import type { Strangers } from '../../activities/search';

const SENT_AT = '2026-03-01T12:30:00.000Z';
const ROWS = [
  { uuid: 'RES-long-before', title: 'payment-link-sent-to-customer', at: '2026-03-01T12:21:00.000Z' },
  { uuid: 'RES-at-the-time', title: 'payment-link-sent-to-customer', at: '2026-03-01T12:30:00.000Z' },
  { uuid: 'RES-at-the-time', title: 'amount-reserved', at: '2026-03-01T12:36:00.000Z' },
  { uuid: 'RES-of-an-order', title: 'payment-link-sent-to-customer', at: '2026-03-01T12:30:00.000Z' },
  { uuid: 'RES-without-a-time', title: 'payment-link-sent-to-customer', at: null },
  { uuid: 'RES-looked-at', title: 'payment-link-sent-to-customer', at: '2026-03-01T12:31:00.000Z' },
  { uuid: 'CAP-1', title: 'amount-captured', at: '2026-03-01T12:30:00.000Z' },
  { uuid: null, title: 'daily-report', at: '2026-03-01T12:30:00.000Z' },
];

/** An account with these rows, on which one reservation is known to an order. */
function search(over: Partial<SearchInput> = {}): Promise<Strangers> {
  const dependencies = {
    callFrontPayment: async () => ROWS,
    client: { workflow: { list: () => [runOf('RES-of-an-order')] } },
  } as unknown as ActivityDependencies;
  const input: SearchInput = {
    from: '2026-03-01T12:20:00.000Z',
    to: '2026-03-01T12:45:00.000Z',
    at: '2026-03-01T12:35:00.000Z',
    sentAt: SENT_AT,
    hinted: [],
    examined: ['RES-looked-at'],
    ...over,
  };
  return new MockActivityEnvironment().run(createActivities(dependencies).searchStrangers, input);
}

function runOf(reservationUuid: string) {
  const attributes = new Map([['HoldfastReservationUuid', reservationUuid]]);
  return {
    workflowId: 'reservation/booking-1',
    status: { name: 'RUNNING' },
    typedSearchAttributes: { get: ({ name }: { name: string }) => attributes.get(name) },
  };
}

describe('the search for a lost submit', () => {
  it('finds what no order knows and nobody has looked at, nearest to the sending first', async () => {
    const { reservationUuids } = await search();
    expect(reservationUuids).toEqual(['RES-at-the-time', 'RES-long-before', 'RES-without-a-time']);
  });

  it('puts what a callback has named before all others', async () => {
    const { reservationUuids } = await search({ hinted: ['RES-hinted', 'RES-without-a-time'] });
    expect(reservationUuids.slice(0, 2)).toEqual(['RES-hinted', 'RES-without-a-time']);
  });

  it('tells when it has ended, for the order’s own time', async () => {
    const { endedAt } = await search();
    expect(new Date(endedAt ?? '').toISOString()).toBe(endedAt);
  });
});
