/** What is new of an order: after the last item that was looked at, and not before anybody was to be told. */
import { describe, expect, it } from '@jest/globals';
import { takeNews } from '../../src/webhooks/take-news';
import { webhookMessageId } from '../../src/webhooks/webhook-message';
import { sampleReservation } from '../http/fake-reservations';

const AT = '2026-11-21T10:00:00.000Z';

const timeline = [
  { id: '1', at: AT, type: 'order_placed', source: 'booking', data: {} },
  { id: '2', at: AT, type: 'state_changed', source: 'system', data: { to: 'awaitingPayment' } },
  { id: '9', at: '2026-11-21T10:05:00.000Z', type: 'hold_made', source: 'provider', data: {} },
  { id: '10', at: '2026-11-21T10:06:00.000Z', type: 'capture_executed', source: 'operator', data: {} },
  { id: '11', at: '2026-11-21T10:06:00.000Z', type: 'capture_asked', source: 'operator', data: {} },
];

const facts = {
  story: { timeline, reservation: sampleReservation() },
  lastItem: 0,
  since: AT,
  nowMs: Date.parse('2026-11-21T10:07:00.000Z'),
  dueSoonMs: 24 * 60 * 60_000,
};

const typesOf = (parts: Partial<typeof facts>): string[] =>
  takeNews({ ...facts, ...parts }).news.map(({ type }) => type.slice('reservation.'.length));

describe('news of an order', () => {
  it('are all its events the first time, in their order', () => {
    expect(typesOf({})).toEqual(['awaiting_payment', 'reserved', 'captured']);
    const positions = takeNews(facts).news.map(({ position }) => position);
    expect(positions).toEqual([...positions].sort((one, other) => one - other));
  });

  it('are those after the last item, whose ids are numbers and no words', () => {
    expect(typesOf({ lastItem: 9 })).toEqual(['captured']);
    expect(takeNews({ ...facts, lastItem: 9 }).lastItem).toBe(11);
    expect(typesOf({ lastItem: 11 })).toEqual([]);
  });

  it('are none from before anybody was to be told, and yet count as looked at', () => {
    expect(typesOf({ since: '2026-11-21T10:05:30.000Z' })).toEqual(['captured']);
    expect(takeNews({ ...facts, since: '2026-11-22T00:00:00.000Z' }).lastItem).toBe(11);
  });

  it('have ids that are the same every time, and other ones for another order', () => {
    const ids = takeNews(facts).news.map(({ id }) => id);
    expect(takeNews(facts).news.map(({ id }) => id)).toEqual(ids);
    expect(new Set(ids).size).toBe(3);
    expect(webhookMessageId('booking-1042', '9')).toBe(ids[1]);
    expect(webhookMessageId('booking-1043', '9')).not.toBe(ids[1]);
    // The signature's parts are joined by full stops.
    for (const id of ids) expect(id).toMatch(/^msg_[\w-]{27}$/);
  });

  it('announce the timer after all that has happened, by the order’s clock where that is ahead', () => {
    const captureAt = '2026-11-27T10:00:00.000Z';
    const deadlines = { payBy: null, captureAt, captureBy: null, chargeBy: null };
    const reservation = sampleReservation({ deadlines });
    const moved = [{ id: '12', at: '2026-11-26T20:00:00.000Z', type: 'x', source: 'system', data: {} }];
    const story = { timeline: [...timeline, ...moved], reservation };
    const { news } = takeNews({ ...facts, story });
    expect(news.at(-1)).toMatchObject({ type: 'reservation.capture_due_soon', eventId: 'due-soon' });
    expect(news.at(-1)?.position).toBeGreaterThan(2 * 12);
    expect(typesOf({ story: { timeline, reservation } })).not.toContain('capture_due_soon');
  });
});
