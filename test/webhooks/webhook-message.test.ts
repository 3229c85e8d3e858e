/** What of an order's webhooks is taken at once: never more than the engine carries. */
import { describe, expect, it } from '@jest/globals';
import type { WebhookDelivery } from '../../src/records/webhook-deliveries';
import { takeTogether } from '../../src/webhooks/webhook-message';
import { sampleReservation } from '../http/fake-reservations';

const AT = '2026-11-21T10:00:00.000Z';

/** One that is pending, with a text of so many bytes; each letter has two. */
function pending(id: string, bytes: number): WebhookDelivery {
  const event = { id, at: AT, type: 'noted', source: 'system', data: { text: 'ø'.repeat(bytes / 2) } };
  return {
    ...{ id, orderId: 'booking-1042', eventId: id, type: 'reservation.reserved', state: 'pending' },
    ...{ attempts: 0, lastStatus: null, lastError: null, createdAt: AT, pendingSince: AT },
    ...{ nextAttemptAt: null, event },
  };
}

const taken = (...webhooks: WebhookDelivery[]) =>
  takeTogether(webhooks, sampleReservation()).map(({ id }) => id);

describe('webhooks taken together', () => {
  it('are all that there are, in their order, each with its body', () => {
    const [first, second] = takeTogether([pending('1', 10), pending('2', 10)], sampleReservation());
    expect(first).toEqual({ id: '1', pendingSince: AT, body: expect.stringContaining('"noted"') });
    expect(JSON.parse(second?.body ?? '').data).toMatchObject({
      orderId: 'booking-1042',
      event: { id: '2' },
      reservation: { state: sampleReservation().state },
    });
  });

  it('are no more than 500 KB, and what comes after waits with what did not fit', () => {
    expect(taken(pending('1', 300_000), pending('2', 300_000), pending('3', 10))).toEqual(['1']);
  });

  it('are one at least, however long', () => {
    expect(taken(pending('1', 900_000), pending('2', 10))).toEqual(['1']);
    expect(taken()).toEqual([]);
  });
});
