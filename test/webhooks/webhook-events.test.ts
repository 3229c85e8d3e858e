/** Which items of a timeline are told, under which name, and when the timer is announced. */
import { describe, expect, it } from '@jest/globals';
import { dueSoonItem, WEBHOOK_EVENTS, webhookEventOf } from '../../src/webhooks/webhook-events';
import { sampleReservation } from '../http/fake-reservations';

const TOLD: [string, Record<string, unknown>, string][] = [
  ['state_changed', { from: 'submitting', to: 'awaitingPayment' }, 'reservation.awaiting_payment'],
  ['hold_made', { reservedMinor: 300_000 }, 'reservation.reserved'],
  ['capture_executed', { amountMinor: 300_000 }, 'reservation.captured'],
  ['capture_adopted', { amountMinor: 300_000 }, 'reservation.captured'],
  ['charge_executed', { amountMinor: 5_000 }, 'reservation.charged'],
  ['charge_adopted', { amountMinor: 5_000 }, 'reservation.charged'],
  ['refund_executed', { amountMinor: 5_000 }, 'reservation.refunded'],
  ['refund_adopted', { amountMinor: 5_000 }, 'reservation.refunded'],
  ['state_changed', { from: 'captured', to: 'completed' }, 'reservation.completed'],
  ['state_changed', { from: 'reserved', to: 'cancelled' }, 'reservation.cancelled'],
  ['state_changed', { from: 'awaitingPayment', to: 'expired' }, 'reservation.expired'],
  ['attention_raised', { code: 'books_differ' }, 'reservation.attention_raised'],
  ['attention_cleared', { code: 'books_differ' }, 'reservation.attention_cleared'],
];

const UNTOLD: [string, Record<string, unknown>][] = [
  ['order_placed', {}],
  ['state_changed', { from: 'awaitingPayment', to: 'reserved' }],
  ['state_changed', { from: 'reserved', to: 'captured' }],
  ['state_changed', { from: 'submitting', to: 'failed' }],
  ['state_changed', { from: 'submitting', to: 'constructor' }],
  ['capture_asked', {}],
  ['capture_refused', {}],
  ['capture_unknown', {}],
  ['cancel_executed', {}],
  ['complete_executed', {}],
  ['resend_executed', {}],
  ['callback_received', {}],
  ['toString', {}],
];

describe('an item of the timeline', () => {
  it.each(TOLD)('%s %j is told as %s', (type, data, event) => {
    expect(webhookEventOf({ type, data })).toBe(event);
  });

  it.each(UNTOLD)('%s %j is not told', (type, data) => {
    expect(webhookEventOf({ type, data })).toBeNull();
  });

  it('leads to every event but the one that time alone brings about', () => {
    const told = new Set(TOLD.map(([, , event]) => event));
    expect(WEBHOOK_EVENTS.filter((event) => !told.has(event))).toEqual(['reservation.capture_due_soon']);
  });
});

describe('the timer', () => {
  const captureAt = '2026-11-27T10:00:00.000Z';
  const captureBy = '2026-11-28T10:00:00.000Z';
  const dueSoonMs = 24 * 60 * 60_000;
  const held = sampleReservation({ deadlines: { payBy: null, captureAt, captureBy, chargeBy: null } });
  const at = (instant: string, reservation = held) =>
    dueSoonItem({ reservation, nowMs: Date.parse(instant), dueSoonMs });

  it('is announced when it acts within the set time, with what it will do', () => {
    expect(at('2026-11-26T10:00:00.000Z')).toEqual({
      id: 'due-soon',
      at: '2026-11-26T10:00:00.000Z',
      type: 'capture_due_soon',
      source: 'timer',
      data: { captureAt, captureBy, does: 'capture', runwayMinor: 300_000 },
    });
  });

  it('is announced as a release where the policy captures by hand only', () => {
    const byHand = { ...held, policy: { capture: 'manual' as const } };
    expect(at('2026-11-26T12:00:00.000Z', byHand)?.data['does']).toBe('release');
  });

  it.each([
    ['earlier than that', '2026-11-26T09:59:59.999Z', held],
    ['once it has acted', captureAt, held],
    ['before there is a hold', '2026-11-26T12:00:00.000Z', sampleReservation({ state: 'awaitingPayment' })],
    ['after the end', '2026-11-26T12:00:00.000Z', { ...held, state: 'completed' as const }],
    ['where the rest is released', '2026-11-26T12:00:00.000Z', { ...held, state: 'captured' as const }],
  ])('is not announced %s', (_when, instant, reservation) => {
    expect(at(instant, reservation)).toBeNull();
  });

  it('is announced for the rest of a partial capture where the policy captures it', () => {
    const rest = { ...held, state: 'captured' as const, policy: { remainder: 'capture' as const } };
    expect(at('2026-11-26T12:00:00.000Z', rest)?.data['does']).toBe('capture');
    const nothing = { ...rest, amounts: { ...rest.amounts, runwayMinor: 0 } };
    expect(at('2026-11-26T12:00:00.000Z', nothing)).toBeNull();
  });
});
