/** What an admitted order looks like, and what is refused only once the clock and the settings are known. */
import { describe, expect, it } from '@jest/globals';
import { admitOrder, policyFaults } from '../../src/orders/admit-order';
import type { Order } from '../../workflows/order';
import { sampleOrder } from './sample-order';

const DAY_MS = 24 * 60 * 60 * 1000;
const NOW = '2026-11-21T10:00:00.000Z';
const DEFAULTS = { captureWindowMs: 7 * DAY_MS, safetyMarginMs: DAY_MS };

function admit(changes: Record<string, unknown> = {}): Order {
  const result = admitOrder(sampleOrder(changes), DEFAULTS, NOW);
  if ('faults' in result) throw new Error(JSON.stringify(result.faults));
  return result.order;
}

function pathsAtFault(changes: Record<string, unknown>, now = NOW): string[] {
  const result = admitOrder(sampleOrder(changes), DEFAULTS, now);
  return 'faults' in result ? result.faults.map((fault) => fault.path) : [];
}

describe('admitting an order', () => {
  it('fills in every default', () => {
    const { orderId, currency, customer, lines } = sampleOrder();
    const result = admitOrder({ orderId, currency, customer, lines }, DEFAULTS, NOW);
    expect(result).toEqual({
      order: {
        orderId,
        currency,
        exponent: 2,
        customer,
        lines,
        payment: { via: 'link' },
        notify: { sms: false, email: false },
        linkExpiresAt: '2026-11-22T10:00:00.000Z',
        policy: {
          capture: 'automatic',
          captureAt: 'deadline',
          captureWindowMs: 7 * DAY_MS,
          safetyMarginMs: DAY_MS,
          remainder: 'release',
          complete: 'settled',
          chargeValidityMs: null,
          unpaid: 'cancel',
          remindBeforeMs: [],
        },
      },
    });
  });

  it('keeps what the order says, in milliseconds and in UTC', () => {
    const order = admit({
      linkExpiresAt: '2026-12-01T13:00:00+01:00',
      policy: {
        capture: 'manual',
        captureAt: '2026-12-03T01:00:00+02:00',
        captureWindow: 'P3D',
        safetyMargin: 'PT12H',
        remainder: 'capture',
        complete: 'chargeValidityEnd',
        chargeValidity: 'P30D',
        unpaid: 'leave',
        remindBefore: ['PT6H', 'PT1H'],
      },
    });
    expect(order.linkExpiresAt).toBe('2026-12-01T12:00:00.000Z');
    expect(order.policy).toEqual({
      capture: 'manual',
      captureAt: '2026-12-02T23:00:00.000Z',
      captureWindowMs: 3 * DAY_MS,
      safetyMarginMs: DAY_MS / 2,
      remainder: 'capture',
      complete: 'chargeValidityEnd',
      chargeValidityMs: 30 * DAY_MS,
      unpaid: 'leave',
      remindBeforeMs: [6 * 3_600_000, 3_600_000],
    });
  });

  it.each([
    ['PT20S', 10_000],
    ['P6D', 3 * DAY_MS],
    ['P7D', DAY_MS],
    ['P14D', DAY_MS],
  ])('gives a window of %s without a margin of its own a margin of %d ms', (captureWindow, marginMs) => {
    expect(admit({ policy: { captureWindow } }).policy.safetyMarginMs).toBe(marginMs);
  });

  it('refuses a margin above half of the default window', () => {
    expect(pathsAtFault({ policy: { safetyMargin: 'P4D' } })).toEqual(['policy.safetyMargin']);
    expect(policyFaults({ safetyMargin: 'P3DT12H' }, DEFAULTS)).toEqual([]);
  });

  it('refuses a link that expires in the past or this very moment', () => {
    expect(pathsAtFault({ linkExpiresAt: '2026-11-21T10:59:59+01:00' })).toEqual(['linkExpiresAt']);
    expect(pathsAtFault({ linkExpiresAt: NOW })).toEqual(['linkExpiresAt']);
    expect(pathsAtFault({ linkExpiresAt: '2026-11-21T10:00:01Z' })).toEqual([]);
  });

  it('refuses instants farther away than any timer should sleep', () => {
    expect(pathsAtFault({ linkExpiresAt: '2099-01-01T00:00:00Z' })).toEqual(['linkExpiresAt']);
    expect(pathsAtFault({ policy: { captureAt: '9999-01-01T00:00:00Z' } })).toEqual(['policy.captureAt']);
  });

  it('takes a time to capture that has passed already: it means at once', () => {
    expect(pathsAtFault({ policy: { captureAt: '2026-01-01T00:00:00Z' } })).toEqual([]);
  });

  it('names the faults of the shape alone when the shape is wrong', () => {
    expect(pathsAtFault({ currency: 'x', linkExpiresAt: '2020-01-01T00:00:00Z' })).toEqual(['currency']);
  });
});
