/** The engine's database as somebody reads it who has no key: whole histories, raw, of all that an order does. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Client } from '@temporalio/client';
import { defaultPayloadConverter } from '@temporalio/common';
import type { temporal } from '@temporalio/proto';
import { encryptingDataConverter } from '../../src/client/encrypting-data-converter';
import { keyIdOf } from '../../src/encryption/payload-codec';
import { payloadsIn } from '../../src/encryption/payloads-in';
import { ensureSweepSchedule } from '../../src/start/sweep-schedule';
import type { Reservation } from '../../workflows/view';
import { leaveFigure } from '../support/figures';
import { anOrder } from '../support/orders';
import { until } from '../support/until';
import { startWorld } from '../support/world';
import {
  aHoldUnder,
  aKeyNamed,
  type RunningWorker,
  type SealedWorld,
  startSealedWorld,
} from './sealed-world';

const PATIENT = { patienceMs: 60_000, pollMs: 250 };
const PERSONAL = ['Solveig Canary', 'canary@example.com', '91234567', 'Canary street 7', 'Canary note'];

const keys = aKeyNamed('2026');

let world: SealedWorld;
let worker: RunningWorker;
beforeAll(async () => {
  world = await startSealedWorld();
  worker = await world.workerWith(keys);
}, 60_000);
afterAll(async () => {
  await worker.stop();
  await world.close();
});

async function aCanaryHold(): Promise<Reservation> {
  const [name = '', email = '', number = '', street = ''] = PERSONAL;
  const usual = anOrder();
  const address = { zip: '0155', city: 'Oslo', country: 'NO', street };
  const customer = { ...usual.customer, name, email, phone: { countryCode: '+47', number }, address };
  return aHoldUnder(keys, { world, order: { ...usual, customer }, patience: PATIENT });
}

/** The SDK's core keeps books of its own in markers, readable: which local activity ended when, which patch was met. */
function withoutTheSdksOwn(events: readonly temporal.api.history.v1.IHistoryEvent[]) {
  return events.map((event) => {
    const { markerName, details } = event.markerRecordedEventAttributes ?? {};
    if (markerName === 'core_patch') return {};
    if (markerName !== 'core_local_activity') return event;
    return { failure: event.markerRecordedEventAttributes?.failure, result: details?.['result'] };
  });
}

/** As the database has it: protobuf's own JSON shows bytes in base64, so the bytes are looked into too. */
function leaksIn(events: readonly temporal.api.history.v1.IHistoryEvent[]): string[] {
  const text = JSON.stringify(events, (_key, value) =>
    value instanceof Uint8Array ? Buffer.from(value).toString('latin1') : value,
  );
  return PERSONAL.filter((personal) => text.includes(personal));
}

/** Starts a workflow with what is no order; gives how it failed, as the database has it. */
async function failureOfNoOrder(client: Client, taskQueue: string) {
  const workflowId = `reservation/${randomUUID()}`;
  const handle = await client.workflow.start('reservation', { workflowId, taskQueue, args: [{}] });
  await expect(handle.result()).rejects.toMatchObject({
    cause: { message: expect.stringContaining('Nothing was placed') },
  });
  const events = await world.historyOf(workflowId);
  return events.at(-1)?.workflowExecutionFailedEventAttributes?.failure;
}

