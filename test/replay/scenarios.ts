/**
 * The kinds of lifecycle whose histories are kept: each runs one order (or a sweep) to a resting point or its end and
 * gives the workflow's id. A release records them; every later build must replay them.
 */
import {
  cancelUpdate,
  captureUpdate,
  chargeUpdate,
  completeUpdate,
  refundUpdate,
  resendUpdate,
  resolveUpdate,
} from '../../workflows/messages';
import { uniqueName } from '../support/engine';
import {
  advance,
  aHold,
  anOrder,
  ask,
  placeOrder,
  refusalOf,
  untilEnded,
  untilState,
  uuidOf,
} from '../support/orders';
import type { Silence } from '../support/silence';
import type { World } from '../support/world';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

const inTwoHours = () => new Date(Date.now() + 2 * HOUR_MS).toISOString();

type Scenario = (world: World, silence: Silence) => Promise<string>;

const LIVES = {
  async 'captured-at-the-timer'(world) {
    const hold = await aHold(world);
    await advance(world, hold.orderId, 6 * DAY_MS);
    await untilEnded(world, hold.orderId);
    return hold.workflowId;
  },

  async 'captured-early'(world) {
    const hold = await aHold(world);
    await ask(world, hold.orderId, captureUpdate, { note: 'Left early' });
    await untilEnded(world, hold.orderId);
    return hold.workflowId;
  },

  async 'captured-in-parts-then-released'(world) {
    const hold = await aHold(world);
    await ask(world, hold.orderId, captureUpdate, { amountMinor: 100_000 });
    await ask(world, hold.orderId, captureUpdate, { lines: [{ line: 1, amountMinor: 50_000 }] });
    await advance(world, hold.orderId, 6 * DAY_MS);
    await untilEnded(world, hold.orderId);
    return hold.workflowId;
  },

  async 'manual-released-at-the-timer'(world) {
    const hold = await aHold(world, { policy: { capture: 'manual' } });
    await advance(world, hold.orderId, 6 * DAY_MS);
    await untilEnded(world, hold.orderId);
    return hold.workflowId;
  },

  async 'unpaid-cancelled-after-a-reminder'(world) {
    const order = anOrder({ linkExpiresAt: inTwoHours(), policy: { remindBefore: ['PT30M'] } });
    const placed = await placeOrder(world, order);
    await advance(world, placed.orderId, 2 * HOUR_MS);
    await untilEnded(world, placed.orderId);
    return placed.workflowId;
  },

  async 'unpaid-left-to-expire'(world) {
    const placed = await placeOrder(
      world,
      anOrder({ linkExpiresAt: inTwoHours(), policy: { unpaid: 'leave' } }),
    );
    await advance(world, placed.orderId, 3 * HOUR_MS);
    await untilEnded(world, placed.orderId);
    return placed.workflowId;
  },

  async 'charged-and-refunded-then-completed'(world) {
    const hold = await aHold(world, { policy: { complete: 'manual' } });
    const { operation } = await ask(world, hold.orderId, captureUpdate, {});
    const lines = [{ name: 'Minibar', amountMinor: 10_000, taxPercent: 25 }];
    const charge = await ask(world, hold.orderId, chargeUpdate, { lines });
    await ask(world, hold.orderId, refundUpdate, {
      reference: operation.reference ?? '',
      amountMinor: 50_000,
    });
    await ask(world, hold.orderId, refundUpdate, { reference: charge.operation.reference ?? '' });
    await ask(world, hold.orderId, completeUpdate, { note: 'Stay is over' });
    await untilEnded(world, hold.orderId);
    return hold.workflowId;
  },

  async 'unknown-capture-found-in-the-books'(world) {
    const hold = await aHold(world);
    const fault = {
      call: 'capture',
      kind: 'reset',
      when: 'after',
      times: 1,
      reservationUuid: uuidOf(hold),
    } as const;
    world.sandbox.control.setFault(fault);
    await ask(world, hold.orderId, captureUpdate, {});
    await untilEnded(world, hold.orderId);
    return hold.workflowId;
  },

  async 'unknown-partial-capture-resolved-by-a-person'(world) {
    const hold = await aHold(world);
    const fault = {
      call: 'capture',
      kind: '510',
      when: 'before',
      times: 1,
      reservationUuid: uuidOf(hold),
    } as const;
    world.sandbox.control.setFault(fault);
    const { operation } = await ask(world, hold.orderId, captureUpdate, { amountMinor: 100_000 });
    const { operationId } = operation;
    await refusalOf(ask(world, hold.orderId, cancelUpdate, { note: 'not now' }));
    await ask(world, hold.orderId, resolveUpdate, { operationId, outcome: 'refused', evidence: 'Not there' });
    await ask(world, hold.orderId, cancelUpdate, { note: 'Called off' });
    await untilEnded(world, hold.orderId);
    return hold.workflowId;
  },

  async 'not-begun-and-sent-again'(world, silence) {
    const hold = await aHold(world);
    silence.fall();
    await ask(world, hold.orderId, captureUpdate, { amountMinor: 100_000 });
    silence.break();
    await ask(world, hold.orderId, captureUpdate, {});
    await untilEnded(world, hold.orderId);
    return hold.workflowId;
  },

  async 'unknown-submit-replaced'(world) {
    const order = anOrder();
    const fault = {
      call: 'submit',
      kind: 'reset',
      when: 'after',
      times: 1,
      referenceNo: order.orderId,
    } as const;
    world.sandbox.control.setFault(fault);
    const placed = await placeOrder(world, order);
    await ask(world, placed.orderId, resendUpdate, {});
    await ask(world, placed.orderId, cancelUpdate, { note: 'Called off' });
    await untilEnded(world, placed.orderId);
    return placed.workflowId;
  },

  async 'refused-by-the-provider'(world) {
    const order = anOrder({ lines: [{ name: 'Odd tax', amountMinor: 1_000, taxPercent: 7 }] });
    await refusalOf(placeOrder(world, order));
    await untilEnded(world, order.orderId);
    return `reservation/${order.orderId}`;
  },

  async 'parked-and-still-open'(world) {
    const hold = await aHold(world);
    await advance(world, hold.orderId, 3 * DAY_MS);
    return hold.workflowId;
  },

  async 'reopened-by-a-repeated-start'(world) {
    const order = anOrder();
    const placed = await placeOrder(world, order);
    await ask(world, order.orderId, cancelUpdate, { note: 'Called off' });
    await untilEnded(world, order.orderId);
    await placeOrder(world, order);
    await untilEnded(world, order.orderId);
    return placed.workflowId;
  },

  async 'signalled-by-a-raw-client'(world) {
    const hold = await aHold(world);
    const handle = world.client.workflow.getHandle(hold.workflowId);
    await handle.signal('capture', { amountMinor: 'all' });
    await handle.signal('capture', {});
    await untilEnded(world, hold.orderId);
    return hold.workflowId;
  },

  async sweep(world) {
    world.callbacks.losing = true;
    const placed = await placeOrder(world, anOrder());
    world.sandbox.control.pay(uuidOf(placed));
    const workflowId = uniqueName('sweep');
    const args = [{ providerTimeoutMs: 2_000 }];
    await world.client.workflow.execute('sweep', { taskQueue: world.taskQueue, workflowId, args });
    world.callbacks.losing = false;
    await untilState(world, placed.orderId, 'reserved');
    return workflowId;
  },

  async 'planned-earlier-in-a-crowd'(world) {
    const hold = await aHold(world);
    const captureAt = new Date(Date.parse(hold.deadlines.captureAt ?? '') - DAY_MS).toISOString();
    const plan = { captureAt, ordersAhead: 1, dueTogether: 2, atRisk: false };
    await world.client.workflow.getHandle(hold.workflowId).signal('plan', plan);
    await advance(world, hold.orderId, 5 * DAY_MS);
    await untilEnded(world, hold.orderId);
    return hold.workflowId;
  },
} satisfies Record<string, Scenario>;

