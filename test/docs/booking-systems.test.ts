/** The snippets of docs/guides/booking-systems.md do what the page says, on the real engine and the sandbox. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { transformSync } from '@swc/core';
import type { Client } from '@temporalio/client';
import type { HoldfastClient, OrderInput, Reservation } from '../../src/client';
import * as overTemporal from '../../src/client';
import * as overHttp from '../../src/client/http';
import { type EngineServer, startEngineServer } from '../http/engine-server';
import { KEYS } from '../http/running-server';
import { anOrder, untilState, uuidOf } from '../support/orders';
import { until } from '../support/until';
import { blockNamed, blocksOf, readPage } from './pages';

const page = readPage('docs/guides/booking-systems.md');

/** What the page imports by the package's name, from the sources. */
const ENTRY_POINTS: Record<string, unknown> = {
  'holdfast/client': overTemporal,
  'holdfast/client/http': overHttp,
};

/** Runs a TypeScript block as a module and gives what it exports. */
function run<Exports>(name: string): Exports {
  const { code } = transformSync(blockNamed(page, name).text, {
    jsc: { target: 'es2023', parser: { syntax: 'typescript' } },
    module: { type: 'commonjs' },
  });
  const module = { exports: {} };
  const load = (target: string) => ENTRY_POINTS[target] ?? require(target);
  new Function('module', 'exports', 'require', code)(module, module.exports, load);
  return module.exports as Exports;
}

/** Reads the request in a block that calls curl, with other names put in place of the page's. */
function requestIn(name: string, replaced: Record<string, string> = {}) {
  let { text } = blockNamed(page, name);
  for (const [from, to] of Object.entries(replaced)) text = text.replaceAll(from, to);
  const [, path = ''] = /"\$HOLDFAST([^"]*)"/.exec(text) ?? [];
  const [, data] = /-d '([^']*)'/.exec(text) ?? [];
  const headers = Object.fromEntries(
    [...text.matchAll(/-H "([^:"]+): ([^"]*)"/g)].map(([, header = '', value = '']) => [header, value]),
  );
  headers['Authorization'] = (headers['Authorization'] ?? '').replace('$KEY', KEYS.operator);
  const body = data === undefined ? undefined : JSON.parse(data);
  return {
    url: path,
    method: data === undefined && !text.includes('-X POST') ? 'GET' : 'POST',
    headers,
    data: body,
  };
}

let server: EngineServer;

beforeAll(async () => {
  server = await startEngineServer();
});
afterAll(async () => {
  await server.close();
});

const pay = ({ orderId, reservationUuid }: Reservation) => {
  server.world.sandbox.control.pay(uuidOf({ reservationUuid }));
  return untilState(server.world, orderId, 'reserved');
};

describe('by curl', () => {
  it('places, reads, captures, follows the operation, refunds, and reads what happened', async () => {
    const send = (name: string, replaced?: Record<string, string>) =>
      server.http.request(requestIn(name, replaced));
    const placed = await send('place');
    expect([placed.status, placed.data.state]).toEqual([201, 'awaitingPayment']);
    expect((await send('place')).status).toBe(200);
    await pay(placed.data);
    expect((await send('read')).data.allowedActions).toEqual(['capture', 'charge', 'cancel']);
    const captured = await send('capture');
    expect([captured.status, captured.data.operation.status]).toEqual([200, 'executed']);
    const { operationId, reference } = captured.data.operation;
    expect((await send('capture')).data.operation.operationId).toBe(operationId);
    const followed = await send('operation', { $OPERATION_ID: operationId });
    expect(followed.data.operation).toEqual(captured.data.operation);
    const refunded = await send('refund', { CAP123234: reference });
    expect([refunded.status, refunded.data.reservation.amounts.refundedMinor]).toEqual([200, 50_000]);
    const types = (await send('events')).data.items.map(({ type }: { type: string }) => type);
    expect(types).toEqual(expect.arrayContaining(['order_placed', 'hold_made', 'refund_executed']));
  });

  it('has every block of the page tested', () => {
    const named = blocksOf(page).flatMap(({ name }) => (name === '' ? [] : [name]));
    expect(named.sort()).toEqual(
      ['place', 'read', 'capture', 'operation', 'refund', 'events']
        .concat([
          'connect-by-http',
          'connect-by-temporal',
          'stay',
          'place-by-temporal',
          'capture-by-temporal',
        ])
        .sort(),
    );
    const unnamed = blocksOf(page).filter(({ language, name }) => language === 'ts' && name === '');
    expect(unnamed).toEqual([]);
  });
});

