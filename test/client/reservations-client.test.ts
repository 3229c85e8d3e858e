/** The client over the real engine: what the HTTP door does not show of it. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Client, Connection } from '@temporalio/client';
import {
  CommandRefusedError,
  createCallbackSignal,
  createReservationsClient,
  doorConnectionOptions,
  EngineUnavailableError,
  OrderNotFoundError,
  type Reservation,
  type ReservationsClient,
} from '../../src/client';
import type { ReservationState } from '../../workflows/state';
import { anOrder, placeOrder, untilState } from '../support/orders';
import { until } from '../support/until';
import { startWorld, type World } from '../support/world';
import { startEngineProxy } from './engine-proxy';

let world: World;
let reservations: ReservationsClient;

beforeAll(async () => {
  world = await startWorld();
  reservations = createReservationsClient(world);
});
afterAll(() => world.close());

async function reserved(): Promise<Reservation> {
  const order = anOrder();
  const { reservation } = await reservations.place(order);
  world.sandbox.control.pay(reservation.reservationUuid ?? '');
  return untilState(world, order.orderId, 'reserved');
}

/**
 * An order that was captured and completed, and of which only the record is left: under another id than it had, for
 * the engine takes its time to forget.
 */
async function forgotten(): Promise<{ orderId: string; reference: string; reservationUuid: string }> {
  const lived = await reserved();
  const { operation } = await reservations.capture(lived.orderId, {});
  await world.client.workflow.getHandle(lived.workflowId).result();
  const record = await world.records.find(lived.orderId);
  if (record === null) throw new Error('The ended order has no record.');
  const orderId = `${lived.orderId}-kept`;
  const state = record.body as ReservationState;
  const body = { ...state, input: { ...state.input, orderId }, order: { ...state.order, orderId } };
  await world.records.put({ ...record, orderId, body });
  return { orderId, reference: operation.reference ?? '', reservationUuid: lived.reservationUuid ?? '' };
}

describe('an order that the engine has forgotten', () => {
  it('is read from the record, with its timeline', async () => {
    const { orderId } = await forgotten();
    const reservation = await reservations.reservation(orderId);
    expect(reservation).toMatchObject({ orderId, state: 'completed', amounts: { capturedMinor: 300_000 } });
    expect((await reservations.timeline(orderId)).map(({ type }) => type)).toContain('capture_executed');
  });

  it('is reopened by a command, and ends again', async () => {
    const { orderId, reference } = await forgotten();
    const { operation, reservation } = await reservations.refund(orderId, { reference });
    expect([operation.status, reservation.amounts.refundedMinor]).toEqual(['executed', 300_000]);
    await world.client.workflow.getHandle(reservation.workflowId).result();
    expect((await reservations.reservation(orderId)).amounts.refundedMinor).toBe(300_000);
  });

  it('refuses a command that its end forbids', async () => {
    const { orderId } = await forgotten();
    const refused = reservations.capture(orderId, {});
    await expect(refused).rejects.toBeInstanceOf(CommandRefusedError);
    await expect(refused).rejects.toMatchObject({
      code: 'already_completed',
      detail: { state: 'completed' },
    });
  });

  it('is woken by a callback about another reservation only', async () => {
    const { orderId, reservationUuid } = await forgotten();
    const signal = createCallbackSignal(world);
    const hint = { attempt: 1, status: 'CAPTURED', reservationUuid };
    expect(await signal(orderId, hint)).toBe('over');
    const stray = await placedElsewhere();
    expect(await signal(orderId, { ...hint, reservationUuid: stray })).toBe('signalled');
    expect(await signal('nobody-knows', hint)).toBe('over');
  });
});

async function placedElsewhere(): Promise<string> {
  const { reservation } = await reservations.place(anOrder());
  return reservation.reservationUuid ?? '';
}

describe('placing', () => {
  it('finds what a raw Temporal client has placed, and says that it did not make it', async () => {
    const order = anOrder();
    const raw = await placeOrder(world, order);
    const { reservation, created } = await reservations.place(order);
    expect([reservation.reservationUuid, created]).toEqual([raw.reservationUuid, false]);
  });

  it('gives an ended order back as it ended, and refuses another body for its id', async () => {
    const order = anOrder();
    await reservations.place(order);
    const { reservation: ended } = await reservations.cancel(order.orderId, { note: 'Changed their mind' });
    await world.client.workflow.getHandle(ended.workflowId).result();
    const again = await reservations.place(order);
    expect([again.created, again.reservation.state]).toEqual([false, 'cancelled']);
    const other = reservations.place({ ...order, currency: 'SEK' });
    await expect(other).rejects.toMatchObject({ code: 'order_id_reused' });
  });
});

