/** A submit within a workflow task: made only where no task that was lost can have made it before. */
import { describe, expect, it } from '@jest/globals';
import { MockActivityEnvironment } from '@temporalio/testing';
import { type ActivityDependencies, createActivities } from '../../activities/create-activities';
import { anOrder } from '../support/orders';

const AN_HOUR_MS = 3_600_000;

/** What the engine tells of the present task. */
interface PresentTask {
  attempt: number;
  state: number;
}

const STARTED = 2;

async function submitted({
  events,
  agoMs = 0,
  task = { attempt: 1, state: STARTED },
  isLocal = true,
}: {
  events?: number;
  agoMs?: number;
  task?: PresentTask | null;
  isLocal?: boolean;
}) {
  const did = { asked: 0, sent: 0 };
  const describe = async () => {
    did.asked += 1;
    return { raw: { pendingWorkflowTask: task } };
  };
  const { submit } = createActivities({
    mayCallHere: async () => true,
    callFrontPayment: async () => {
      did.sent += 1;
      return { reservationUuid: 'RES1', checkoutUrl: 'http://127.0.0.1/pay' };
    },
    callbackTokens: { urlFor: () => 'http://127.0.0.1/callbacks' },
    client: { workflow: { getHandle: () => ({ describe }) } },
  } as unknown as ActivityDependencies);
  const input = {
    order: anOrder() as never,
    operationId: 'submit-1',
    attempt: 1,
    at: new Date(Date.now() - agoMs).toISOString(),
    ...(events !== undefined && { events }),
  };
  const error = await new MockActivityEnvironment({ isLocal }).run(submit, input).then(
    () => null,
    (thrown: { details?: { code: string }[] }) => thrown.details?.[0]?.code ?? `${thrown}`,
  );
  return { ...did, error };
}

describe('a submit within a workflow task', () => {
  it('is made without a question where the history shows that the order’s first task has just begun', async () => {
    expect(await submitted({ events: 3 })).toEqual({ asked: 0, sent: 1, error: null });
  });

  it('asks the engine where the history is longer, and is made in a first try', async () => {
    expect(await submitted({ events: 4 })).toEqual({ asked: 1, sent: 1, error: null });
  });

  it('asks the engine where its task began long ago, by whichever clock', async () => {
    for (const agoMs of [AN_HOUR_MS, -AN_HOUR_MS]) {
      expect(await submitted({ events: 3, agoMs })).toEqual({ asked: 1, sent: 1, error: null });
    }
  });

  it('is not made, and looked for, where a task was lost before or none is under way', async () => {
    for (const task of [{ attempt: 2, state: STARTED }, { attempt: 1, state: 1 }, null]) {
      expect(await submitted({ events: 6, task })).toEqual({ asked: 1, sent: 0, error: 'task_lost' });
    }
  });

  it('asks nobody where the engine hands it out', async () => {
    expect(await submitted({ isLocal: false, task: null })).toEqual({ asked: 0, sent: 1, error: null });
  });
});
