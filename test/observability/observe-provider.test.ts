/** The watch over calls to the provider: it counts what became of each, and changes nothing of it. */
import { describe, expect, it } from '@jest/globals';
import { Registry } from 'prom-client';
import type { CallFrontPayment } from '../../activities/dependencies';
import {
  type FrontPaymentClient,
  NotConnectedError,
  RefusedError,
  TimedOutError,
} from '../../src/front-payment';
import { watchProvider } from '../../src/telemetry/observe-provider';

const FACTS = { call: 'details', httpStatus: null, messageKey: null, fieldMessages: [] } as const;

/** A provider whose every call ends so. */
function ending(end: () => Promise<unknown>) {
  const registry = new Registry();
  const watch = watchProvider(registry, { ratePerMinute: 240 });
  const client = new Proxy({} as FrontPaymentClient, { get: () => end });
  const call: CallFrontPayment = (_at, use) => use(client);
  return { registry, watch, call: watch.observe(call) };
}

const details = (client: FrontPaymentClient) => client.details('RES1', 'NOK');

async function counted(registry: Registry): Promise<string[]> {
  const text = await registry.metrics();
  return text.split('\n').filter((line) => /call_duration_seconds_count/.test(line));
}

describe('a call to the provider', () => {
  it('is answered as it was, and counted as ok', async () => {
    const answer = { reservationUuid: 'RES1' };
    const { registry, call } = ending(async () => answer);
    expect(await call('2026-03-01T12:00:00Z', details)).toBe(answer);
    expect(await counted(registry)).toEqual([
      'holdfast_provider_call_duration_seconds_count{call="details",result="ok"} 1',
    ]);
  });

  it.each([
    ['timed_out', () => new TimedOutError(FACTS)],
    ['not_connected', () => new NotConnectedError(FACTS)],
    ['refused', () => new RefusedError({ ...FACTS, httpStatus: 404 }, 'not_found')],
    ['failed', () => new TypeError('It is no error of the provider’s.')],
  ])('fails with the same error, and is counted as %s', async (result, make) => {
    const error = make();
    const { registry, call } = ending(() => Promise.reject(error));
    await expect(call('2026-03-01T12:00:00Z', details)).rejects.toBe(error);
    expect(await counted(registry)).toEqual([
      `holdfast_provider_call_duration_seconds_count{call="details",result="${result}"} 1`,
    ]);
  });
});

describe('the provider’s own word on its limit', () => {
  const remaining = async (registry: Registry) =>
    (await registry.metrics()).split('\n').filter((line) => /^holdfast_provider_rate_remaining/.test(line));
  const facts = { call: 'details', httpStatus: 200, durationMs: 5, rateLimitLimit: 240 } as const;

  it('is absent until it is said, for none would look like nothing left', async () => {
    const { registry, watch } = ending(async () => null);
    expect(await remaining(registry)).toEqual([]);
    watch.onAnswer({ ...facts, rateLimitRemaining: null });
    expect(await remaining(registry)).toEqual([]);
  });

  it('is what was said last', async () => {
    const { registry, watch } = ending(async () => null);
    watch.onAnswer({ ...facts, rateLimitRemaining: 200 });
    watch.onAnswer({ ...facts, rateLimitRemaining: 199 });
    expect(await remaining(registry)).toEqual(['holdfast_provider_rate_remaining 199']);
  });
});