describe('a raw history', () => {
  it('shows every payload encrypted, and nothing personal, after a whole life with signals, updates and refusals', async () => {
    const { orderId } = await aCanaryHold();
    const orders = world.ordersWith(keys);
    await expect(
      orders.capture(orderId, { amountMinor: 999_999_999 }, { operationId: 'too-much' }),
    ).rejects.toMatchObject({ code: 'capture_exceeds_runway' });
    await orders.capture(orderId, { amountMinor: 100_000, note: 'Canary note' }, { operationId: 'one' });
    await orders.complete(orderId, { note: 'Canary note' }, { operationId: 'two' });
    const workflowId = `reservation/${orderId}`;
    await world.clientWith(keys).workflow.getHandle(workflowId).result();
    const events = await world.historyOf(workflowId);
    const payloads = [...payloadsIn(withoutTheSdksOwn(events))];
    expect(payloads.length).toBeGreaterThan(15);
    expect(payloads.filter((payload) => keyIdOf(payload) !== '2026')).toEqual([]);
    expect(leaksIn(events)).toEqual([]);
    leaveFigure('payloads of one order’s life, all of them encrypted', payloads.length, 'payloads');
  }, 120_000);

  it('shows nothing of why a workflow failed but the code, which who has the key reads in full', async () => {
    const failure = await failureOfNoOrder(world.clientWith(keys), world.taskQueue);
    expect(failure?.message).toBe('Encoded failure');
    expect(failure?.stackTrace ?? '').toBe('');
    expect(failure?.applicationFailureInfo?.type).toBe('order_invalid');
  }, 60_000);

  it('shows it in the clear where there are no keys', async () => {
    const readable = await startWorld();
    try {
      const failure = await failureOfNoOrder(readable.client, readable.taskQueue);
      expect(failure?.message).toContain('Not an order');
    } finally {
      await readable.close();
    }
  }, 60_000);

  it('shows neither the message nor the stack of what failed in an activity', async () => {
    const { orderId } = await aCanaryHold();
    await worker.stop();
    worker = await world.workerWith(keys, (usual) => ({
      ...usual,
      records: {
        ...usual.records,
        find: (id) => usual.records.find(id),
        put: async () => {
          throw new Error('Canary note: the record is away');
        },
      },
      callFrontPayment: async () => {
        throw new Error('Solveig Canary cannot be reached');
      },
    }));
    const workflowId = `reservation/${orderId}`;
    const orders = world.ordersWith(keys);
    await orders
      .capture(orderId, { amountMinor: 1_000 }, { operationId: 'fails' }, { waitMs: 2_000 })
      .catch(() => undefined);
    const failed = await until(
      'an activity has failed',
      async () => {
        const events = await world.historyOf(workflowId);
        return events.some(({ activityTaskFailedEventAttributes: failed }) => failed) ? events : null;
      },
      PATIENT,
    );
    expect(leaksIn(failed)).toEqual([]);
    const failure = failed.find(({ activityTaskFailedEventAttributes: it }) => it)
      ?.activityTaskFailedEventAttributes?.failure;
    expect(failure?.message).toBe('Encoded failure');
    expect(failure?.cause?.stackTrace ?? '').toBe('');
    await worker.stop();
    worker = await world.workerWith(keys);
  }, 120_000);

  it('shows a Schedule’s input and what its workflow was started with encrypted, and the workflow opens it', async () => {
    const client = world.clientWith(keys);
    const { taskQueue } = world;
    await ensureSweepSchedule({
      client,
      taskQueue,
      intervalMs: 86_400_000,
      input: { providerTimeoutMs: 1_000 },
    });
    const handle = client.schedule.getHandle(`sweep/${taskQueue}`);
    const aSweep = async (nth: number) => {
      await handle.trigger();
      return until(
        `sweep ${nth} has ended`,
        async () => {
          const query = `WorkflowId STARTS_WITH 'sweep/${taskQueue}' AND ExecutionStatus = 'Completed'`;
          const runs = [];
          for await (const run of client.workflow.list({ query })) runs.push(run);
          return runs.length >= nth ? (runs[0] ?? null) : null;
        },
        PATIENT,
      );
    };
    try {
      // The second is also given what the first came to.
      await aSweep(1);
      const ran = await aSweep(2);
      const events = await world.historyOf(ran.workflowId);
      expect(ran.workflowId).not.toBe(`sweep/${taskQueue}`);
      expect([...payloadsIn(withoutTheSdksOwn(events))].map(keyIdOf).filter((id) => id !== '2026')).toEqual(
        [],
      );
      const { schedule } = await client.workflowService.describeSchedule({
        namespace: world.engine.namespace,
        scheduleId: `sweep/${taskQueue}`,
      });
      expect([...payloadsIn(schedule?.action)].map(keyIdOf)).toEqual(['2026']);
    } finally {
      await handle.delete();
    }
  }, 120_000);

  it('does not open under another order’s name: a payload that was copied there is refused', async () => {
    const { orderId } = await aCanaryHold();
    const [payload] = payloadsIn(await world.historyOf(`reservation/${orderId}`));
    const [codec] = encryptingDataConverter(keys).payloadCodecs ?? [];
    const contextOf = (workflowId: string) => ({ type: 'workflow' as const, namespace: 'any', workflowId });
    const [own] = (await codec?.decode([payload ?? {}], contextOf(`reservation/${orderId}`))) ?? [];
    expect(defaultPayloadConverter.fromPayload(own ?? {})).toMatchObject({ orderId });
    await expect(codec?.decode([payload ?? {}], contextOf('reservation/another'))).rejects.toMatchObject({
      code: 'encryption_seal_broken',
    });
  }, 60_000);
});