/** Lives whose commands are others since orders begin with other rules (`workflows/rules.ts`), or a patch. */
export const SCENARIOS: Record<string, Scenario> = {
  ...LIVES,
  'captured-in-parts-then-released-rules-2': LIVES['captured-in-parts-then-released'],
  'charged-and-refunded-then-completed-rules-2': LIVES['charged-and-refunded-then-completed'],
  'unknown-submit-replaced-rules-2': LIVES['unknown-submit-replaced'],
  'unknown-submit-replaced-rules-3': LIVES['unknown-submit-replaced'],
  'charged-and-refunded-then-completed-rules-3': LIVES['charged-and-refunded-then-completed'],
  'signalled-by-a-raw-client-rules-3': LIVES['signalled-by-a-raw-client'],
  'sweep-compares-with-orders': LIVES.sweep,
  'captured-at-the-timer-rules-4': LIVES['captured-at-the-timer'],
  'captured-early-rules-4': LIVES['captured-early'],
  'captured-in-parts-then-released-rules-4': LIVES['captured-in-parts-then-released'],
  'charged-and-refunded-then-completed-rules-4': LIVES['charged-and-refunded-then-completed'],
  'unknown-submit-replaced-rules-4': LIVES['unknown-submit-replaced'],
  'unknown-capture-found-in-the-books-rules-4': LIVES['unknown-capture-found-in-the-books'],
  'refused-by-the-provider-rules-4': LIVES['refused-by-the-provider'],
  'parked-and-still-open-rules-4': LIVES['parked-and-still-open'],
  'unknown-partial-capture-resolved-by-a-person-rules-5':
    LIVES['unknown-partial-capture-resolved-by-a-person'],
};