interface Stay {
  book(holdfast: HoldfastClient, order: OrderInput): Promise<string>;
  paid(holdfast: HoldfastClient, orderId: string): Promise<boolean>;
  arrive(holdfast: HoldfastClient, orderId: string, amountMinor: number): Promise<string>;
}

const connections: [string, () => Promise<HoldfastClient>][] = [
  [
    'over HTTP',
    async () =>
      run<{ connect(url: string, key: string): HoldfastClient }>('connect-by-http').connect(
        server.origin,
        KEYS.operator,
      ),
  ],
  [
    'over Temporal',
    () =>
      run<{ connect(address: string, taskQueue: string): Promise<HoldfastClient> }>(
        'connect-by-temporal',
      ).connect(server.world.engine.address, server.world.taskQueue),
  ],
];

describe.each(connections)('with our client %s', (_door, connect) => {
  let holdfast: HoldfastClient;
  const { book, paid, arrive } = run<Stay>('stay');

  beforeAll(async () => {
    holdfast = await connect();
  });
  afterAll(() => holdfast.close());

  it('books, sees the payment, and captures once, however often it is asked', async () => {
    const order = anOrder({ policy: { complete: 'manual' } });
    const checkoutUrl = await book(holdfast, order);
    expect(await book(holdfast, order)).toBe(checkoutUrl);
    const isPaid = paid(holdfast, order.orderId);
    await pay(await holdfast.reservation(order.orderId));
    expect(await isPaid).toBe(true);
    expect(await arrive(holdfast, order.orderId, 300_001)).toBe('more than is held');
    const answer = await arrive(holdfast, order.orderId, 100_000);
    expect(answer).toMatch(/^captured as CAP/);
    expect(await arrive(holdfast, order.orderId, 100_000)).toBe(answer);
    expect((await holdfast.reservation(order.orderId)).amounts.runwayMinor).toBe(200_000);
  });

  it('sees that an order has ended unpaid, and refuses an order with no lines', async () => {
    const order = anOrder();
    await book(holdfast, order);
    const isPaid = paid(holdfast, order.orderId);
    await holdfast.cancel(order.orderId, { note: 'Booking withdrawn' });
    expect(await isPaid).toBe(false);
    await expect(book(holdfast, { ...anOrder(), lines: [] })).rejects.toMatchObject({
      code: 'order_invalid',
    });
  });
});

describe('by Temporal with nothing of ours', () => {
  interface ByTemporal {
    capture(
      client: Client,
      orderId: string,
      amountMinor: number,
    ): Promise<{ operation: { operationId: string } }>;
    cancelWithoutWaiting(client: Client, orderId: string): Promise<void>;
    read(client: Client, orderId: string): Promise<Reservation>;
  }
  const place = run<{
    place(client: Client, taskQueue: string, order: { orderId: string }): Promise<Reservation>;
  }>('place-by-temporal').place;

  it('places an order twice as one, and captures under the update’s id', async () => {
    const { client, taskQueue } = server.world;
    const { capture, read } = run<ByTemporal>('capture-by-temporal');
    const order = anOrder({ policy: { complete: 'manual' } });
    const placed = await place(client, taskQueue, order);
    expect((await place(client, taskQueue, order)).reservationUuid).toBe(placed.reservationUuid);
    await pay(placed);
    const { operation } = await capture(client, order.orderId, 100_000);
    expect(operation.operationId).toBe('arrival');
    expect((await read(client, order.orderId)).amounts.capturedMinor).toBe(100_000);
  });

  it('cancels by a signal', async () => {
    const { client, taskQueue } = server.world;
    const { cancelWithoutWaiting, read } = run<ByTemporal>('capture-by-temporal');
    const order = anOrder();
    await pay(await place(client, taskQueue, order));
    await cancelWithoutWaiting(client, order.orderId);
    const cancelled = await until('it is cancelled', async () => {
      const reservation = await read(client, order.orderId);
      return reservation.state === 'cancelled' ? reservation : null;
    });
    expect(cancelled.amounts.runwayMinor).toBe(300_000);
  });
});
