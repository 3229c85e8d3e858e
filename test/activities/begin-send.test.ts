/** A call that moves money leaves us only after the engine has written down that it begins. */
import { describe, expect, it } from '@jest/globals';
import { ActivityNotFoundError } from '@temporalio/client';
import { MockActivityEnvironment } from '@temporalio/testing';
import { type ActivityDependencies, createActivities } from '../../activities/create-activities';
import { anEngine } from './an-engine';

const TOKEN = new Uint8Array([1, 2, 3]);

/** One cancel, at an engine that answers so; `did` is what happened, in its order. */
async function cancelled({
  engine = async () => {},
  isLocal = false,
}: {
  engine?: () => Promise<void>;
  isLocal?: boolean;
}) {
  const did: unknown[] = [];
  const provider = { cancel: async () => void did.push('sent') };
  const dependencies = {
    callFrontPayment: (_at: string, call: (client: typeof provider) => unknown) => call(provider),
    client: anEngine(async (token, details) => {
      await engine();
      did.push({ token, details });
    }),
  };
  const { cancel } = createActivities(dependencies as unknown as ActivityDependencies);
  const input = {
    reservationUuid: 'RES1',
    operationId: 'cancel-2',
    at: '2026-05-04T10:00:00.000Z',
    note: 'Called off',
  };
  const error = await new MockActivityEnvironment({ isLocal, taskToken: TOKEN }).run(cancel, input).then(
    () => null,
    (thrown: unknown) => thrown,
  );
  return { did, error };
}

describe('a call that the engine hands out', () => {
  it('is sent once the engine has written down that it begins', async () => {
    expect(await cancelled({})).toEqual({ did: [{ token: TOKEN, details: 'begun' }, 'sent'], error: null });
  });

  it.each([
    ['has given its worker up as lost', new ActivityNotFoundError('activity not found')],
    ['cannot be reached', new Error('14 UNAVAILABLE')],
  ])('is surely not sent where the engine %s', async (_what, fault) => {
    const engine = () => Promise.reject(fault);
    expect(await cancelled({ engine })).toMatchObject({
      did: [],
      error: {
        type: 'provider_not_executed',
        nonRetryable: true,
        details: [{ execution: 'not_executed', code: 'not_begun' }],
      },
    });
  });
});

describe('a call within a workflow task', () => {
  it('has no such record, and is sent', async () => {
    expect(await cancelled({ isLocal: true })).toEqual({ did: ['sent'], error: null });
  });
});
