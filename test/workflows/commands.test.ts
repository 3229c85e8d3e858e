/** Operators' and booking systems' commands, on the real engine. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { WithStartWorkflowOperation } from '@temporalio/client';
import {
  cancelUpdate,
  captureUpdate,
  chargeUpdate,
  completeUpdate,
  placeUpdate,
  refundUpdate,
  resendUpdate,
  timelineQuery,
} from '../../workflows/messages';
import {
  aHold,
  anOrder,
  ask,
  calls,
  executions,
  placeOrder,
  readReservation,
  refusalOf,
  untilEnded,
  untilState,
  uuidOf,
} from '../support/orders';
import { until } from '../support/until';
import { startWorld, type World } from '../support/world';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());

describe('capture', () => {
  it('takes the whole runway early, and the order completes by itself', async () => {
    const hold = await aHold(world);
    const { operation } = await ask(world, hold.orderId, captureUpdate, { note: 'Left early' });
    expect(operation).toMatchObject({ kind: 'capture', status: 'executed', amountMinor: 300_000 });
    expect(operation.reference).toMatch(/^CAP/);
    expect(await untilEnded(world, hold.orderId)).toMatchObject({ state: 'completed' });
    expect(calls(world, hold)).toEqual(['submit', 'details', 'capture', 'complete', 'details']);
  });

  it('takes an amount, then an amount of one line, and leaves the rest', async () => {
    const hold = await aHold(world);
    await ask(world, hold.orderId, captureUpdate, { amountMinor: 250_000 });
    const { reservation } = await ask(world, hold.orderId, captureUpdate, {
      lines: [{ line: 1, amountMinor: 20_000 }],
    });
    expect(reservation).toMatchObject({
      state: 'captured',
      amounts: { capturedMinor: 270_000, runwayMinor: 30_000 },
    });
    expect(executions(world, hold)).toEqual(['submit', 'pay', 'capture', 'capture']);
  });

  it('beyond the runway is refused by name, and nothing is sent', async () => {
    const hold = await aHold(world);
    const refused = await refusalOf(ask(world, hold.orderId, captureUpdate, { amountMinor: 300_001 }));
    expect(refused).toMatchObject({
      name: 'capture_exceeds_runway',
      detail: { state: 'reserved', allowedActions: ['capture', 'charge', 'cancel'] },
    });
    expect(calls(world, hold)).not.toContain('capture');
    const timeline = await world.client.workflow.getHandle(hold.workflowId).query(timelineQuery);
    expect(timeline.at(-1)).toMatchObject({
      type: 'command_refused',
      data: { reason: 'capture_exceeds_runway' },
    });
    expect((await readReservation(world, hold.orderId)).operations.map(({ kind }) => kind)).toEqual([
      'submit',
    ]);
  });

  it('of a line beyond what the line holds is refused by name', async () => {
    const hold = await aHold(world);
    const lines = [{ line: 1, amountMinor: 60_001 }];
    expect((await refusalOf(ask(world, hold.orderId, captureUpdate, { lines }))).name).toBe(
      'capture_exceeds_line',
    );
  });

  it('before the hold is there is refused by name', async () => {
    const placed = await placeOrder(world, anOrder());
    expect((await refusalOf(ask(world, placed.orderId, captureUpdate, {}))).name).toBe('not_reserved');
  });

  it('asked for twice at once is executed once', async () => {
    const hold = await aHold(world, { policy: { complete: 'manual' } });
    const both = await Promise.allSettled([
      ask(world, hold.orderId, captureUpdate, {}),
      ask(world, hold.orderId, captureUpdate, {}),
    ]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    const lost = both.find(({ status }) => status === 'rejected') as PromiseRejectedResult;
    expect((await refusalOf(Promise.reject(lost.reason))).name).toBe('nothing_left_to_capture');
    const { operations } = await readReservation(world, hold.orderId);
    expect(operations.map(({ kind, status }) => `${kind} ${status}`)).toEqual([
      'submit executed',
      'capture executed',
      'capture refused',
    ]);
    expect(executions(world, hold)).toEqual(['submit', 'pay', 'capture']);
  });

  it('under one operation id is one operation, however often it is asked', async () => {
    const hold = await aHold(world, { policy: { complete: 'manual' } });
    const context = { operationId: 'k-1', requestedBy: 'operator' };
    const first = await ask(world, hold.orderId, captureUpdate, { amountMinor: 1_000 }, context);
    const again = await ask(world, hold.orderId, captureUpdate, { amountMinor: 1_000 }, context);
    expect(again.operation).toEqual(first.operation);
    expect(executions(world, hold).filter((kind) => kind === 'capture')).toHaveLength(1);
    const other = await refusalOf(ask(world, hold.orderId, captureUpdate, { amountMinor: 2_000 }, context));
    expect(other.name).toBe('idempotency_key_reused');
    const elsewhere = await refusalOf(ask(world, hold.orderId, cancelUpdate, { note: 'no' }, context));
    expect(elsewhere.name).toBe('idempotency_key_reused');
  });

  it('whose body is no capture is refused before it reaches the history', async () => {
    const hold = await aHold(world);
    const body = { amountMinor: -1, lines: [{ line: 0, amountMinor: 1 }] };
    expect(await refusalOf(ask(world, hold.orderId, captureUpdate, body))).toMatchObject({
      name: 'invalid_command',
      detail: { errors: [{ path: 'lines' }, { path: 'amountMinor' }] },
    });
  });
});

describe('charge and refund', () => {
  it('charges the stored card beside the hold', async () => {
    const hold = await aHold(world, { policy: { complete: 'manual' } });
    const lines = [{ name: 'Minibar', amountMinor: 10_000, taxPercent: 25 }];
    const { operation, reservation } = await ask(world, hold.orderId, chargeUpdate, { lines });
    expect(operation).toMatchObject({ status: 'executed', amountMinor: 10_000 });
    expect(operation.reference).toMatch(/^CHA/);
    expect(reservation).toMatchObject({
      state: 'captured',
      amounts: { chargedMinor: 10_000, runwayMinor: 300_000 },
    });
  });

  it('refunds a part, then what is left of a capture', async () => {
    const hold = await aHold(world, { policy: { complete: 'manual' } });
    const { operation } = await ask(world, hold.orderId, captureUpdate, {});
    const reference = operation.reference ?? '';
    await ask(world, hold.orderId, refundUpdate, { reference, amountMinor: 50_000 });
    const { reservation } = await ask(world, hold.orderId, refundUpdate, { reference });
    expect(reservation.amounts.refundedMinor).toBe(300_000);
    const over = await refusalOf(ask(world, hold.orderId, refundUpdate, { reference }));
    expect(over.name).toBe('nothing_left_to_refund');
  });

  it('refunds a charge by its own lines', async () => {
    const hold = await aHold(world, { policy: { complete: 'manual' } });
    const lines = [
      { name: 'Minibar', amountMinor: 10_000, taxPercent: 25 },
      { name: 'Parking', amountMinor: 20_000, taxPercent: 25 },
    ];
    const { operation } = await ask(world, hold.orderId, chargeUpdate, { lines });
    const reference = operation.reference ?? '';
    const refund = { reference, lines: [{ line: 1, amountMinor: 15_000 }] };
    const { reservation } = await ask(world, hold.orderId, refundUpdate, refund);
    expect(reservation.amounts).toMatchObject({ chargedMinor: 30_000, refundedMinor: 15_000 });
    const over = { reference, lines: [{ line: 1, amountMinor: 5_001 }] };
    expect((await refusalOf(ask(world, hold.orderId, refundUpdate, over))).name).toBe('refund_exceeds_line');
  });

  it('refuses to refund what it does not know, and more than was taken', async () => {
    const hold = await aHold(world, { policy: { complete: 'manual' } });
    const { operation } = await ask(world, hold.orderId, captureUpdate, { amountMinor: 1_000 });
    const unknown = ask(world, hold.orderId, refundUpdate, { reference: 'CAP0' });
    expect((await refusalOf(unknown)).name).toBe('reference_not_found');
    const over = { reference: operation.reference ?? '', amountMinor: 1_001 };
    expect((await refusalOf(ask(world, hold.orderId, refundUpdate, over))).name).toBe(
      'refund_exceeds_source',
    );
  });

  it('reopens an ended order for a refund, and closes it again', async () => {
    const hold = await aHold(world);
    const { operation } = await ask(world, hold.orderId, captureUpdate, {});
    await untilEnded(world, hold.orderId);
    const startWorkflowOperation = new WithStartWorkflowOperation('reservation', {
      workflowId: hold.workflowId,
      taskQueue: world.taskQueue,
      args: [anOrder({ orderId: hold.orderId }), { reopen: true }],
      workflowIdConflictPolicy: 'USE_EXISTING',
    });
    const { reservation } = await world.client.workflow.executeUpdateWithStart(refundUpdate, {
      args: [{ reference: operation.reference ?? '', amountMinor: 100_000 }],
      startWorkflowOperation,
    });
    expect(reservation).toMatchObject({ state: 'completed', amounts: { refundedMinor: 100_000 } });
    await untilEnded(world, hold.orderId);
    expect(await world.records.find(hold.orderId)).toMatchObject({
      state: 'completed',
      refundedMinor: 100_000,
    });
    expect(calls(world, hold).filter((call) => call === 'submit')).toHaveLength(1);
  });
});

describe('cancel, complete and resend', () => {
  it('cancel releases the hold', async () => {
    const hold = await aHold(world);
    const { reservation } = await ask(world, hold.orderId, cancelUpdate, { note: 'Guest called off' });
    expect(reservation.state).toBe('cancelled');
    await untilEnded(world, hold.orderId);
    expect(executions(world, hold)).toEqual(['submit', 'pay', 'cancel']);
  });

  it('cancel after a capture is refused by name', async () => {
    const hold = await aHold(world, { policy: { complete: 'manual' } });
    await ask(world, hold.orderId, captureUpdate, { amountMinor: 1_000 });
    const refused = await refusalOf(ask(world, hold.orderId, cancelUpdate, { note: 'too late' }));
    expect(refused.name).toBe('already_captured');
  });

  it('complete before anything was captured is refused by name', async () => {
    const hold = await aHold(world);
    const refused = await refusalOf(ask(world, hold.orderId, completeUpdate, { note: 'too early' }));
    expect(refused.name).toBe('nothing_captured');
  });

  it('resend sends the link once more while unpaid, and not after', async () => {
    const placed = await placeOrder(world, anOrder());
    const { operation } = await ask(world, placed.orderId, resendUpdate, { email: 'other@example.com' });
    expect(operation).toMatchObject({ kind: 'resend', status: 'executed', amountMinor: null });
    world.sandbox.control.pay(uuidOf(placed));
    await untilState(world, placed.orderId, 'reserved');
    expect((await refusalOf(ask(world, placed.orderId, resendUpdate, {}))).name).toBe('already_paid');
  });
});

describe('a raw Temporal client', () => {
  it('starts an order and captures it by a signal, with nothing but the names', async () => {
    const order = anOrder();
    const handle = await world.client.workflow.start('reservation', {
      workflowId: `reservation/${order.orderId}`,
      taskQueue: world.taskQueue,
      args: [order],
    });
    const placed = await untilState(world, order.orderId, 'awaitingPayment');
    world.sandbox.control.pay(uuidOf(placed));
    await untilState(world, order.orderId, 'reserved');
    await handle.signal('capture', {});
    expect(await untilEnded(world, order.orderId)).toMatchObject({ state: 'completed' });
    expect(executions(world, placed)).toEqual(['submit', 'pay', 'capture', 'complete']);
  });

  it('that signals what is no command changes nothing, and finds it on the timeline', async () => {
    const hold = await aHold(world);
    const handle = world.client.workflow.getHandle(hold.workflowId);
    await handle.signal('capture', { amountMinor: 'all' });
    await handle.signal('cancel', 'now');
    const refused = await until('both signals are on the timeline', async () => {
      const timeline = await handle.query(timelineQuery);
      const items = timeline.filter(({ type }) => type === 'signal_refused');
      return items.length === 2 && items;
    });
    expect(refused.map(({ data }) => data['name'])).toEqual(['capture', 'cancel']);
    expect((await readReservation(world, hold.orderId)).state).toBe('reserved');
    expect(executions(world, hold)).toEqual(['submit', 'pay']);
  });

  it('that signals a word on an operation that does not exist finds the refusal on the timeline', async () => {
    const hold = await aHold(world);
    const handle = world.client.workflow.getHandle(hold.workflowId);
    await handle.signal('resolve', { operationId: 'capture-9', outcome: 'refused', evidence: 'Not there' });
    const refused = await until('the refusal is on the timeline', async () => {
      const timeline = await handle.query(timelineQuery);
      return timeline.find(({ type }) => type === 'command_refused') ?? null;
    });
    expect(refused).toMatchObject({
      source: 'signal',
      data: { kind: 'resolve', reason: 'operation_not_found' },
    });
  });

  it('that starts an order under another workflow id is told so, and nothing is placed', async () => {
    const order = anOrder();
    const handle = await world.client.workflow.start('reservation', {
      workflowId: `reservation/${order.orderId}-again`,
      taskQueue: world.taskQueue,
      args: [order],
    });
    await expect(handle.result()).rejects.toMatchObject({ cause: { type: 'order_invalid' } });
    expect(world.sandbox.control.reservations({ referenceNo: order.orderId })).toEqual([]);
  });

  it('that starts what is no order is told so, and nothing is placed', async () => {
    const order = { ...anOrder(), lines: [] };
    const start = placeOrder(world, order);
    expect(await refusalOf(start)).toMatchObject({
      name: 'order_invalid',
      detail: { errors: [{ path: 'lines' }] },
    });
  });
});

describe('placing', () => {
  it('twenty times at once places one reservation and tells one caller that he created it', async () => {
    const order = anOrder();
    const answers = await Promise.all(Array.from({ length: 9 }, () => placeOrder(world, order)));
    expect(new Set(answers.map(({ reservationUuid }) => reservationUuid)).size).toBe(1);
    expect(answers.filter(({ created }) => created)).toHaveLength(1);
    expect(world.sandbox.control.reservations({ referenceNo: order.orderId })).toHaveLength(1);
  });

  it('another body under the same id is refused by name', async () => {
    const order = anOrder();
    await placeOrder(world, order);
    const other = { ...order, currency: 'SEK' };
    expect((await refusalOf(placeOrder(world, other))).name).toBe('order_id_reused');
  });

  it('without a body asks about the order that was just started', async () => {
    const order = anOrder();
    const startWorkflowOperation = new WithStartWorkflowOperation('reservation', {
      workflowId: `reservation/${order.orderId}`,
      taskQueue: world.taskQueue,
      args: [order],
      workflowIdConflictPolicy: 'USE_EXISTING',
    });
    const placed = await world.client.workflow.executeUpdateWithStart('place', { startWorkflowOperation });
    expect(placed).toMatchObject({ orderId: order.orderId, state: 'awaitingPayment' });
  });

  it('an order that has ended answers as it was, and places nothing', async () => {
    const order = anOrder();
    const placed = await placeOrder(world, order);
    await ask(world, order.orderId, cancelUpdate, { note: 'no' });
    await untilEnded(world, order.orderId);
    expect(await placeOrder(world, order)).toMatchObject({ state: 'cancelled', created: false });
    expect((await refusalOf(placeOrder(world, { ...order, currency: 'SEK' }))).name).toBe('order_id_reused');
    expect(world.sandbox.control.reservations({ referenceNo: order.orderId })).toHaveLength(1);
    expect(placeUpdate.name).toBe('place');
    expect(placed.orderId).toBe(order.orderId);
  });
});
