/** The provider fails, before or after it has executed: the outcome is found, or a person is asked. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import {
  cancelUpdate,
  captureUpdate,
  chargeUpdate,
  completeUpdate,
  refundUpdate,
  resendUpdate,
  resolveUpdate,
  timelineQuery,
} from '../../workflows/messages';
import {
  advance,
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

const KINDS = ['reset', '500', '510', 'unreadable', 'redirect', 'timeout'] as const;
const DAY_MS = 86_400_000;

let world: World;
beforeAll(async () => {
  world = await startWorld({ providerTimeoutMs: 500 });
});
afterEach(() => world.sandbox.control.clearFaults());
afterAll(() => world.close());

describe('a whole capture with an ambiguous answer', () => {
  it.each(KINDS)('that was executed (%s) is found by its marker and not sent again', async (kind) => {
    const hold = await aHold(world);
    world.sandbox.control.setFault({
      call: 'capture',
      kind,
      when: 'after',
      times: 1,
      reservationUuid: uuidOf(hold),
    });
    const { operation } = await ask(world, hold.orderId, captureUpdate, {});
    expect(operation).toMatchObject({ status: 'executed', amountMinor: 300_000 });
    expect(operation.reference).toMatch(/^CAP/);
    expect(await untilEnded(world, hold.orderId)).toMatchObject({ state: 'completed', attention: null });
    expect(calls(world, hold).filter((call) => call === 'capture')).toHaveLength(1);
  });

  it('that was not executed is sent again once the books have shown its absence', async () => {
    const hold = await aHold(world);
    world.sandbox.control.setFault({ call: 'capture', kind: 'reset', when: 'before', times: 1 });
    const { operation } = await ask(world, hold.orderId, captureUpdate, {});
    expect(operation.status).toBe('executed');
    expect(executions(world, hold).filter((kind) => kind === 'capture')).toHaveLength(1);
    expect(calls(world, hold).filter((call) => call === 'details').length).toBeGreaterThanOrEqual(4);
  });

  it('is repeated twice at most, then a person is asked, and every command but resolve is refused', async () => {
    const hold = await aHold(world);
    world.sandbox.control.setFault({
      call: 'capture',
      kind: '510',
      when: 'before',
      reservationUuid: uuidOf(hold),
    });
    const { operation } = await ask(world, hold.orderId, captureUpdate, {});
    expect(operation.status).toBe('unknown');
    const asked = await readReservation(world, hold.orderId);
    expect(asked.attention).toMatchObject({
      code: 'operation_unsettled',
      operationId: operation.operationId,
    });
    expect(asked.attention?.evidence).toMatchObject({ baseline: { capturedMinor: 0 } });
    expect(asked.allowedActions).toEqual(['resolve']);
    expect(calls(world, hold).filter((call) => call === 'capture')).toHaveLength(3);
    const other = await refusalOf(ask(world, hold.orderId, cancelUpdate, { note: 'no' }));
    expect(other.name).toBe('operation_unsettled');
  });
});

describe('a partial capture with an ambiguous answer', () => {
  it('that was executed is found by its marker', async () => {
    const hold = await aHold(world);
    world.sandbox.control.setFault({ call: 'capture', kind: 'reset', when: 'after', times: 1 });
    const { operation } = await ask(world, hold.orderId, captureUpdate, { amountMinor: 100_000 });
    expect(operation.status).toBe('executed');
    expect(executions(world, hold).filter((kind) => kind === 'capture')).toHaveLength(1);
  });

  it('that was not executed is never sent again: a person resolves it, and life goes on', async () => {
    const hold = await aHold(world);
    world.sandbox.control.setFault({ call: 'capture', kind: 'reset', when: 'before', times: 1 });
    const { operation } = await ask(world, hold.orderId, captureUpdate, { amountMinor: 100_000 });
    expect(operation.status).toBe('unknown');
    const { operationId } = operation;
    const resolution = { operationId, outcome: 'refused', evidence: 'Not in the dashboard' } as const;
    const resolved = await ask(world, hold.orderId, resolveUpdate, resolution, { requestedBy: 'operator' });
    expect(resolved.operation).toMatchObject({ status: 'refused', reason: 'resolved_refused' });
    expect(resolved.reservation.attention).toBeNull();
    const again = await ask(world, hold.orderId, resolveUpdate, resolution, { requestedBy: 'operator' });
    expect(again.operation).toEqual(resolved.operation);
    const late = { ...resolution, outcome: 'executed' } as const;
    expect((await refusalOf(ask(world, hold.orderId, resolveUpdate, late))).name).toBe(
      'operation_already_settled',
    );
    const repeated = ask(world, hold.orderId, captureUpdate, { amountMinor: 100_000 }, { operationId });
    expect((await refusalOf(repeated)).name).toBe('resolved_refused');
    await advance(world, hold.orderId, 6 * DAY_MS);
    expect(await untilEnded(world, hold.orderId)).toMatchObject({ amounts: { capturedMinor: 300_000 } });
  });

  it('that a person calls executed is not completed away before the books have shown it', async () => {
    const hold = await aHold(world, { policy: { captureWindow: 'PT20M', safetyMargin: 'PT5M' } });
    world.sandbox.control.setFault({ call: 'capture', kind: 'reset', when: 'before', times: 1 });
    const { operation } = await ask(world, hold.orderId, captureUpdate, { amountMinor: 100_000 });
    const resolution = {
      operationId: operation.operationId,
      outcome: 'executed',
      evidence: 'I think so',
    } as const;
    await ask(world, hold.orderId, resolveUpdate, resolution);
    await until('a person is told that the books differ', async () => {
      const { attention } = await readReservation(world, hold.orderId);
      return attention?.code === 'books_differ';
    });
    await advance(world, hold.orderId, 16 * 60_000);
    expect(await readReservation(world, hold.orderId)).toMatchObject({ state: 'captured' });
    expect(calls(world, hold)).not.toContain('complete');
  });

  it('that a person calls executed although the books rule it out is refused with the evidence', async () => {
    const hold = await aHold(world);
    world.sandbox.control.setFault({ call: 'capture', kind: 'reset', when: 'before', times: 1 });
    const { operation } = await ask(world, hold.orderId, captureUpdate, { amountMinor: 100_000 });
    world.sandbox.control.cancelInDashboard(uuidOf(hold));
    const resolution = {
      operationId: operation.operationId,
      outcome: 'executed',
      evidence: 'I think so',
    } as const;
    const refused = await refusalOf(ask(world, hold.orderId, resolveUpdate, resolution));
    expect(refused).toMatchObject({
      name: 'resolve_contradicted',
      detail: { evidence: { status: 'CANCELLED' } },
    });
  });
});

describe('the other commands with an ambiguous answer', () => {
  it('cancel that was executed is found by the status', async () => {
    const hold = await aHold(world);
    world.sandbox.control.setFault({ call: 'cancel', kind: 'reset', when: 'after', times: 1 });
    await ask(world, hold.orderId, cancelUpdate, { note: 'no' });
    expect(await untilEnded(world, hold.orderId)).toMatchObject({ state: 'cancelled' });
    expect(calls(world, hold).filter((call) => call === 'cancel')).toHaveLength(1);
  });

  it('cancel that was not executed is sent again, so that the hold does not stand', async () => {
    const hold = await aHold(world);
    world.sandbox.control.setFault({ call: 'cancel', kind: '500', when: 'before', times: 1 });
    await ask(world, hold.orderId, cancelUpdate, { note: 'no' });
    expect(await untilEnded(world, hold.orderId)).toMatchObject({ state: 'cancelled' });
    expect(executions(world, hold)).toEqual(['submit', 'pay', 'cancel']);
  });

  it('complete is found by the status or sent again', async () => {
    const hold = await aHold(world, { policy: { complete: 'manual' } });
    await ask(world, hold.orderId, captureUpdate, {});
    world.sandbox.control.setFault({ call: 'complete', kind: 'reset', when: 'after', times: 1 });
    await ask(world, hold.orderId, completeUpdate, { note: 'done' });
    expect(await untilEnded(world, hold.orderId)).toMatchObject({ state: 'completed', attention: null });
  });

  it('charge that was executed is found by its marker; one that was not is a person’s to settle', async () => {
    const hold = await aHold(world, { policy: { complete: 'manual' } });
    const lines = [{ name: 'Minibar', amountMinor: 5_000, taxPercent: 25 }];
    world.sandbox.control.setFault({ call: 'charge', kind: 'reset', when: 'after', times: 1 });
    expect((await ask(world, hold.orderId, chargeUpdate, { lines })).operation.status).toBe('executed');
    world.sandbox.control.setFault({ call: 'charge', kind: 'reset', when: 'before', times: 1 });
    expect((await ask(world, hold.orderId, chargeUpdate, { lines })).operation.status).toBe('unknown');
    expect(executions(world, hold).filter((kind) => kind === 'charge')).toHaveLength(1);
  });

  it('refund that was executed is found by what its source was refunded for', async () => {
    const hold = await aHold(world, { policy: { complete: 'manual' } });
    const { operation } = await ask(world, hold.orderId, captureUpdate, {});
    world.sandbox.control.setFault({ call: 'refund', kind: 'reset', when: 'after', times: 1 });
    const refund = { reference: operation.reference ?? '', amountMinor: 1_000 };
    const refunded = await ask(world, hold.orderId, refundUpdate, refund);
    expect(refunded.operation.status).toBe('executed');
    expect(refunded.reservation.amounts.refundedMinor).toBe(1_000);
    expect(calls(world, hold).filter((call) => call === 'refund')).toHaveLength(1);
  });

  it('resend is looked for in the history', async () => {
    const placed = await placeOrder(world, anOrder());
    world.sandbox.control.setFault({ call: 'resend', kind: 'reset', when: 'after', times: 1 });
    const { operation } = await ask(world, placed.orderId, resendUpdate, {});
    expect(operation.status).toBe('executed');
    expect(calls(world, placed).filter((call) => call === 'resend')).toHaveLength(1);
  });
});

describe('submit with an ambiguous answer', () => {
  it('that made a reservation leaves no stray: one reservation stands, with its checkout URL', async () => {
    const order = anOrder();
    world.sandbox.control.setFault({
      call: 'submit',
      kind: 'reset',
      when: 'after',
      times: 1,
      referenceNo: order.orderId,
    });
    const placed = await placeOrder(world, order);
    expect(placed).toMatchObject({ state: 'awaitingPayment' });
    expect(placed.checkoutUrl).not.toBeNull();
    const made = world.sandbox.control.reservations({ referenceNo: order.orderId });
    expect(made.map(({ status }) => status).sort()).toEqual(['CANCELLED', 'SENT']);
  });

  it('that was paid already is taken over, not submitted again', async () => {
    const order = anOrder({ customer: { ...anOrder().customer, email: 'autopay+50@example.com' } });
    world.sandbox.control.setFault({
      call: 'submit',
      kind: 'reset',
      when: 'after',
      times: 1,
      referenceNo: order.orderId,
    });
    await placeOrder(world, order);
    await untilState(world, order.orderId, 'reserved');
    const made = world.sandbox.control.reservations({ referenceNo: order.orderId });
    expect(made.map(({ status }) => status)).toEqual(['RESERVED']);
  });

  it('that made nothing is sent again', async () => {
    const order = anOrder();
    world.sandbox.control.setFault({
      call: 'submit',
      kind: '500',
      when: 'before',
      times: 1,
      referenceNo: order.orderId,
    });
    expect(await placeOrder(world, order)).toMatchObject({ state: 'awaitingPayment' });
    expect(world.sandbox.control.reservations({ referenceNo: order.orderId })).toHaveLength(1);
  });
});

describe('a refusal', () => {
  it('of submit (417) fails the order with the provider’s own field messages, and it may be placed anew', async () => {
    const order = anOrder({ lines: [{ name: 'Odd tax', amountMinor: 1_000, taxPercent: 7 }] });
    const refused = await refusalOf(placeOrder(world, order));
    expect(refused).toMatchObject({
      name: 'provider_refused',
      detail: { state: 'failed', provider: { status: 417 } },
    });
    expect(refused.detail.provider?.fields?.join()).toContain('products.0.tax');
    const better = { ...order, lines: [{ name: 'Fair tax', amountMinor: 1_000, taxPercent: 25 }] };
    expect(await placeOrder(world, better)).toMatchObject({ state: 'awaitingPayment', created: true });
  });

  it('of a command shows the provider’s words, and the order goes on', async () => {
    const hold = await aHold(world, { policy: { complete: 'manual' } });
    const { operation } = await ask(world, hold.orderId, captureUpdate, { amountMinor: 1_000 });
    const message = 'refundRejectionForWeeklyThresholdExceed';
    world.sandbox.control.setFault({ call: 'refund', kind: 'refusal', when: 'before', message, times: 1 });
    const refund = ask(world, hold.orderId, refundUpdate, { reference: operation.reference ?? '' });
    expect(await refusalOf(refund)).toMatchObject({
      name: 'provider_refused',
      detail: { provider: { status: 400, message }, operation: { status: 'refused' } },
    });
    expect((await readReservation(world, hold.orderId)).attention).toBeNull();
  });
});

describe('a provider that asks to wait', () => {
  it('(429) is asked again after what it says, and nothing is lost', async () => {
    const hold = await aHold(world);
    world.sandbox.control.setFault({
      call: 'capture',
      kind: '429',
      when: 'before',
      retryAfterS: 1,
      times: 2,
    });
    expect((await ask(world, hold.orderId, captureUpdate, {})).operation.status).toBe('executed');
    expect(executions(world, hold).filter((kind) => kind === 'capture')).toHaveLength(1);
  });
});

describe('a capture deadline that goes by', () => {
  it('while the token is revoked is called by its name', async () => {
    const hold = await aHold(world, { policy: { captureWindow: 'PT20M', safetyMargin: 'PT5M' } });
    world.sandbox.control.revokeToken();
    await advance(world, hold.orderId, 21 * 60_000);
    await until('the missed deadline is in attention', async () => {
      const { attention } = await readReservation(world, hold.orderId);
      return attention?.code === 'capture_deadline_missed';
    });
    world.sandbox.control.restoreToken();
  });
});

describe('a revoked token', () => {
  it('puts orders into attention, cancels nothing, and lets them go on when it is right again', async () => {
    const hold = await aHold(world);
    world.sandbox.control.revokeToken();
    const placing = placeOrder(world, anOrder());
    const capturing = ask(world, hold.orderId, captureUpdate, {});
    await until('the hold is in attention', async () => {
      const { attention } = await readReservation(world, hold.orderId);
      return attention?.code === 'provider_unauthorized';
    });
    world.sandbox.control.restoreToken();
    expect((await capturing).operation.status).toBe('executed');
    expect((await placing).state).toBe('awaitingPayment');
    const timeline = await world.client.workflow.getHandle(hold.workflowId).query(timelineQuery);
    expect(timeline.map(({ type }) => type)).toEqual(
      expect.arrayContaining(['attention_raised', 'attention_cleared']),
    );
    expect(executions(world, hold)).not.toContain('cancel');
  });
});
