/** The snippets of docs/guides/booking-systems.md do what the page says, on the real engine and the sandbox. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { transformSync } from '@swc/core';
import type { Client } from '@temporalio/client';
import type { Reservation } from '../../src/client';
import { type EngineServer, startEngineServer } from '../http/engine-server';
import { KEYS } from '../http/running-server';
import { anOrder, untilState, uuidOf } from '../support/orders';
import { until } from '../support/until';
import { blockNamed, blocksOf, readPage } from './pages';

const page = readPage('docs/guides/booking-systems.md');

/** Runs a TypeScript block as a module and gives what it exports. */
function run<Exports>(name: string): Exports {
  const { code } = transformSync(blockNamed(page, name).text, {
    jsc: { target: 'es2023', parser: { syntax: 'typescript' } },
    module: { type: 'commonjs' },
  });
  const module = { exports: {} };
  new Function('module', 'exports', 'require', code)(module, module.exports, require);
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
        .concat(['place-by-http', 'capture-by-http', 'place-by-temporal', 'capture-by-temporal'])
        .sort(),
    );
    const unnamed = blocksOf(page).filter(({ language, name }) => language === 'ts' && name === '');
    expect(unnamed).toEqual([]);
  });
});

describe('by HTTP from TypeScript', () => {
  type Place = (holdfast: string, key: string, order: { orderId: string }) => Promise<string>;
  type Capture = (
    holdfast: string,
    key: string,
    command: { orderId: string; idempotencyKey: string; amountMinor?: number },
  ) => Promise<{ operationId: string; status: string; reference: string | null }>;

  it('places an order and captures once, however often it is asked', async () => {
    const { place } = run<{ place: Place }>('place-by-http');
    const { capture } = run<{ capture: Capture }>('capture-by-http');
    const order = anOrder({ policy: { complete: 'manual' } });
    expect(await place(server.origin, KEYS.booking, order)).toContain('http');
    await pay((await server.http.get(`/v1/reservations/${order.orderId}`)).data);
    const command = { orderId: order.orderId, idempotencyKey: 'arrival', amountMinor: 100_000 };
    const first = await capture(server.origin, KEYS.operator, command);
    expect([first.status, first.reference]).toEqual(['executed', expect.stringMatching(/^CAP/)]);
    expect(await capture(server.origin, KEYS.operator, command)).toEqual(first);
    const { runwayMinor } = (await server.http.get(`/v1/reservations/${order.orderId}`)).data.amounts;
    expect(runwayMinor).toBe(200_000);
  });

  it('tells why an order or a command was refused', async () => {
    const { place } = run<{ place: Place }>('place-by-http');
    const { capture } = run<{ capture: Capture }>('capture-by-http');
    const order = anOrder();
    await expect(place(server.origin, KEYS.booking, { ...order, lines: [] } as typeof order)).rejects.toThrow(
      'order_invalid',
    );
    await place(server.origin, KEYS.booking, order);
    const command = { orderId: order.orderId, idempotencyKey: 'too early' };
    await expect(capture(server.origin, KEYS.operator, command)).rejects.toThrow('not_reserved');
  });
});

describe('by Temporal from TypeScript', () => {
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
