/** A capture that comes to its worker after the deadline is not sent any more, however it came to be late. */
import { describe, expect, it } from '@jest/globals';
import { MockActivityEnvironment } from '@temporalio/testing';
import { type ActivityDependencies, createActivities } from '../../activities/create-activities';
import type { CaptureInput } from '../../activities/inputs';
import { anEngine } from './an-engine';

const HOUR_MS = 3_600_000;
const inMs = (ms: number): string => new Date(Date.now() + ms).toISOString();

async function capture(over: Pick<CaptureInput, 'notAfter'>, scheduledMs = Date.now()) {
  let sent = 0;
  const provider = {
    async capture() {
      sent += 1;
      return { reference: 'CAP1' };
    },
  };
  const callFrontPayment = (_at: string, call: (client: typeof provider) => unknown) => call(provider);
  const dependencies = { callFrontPayment, client: anEngine() } as unknown as ActivityDependencies;
  const { capture: activity } = createActivities(dependencies);
  const environment = new MockActivityEnvironment({ currentAttemptScheduledTimestampMs: scheduledMs });
  const input: CaptureInput = {
    reservationUuid: 'RES1',
    operationId: 'capture-2',
    at: inMs(0),
    currency: 'NOK',
    amountMinor: 100,
    products: [],
    note: null,
    ...over,
  };
  const error = await environment.run(activity, input).then(
    () => null,
    (thrown: unknown) => thrown,
  );
  return { sent, error };
}

describe('a capture', () => {
  it('is sent before its deadline, and where it has none', async () => {
    expect(await capture({ notAfter: inMs(HOUR_MS) })).toEqual({ sent: 1, error: null });
    expect(await capture({ notAfter: null })).toEqual({ sent: 1, error: null });
  });

  it('that was scheduled in time and begins after the deadline is surely not sent', async () => {
    const late = await capture({ notAfter: inMs(-1) }, Date.now() - HOUR_MS);
    expect(late).toMatchObject({
      sent: 0,
      error: {
        type: 'provider_not_executed',
        nonRetryable: true,
        details: [{ execution: 'not_executed', code: 'not_started_in_time' }],
      },
    });
  });

  it('of an order whose clock was moved past the deadline is not sent either', async () => {
    const late = await capture({ notAfter: inMs(HOUR_MS) }, Date.now() + 2 * HOUR_MS);
    expect(late).toMatchObject({ sent: 0, error: { type: 'provider_not_executed' } });
  });
});
