/** Orders admitted and remembered, against a real record in a temporary file. */

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { ActivityDependencies } from '../../activities/create-activities';
import { createRecordActivities } from '../../activities/record';
import { openRecords, type Records } from '../../src/records/records';
import type { OrderInput } from '../../workflows/order';
import { sampleOrder } from '../orders/sample-order';
import { at, CAPTURE_BY, DAY, inState, T0 } from '../workflows/states';

const SETTINGS = { verifyScheduleMs: [1, 2], providerTimeoutMs: 3 };

describe('the record’s activities', () => {
  let directory = '';
  let records: Records;
  let activities: ReturnType<typeof createRecordActivities>;

  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'holdfast-record-'));
    records = await openRecords(pathToFileURL(join(directory, 'records.sqlite')).href);
    activities = createRecordActivities({
      records,
      policyDefaults: { captureWindowMs: 7 * DAY, safetyMarginMs: DAY },
      workflowSettings: SETTINGS,
    } as unknown as ActivityDependencies);
  });
  afterEach(async () => {
    await records.close();
    await rm(directory, { recursive: true, force: true });
  });

  const admit = (order: OrderInput, { reopen = false, workflowId = `reservation/${order.orderId}` } = {}) =>
    activities.admit({ order, workflowId, reopen, at: T0 });

  it.each(['completed', 'cancelled', 'expired', 'failed'] as const)(
    'bring an order back as it ended: %s',
    async (lifecycle) => {
      const state = inState(lifecycle);
      await activities.writeRecord(state);
      const admission = await admit(state.input, { reopen: true });
      expect(admission).toEqual({ is: 'ended', state });
    },
  );

  it('keep an order forgotten that was opened again before, and not the next one of its id', async () => {
    const state = inState('failed');
    const forgotten = { at: T0, by: 'operator-1', note: 'request 17' };
    await activities.writeRecord({ ...state, forgotten });
    await activities.writeRecord(state);
    expect((await records.find(state.order.orderId))?.body).toMatchObject({
      forgotten,
      order: { customer: { name: '(forgotten)' } },
    });
    const next = { ...state, createdAt: at(DAY) };
    await activities.writeRecord(next);
    expect((await records.find(state.order.orderId))?.body).toEqual(next);
  });

  it('keep what lists need beside the state', async () => {
    const state = inState('completed');
    await activities.writeRecord(state);
    const { body, ...row } = (await records.find(state.order.orderId)) ?? { body: null };
    expect(body).toEqual(state);
    expect(row).toEqual({
      orderId: 'booking-1042',
      state: 'completed',
      attention: false,
      currency: 'NOK',
      orderMinor: 300_000,
      reservedMinor: 300_000,
      capturedMinor: 300_000,
      chargedMinor: 0,
      refundedMinor: 0,
      captureBy: CAPTURE_BY,
      reservationUuid: 'RES1',
      createdAt: T0,
      endedAt: state.timeline.at(-1)?.at,
    });
  });

  it('say that attention still stands', async () => {
    const state = inState('cancelled');
    state.attentions.push({
      code: 'books_differ',
      message: 'Look',
      operationId: null,
      since: T0,
      evidence: null,
    });
    await activities.writeRecord(state);
    expect(await records.find('booking-1042')).toMatchObject({
      attention: true,
      capturedMinor: 0,
      captureBy: CAPTURE_BY,
    });
  });

  it('write the same end twice without a change', async () => {
    const state = inState('completed');
    await activities.writeRecord(state);
    const once = await records.find('booking-1042');
    await activities.writeRecord(state);
    expect(await records.find('booking-1042')).toEqual(once);
  });

  it('let a later end replace an earlier one, and never the other way round', async () => {
    const first = inState('completed');
    const later = structuredClone(first);
    later.timeline.push({ id: '99', at: at(DAY), type: 'refund_executed', source: 'operator', data: {} });
    await activities.writeRecord(later);
    await activities.writeRecord(first);
    expect(await records.find('booking-1042')).toMatchObject({ endedAt: at(DAY) });
  });

  it('admit a new order with its defaults and the worker’s settings', async () => {
    const admission = await admit(sampleOrder());
    expect(admission).toMatchObject({
      is: 'fresh',
      settings: SETTINGS,
      attempts: 0,
      order: {
        linkExpiresAt: '2026-12-01T12:00:00.000Z',
        policy: { captureAt: 'deadline', captureWindowMs: 7 * DAY },
      },
    });
  });

  it('keep an order’s id used for ever, whatever body comes', async () => {
    const state = inState('completed');
    await activities.writeRecord(state);
    expect(await admit(sampleOrder({ currency: 'SEK' }))).toEqual({ is: 'ended', state });
  });

  it('admit an order anew that had failed, and go on counting its attempts', async () => {
    await activities.writeRecord({ ...inState('failed'), attempts: 3 });
    expect(await admit(sampleOrder())).toMatchObject({ is: 'fresh', attempts: 3 });
  });

  it('reopen nothing that the record does not know', async () => {
    expect(await admit(sampleOrder(), { reopen: true })).toEqual({ is: 'unknown' });
  });

  it('name every fault of what is no order', async () => {
    const admission = await admit(sampleOrder({ currency: 'kroner', lines: [] }));
    expect(admission.is === 'invalid' && admission.faults.map(({ path }) => path).sort()).toEqual([
      'currency',
      'lines',
    ]);
  });

  it.each([null, 'booking-1042', {}, { orderId: 7 }])(
    'refuse %j, which is no order at all',
    async (order) => {
      const admission = await activities.admit({
        order: order as never,
        workflowId: 'reservation/x',
        reopen: false,
        at: T0,
      });
      expect(admission.is).toBe('invalid');
    },
  );

  it('refuse an order under another one’s workflow: two would place it twice', async () => {
    const admission = await admit(sampleOrder(), { workflowId: 'reservation/booking-7' });
    expect(admission).toMatchObject({ is: 'invalid', faults: [{ path: 'orderId' }] });
  });
});
