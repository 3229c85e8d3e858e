/** Sweeps that fail, history that is too large, and history that names no capture: nothing is skipped. */
import { afterEach, describe, expect, it } from '@jest/globals';
import { type Client, ServiceError } from '@temporalio/client';
import { AnswerTooLargeError, type FrontPaymentClient, type HistoryRequest } from '../../src/front-payment';
import { captureUpdate, refundUpdate } from '../../workflows/messages';
import {
  aHold,
  anOrder,
  ask,
  calls,
  placeOrder,
  readReservation,
  untilState,
  uuidOf,
} from '../support/orders';
import { until } from '../support/until';
import { startWorld, type World } from '../support/world';
import { callsDuring, openSweeps, sweepOnce, untilListed } from './sweeps';

let world: World;
afterEach(() => world.close());

type History = FrontPaymentClient['history'];

/** A world in which each call of history goes through `pass`. */
function worldWithHistory(
  pass: (history: History, request: HistoryRequest) => ReturnType<History>,
): Promise<World> {
  return startWorld({
    dependencies: (usual) => ({
      ...usual,
      callFrontPayment: (at, call) =>
        usual.callFrontPayment(at, (client) =>
          call({ ...client, history: (request = {}) => pass(client.history, request) }),
        ),
    }),
  });
}

const HOUR_MS = 3_600_000;

describe('a sweep that fails', () => {
  it('leaves what it did not read to the next one', async () => {
    const began: (string | undefined)[] = [];
    world = await worldWithHistory((history, request) => {
      began.push(request.from);
      return history(request);
    });
    const sweeps = await openSweeps(world);
    const { upTo } = await sweeps.next();
    world.callbacks.losing = true;
    const placed = await placeOrder(world, anOrder());
    await untilListed(world, placed.orderId, 'awaitingPayment');
    world.sandbox.control.pay(uuidOf(placed));
    world.sandbox.control.setFault({ call: 'history', kind: '401', when: 'before', times: 1 });
    await expect(sweeps.next()).rejects.toThrow();
    expect(await sweeps.next()).toMatchObject({ hinted: 1 });
    const overlapped = new Date(Date.parse(upTo) - 1.25 * HOUR_MS).toISOString();
    expect(began.slice(1)).toEqual([overlapped, overlapped]);
    await untilState(world, placed.orderId, 'reserved');
    await sweeps.close();
  });
});

describe('a provider whose clock is not ours', () => {
  it.each([5, -5])('is heard in the very next sweep: %d minutes ahead', async (minutes) => {
    world = await startWorld({ sandbox: { clockSkewMs: minutes * 60_000 } });
    const sweeps = await openSweeps(world);
    const placed = await placeOrder(world, anOrder());
    await untilListed(world, placed.orderId, 'awaitingPayment');
    expect(await sweeps.next()).toMatchObject({ differences: 0 });
    world.callbacks.losing = true;
    world.sandbox.control.pay(uuidOf(placed));
    expect(await sweeps.next()).toMatchObject({ differences: 1, hinted: 1 });
    await untilState(world, placed.orderId, 'reserved');
    await sweeps.close();
  });
});

describe('an order for which the engine takes no signal', () => {
  it('does not keep the others from theirs', async () => {
    const refused = new Set<string>();
    world = await startWorld({
      dependencies: (usual) => ({ ...usual, client: refusing(usual.client, refused) }),
    });
    world.callbacks.losing = true;
    const [full, other] = [await placeOrder(world, anOrder()), await placeOrder(world, anOrder())];
    refused.add(full.workflowId);
    for (const order of [full, other]) {
      await untilListed(world, order.orderId, 'awaitingPayment');
      world.sandbox.control.pay(uuidOf(order));
    }
    expect(await sweepOnce(world)).toMatchObject({ differences: 2, hinted: 1 });
    await untilState(world, other.orderId, 'reserved');
  });
});

/** A client whose engine refuses signals to some workflows, as it does once they had too many. */
function refusing(client: Client, refused: Set<string>): Client {
  const error = Object.assign(new Error('too many signals'), { code: 3, details: '', metadata: {} });
  const workflow = new Proxy(client.workflow, {
    get(target, name) {
      if (name !== 'getHandle') return Reflect.get(target, name, target);
      return (workflowId: string) => {
        const handle = target.getHandle(workflowId);
        if (!refused.has(workflowId)) return handle;
        return Object.assign(handle, {
          signal: () => Promise.reject(new ServiceError('Failed', { cause: error })),
        });
      };
    },
  });
  return new Proxy(client, {
    get: (target, name) => (name === 'workflow' ? workflow : Reflect.get(target, name, target)),
  });
}

describe('history that is too large for one answer', () => {
  it('is read in parts, and every part is compared', async () => {
    const asked: number[] = [];
    world = await worldWithHistory(async (history, request) => {
      const hours = (Date.parse(request.to ?? '') - Date.parse(request.from ?? '')) / HOUR_MS;
      asked.push(Math.round(hours));
      if (hours > 8) {
        throw new AnswerTooLargeError({
          call: 'history',
          httpStatus: 200,
          messageKey: null,
          fieldMessages: [],
        });
      }
      return history(request);
    });
    world.callbacks.losing = true;
    const placed = await placeOrder(world, anOrder());
    await untilListed(world, placed.orderId, 'awaitingPayment');
    world.sandbox.control.pay(uuidOf(placed));
    expect(await sweepOnce(world)).toMatchObject({ hinted: 1, differences: 1 });
    expect(asked).toEqual([25, 13, 6, 6, 13, 6, 6]);
    await untilState(world, placed.orderId, 'reserved');
  });
});

describe('history whose rows of captures bear the reservation’s name', () => {
  it('costs nothing for what is ours, and shows what is not', async () => {
    world = await startWorld({ sandbox: { historyTakingUuid: 'reservation' } });
    const sweeps = await openSweeps(world);
    const hold = await aHold(world, { policy: { complete: 'manual', remainder: 'capture' } });
    const { operation } = await ask(world, hold.orderId, captureUpdate, { amountMinor: 100_000 });
    await ask(world, hold.orderId, refundUpdate, {
      reference: operation.reference ?? '',
      amountMinor: 40_000,
    });
    await untilListed(world, hold.orderId, 'captured');
    await until('the order has read what it did', () => calls(world, hold).at(-1) === 'details');
    const ours = await callsDuring(world, async () => {
      expect(await sweeps.next()).toMatchObject({ differences: 0, hinted: 0 });
    });
    expect(ours).toEqual({ history: 1, details: 0 });
    world.sandbox.control.setFault({ callback: 'drop', reservationUuid: uuidOf(hold) });
    world.sandbox.control.captureInDashboard(uuidOf(hold), { amountMinor: 50_000 });
    expect(await sweeps.next()).toMatchObject({ differences: 1, hinted: 1 });
    await until('it is adopted', async () => {
      return (await readReservation(world, hold.orderId)).amounts.capturedMinor === 150_000;
    });
    expect(await sweeps.next()).toMatchObject({ differences: 0, hinted: 0 });
    await sweeps.close();
  });
});