describe('commands that meet the end of an order', () => {
  it('are all answered by name, whichever run they met', async () => {
    const { orderId } = await reserved();
    const sent = Array.from({ length: 6 }, (_, index) =>
      reservations.capture(orderId, {}, { operationId: `end-${index}` }).then(
        ({ operation }) => operation.status,
        (error: unknown) => (error instanceof CommandRefusedError ? error.code : String(error)),
      ),
    );
    const answers = await Promise.all(sent);
    expect(answers.filter((answer) => answer === 'executed')).toHaveLength(1);
    const refusals = answers.filter((answer) => answer !== 'executed');
    for (const refusal of refusals) {
      expect(['nothing_left_to_capture', 'already_completed', 'capture_exceeds_runway']).toContain(refusal);
    }
  });

  it('are refused as unknown when there is no such order', async () => {
    await expect(reservations.capture('nobody-knows', {})).rejects.toBeInstanceOf(OrderNotFoundError);
    await expect(reservations.reservation('nobody-knows')).rejects.toBeInstanceOf(OrderNotFoundError);
  });
});

describe('an engine that goes away', () => {
  it('is told while it is away, and comes back by itself', async () => {
    const proxy = await startEngineProxy(world.engine.address);
    const connection = await Connection.connect({ address: proxy.address, ...doorConnectionOptions() });
    const client = new Client({ connection, namespace: world.engine.namespace });
    const { taskQueue, records } = world;
    const behind = createReservationsClient({ client, taskQueue, records });
    const { orderId } = await reserved();
    expect((await behind.reservation(orderId)).state).toBe('reserved');
    await proxy.cut();
    await expect(behind.reservation(orderId)).rejects.toBeInstanceOf(EngineUnavailableError);
    await expect(behind.capture(orderId, {})).rejects.toBeInstanceOf(EngineUnavailableError);
    await proxy.mend();
    const reservation = await until('the engine is back', () =>
      behind.reservation(orderId).catch(() => null),
    );
    expect(reservation.state).toBe('reserved');
    await connection.close();
    await proxy.cut();
  });
});

describe('a page of orders', () => {
  /** The same client, but for one order whose workflow answers no query. */
  function withoutAnswerOf(orderId: string): Client {
    const { workflow } = world.client;
    const getHandle = (workflowId: string) => {
      const handle = workflow.getHandle(workflowId);
      const executeUpdate = () => Promise.reject(new Error('The workflow task has failed.'));
      return workflowId === `reservation/${orderId}` ? { ...handle, executeUpdate } : handle;
    };
    const halting = new Proxy(workflow, {
      get: (target, name) => (name === 'getHandle' ? getHandle : Reflect.get(target, name)),
    });
    return new Proxy(world.client, {
      get: (target, name) => (name === 'workflow' ? halting : Reflect.get(target, name)),
    });
  }

  it('shows the others when one does not answer, and names that one', async () => {
    const [silent, other] = [await reserved(), await reserved()];
    const { taskQueue, records } = world;
    // Without what lists remember, which would show it unasked.
    const ended = { find: records.find.bind(records), page: records.page.bind(records) };
    const list = () =>
      createReservationsClient({
        taskQueue,
        client: withoutAnswerOf(silent.orderId),
        records: ended,
      }).list({ sort: 'newest', limit: 200 });
    await until('the lists know both', async () => {
      const { items } = await reservations.list({ sort: 'newest', limit: 200 });
      const ids = items.map(({ orderId }) => orderId);
      return ids.includes(silent.orderId) && ids.includes(other.orderId);
    });
    const { items, unreadable } = await list();
    expect(items.map(({ orderId }) => orderId)).toContain(other.orderId);
    expect(items.map(({ orderId }) => orderId)).not.toContain(silent.orderId);
    expect(unreadable).toEqual([silent.orderId]);
  });
});
