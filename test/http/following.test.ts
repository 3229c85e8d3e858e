/** Following over everything real: a life from its placing to a refund after its end, on one stream. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { anOrder } from '../support/orders';
import { until } from '../support/until';
import { type EngineServer, startEngineServer } from './engine-server';
import { readStream, type StreamReader } from './read-stream';
import { KEYS } from './running-server';

let server: EngineServer;
beforeAll(async () => {
  server = await startEngineServer();
});
afterAll(() => server.close());

const orders = '/v1/reservations';
const key = KEYS.viewer;

function untilType(reader: StreamReader, type: string): Promise<unknown> {
  return until(
    () => `${type} came, not only ${reader.events.map(({ event }) => event).join(', ')}`,
    () => reader.events.some(({ event }) => event === type),
  );
}

describe('an order followed on the engine', () => {
  it('tells its whole life, also what happens after its end, and resumes anywhere in it', async () => {
    const all = await readStream(`${server.origin}/v1/changes`, { key });
    const { data: placed } = await server.http.post(orders, anOrder());
    const url = `${server.origin}${orders}/${placed.orderId}/events`;
    const reader = await readStream(url, { key });
    await untilType(reader, 'order_placed');
    server.world.sandbox.control.pay(placed.reservationUuid);
    await untilType(reader, 'hold_made');
    const { data: captured } = await server.http.post(`${orders}/${placed.orderId}/capture`);
    await until('it has ended', async () => (await server.world.records.find(placed.orderId)) !== null);
    await untilType(reader, 'complete_executed');
    const { reference } = captured.operation;
    await server.http.post(`${orders}/${placed.orderId}/refund`, { reference });
    await untilType(reader, 'refund_executed');
    const page = await server.http.get(`${orders}/${placed.orderId}/events`, { params: { limit: 500 } });
    const ids = page.data.items.map(({ id }: { id: string }) => id);
    await until('all of it came', () => reader.events.length === ids.length);
    expect(reader.events.map(({ id }) => id)).toEqual(ids);
    const resumed = await readStream(url, { key, headers: { 'Last-Event-ID': ids[2] } });
    await until('the rest came', () => resumed.events.length === ids.length - 3);
    expect(resumed.events.map(({ id }) => id)).toEqual(ids.slice(3));
    const states = all.events
      .map(({ data }) => JSON.parse(data))
      .filter(({ orderId }) => orderId === placed.orderId)
      .map(({ state }) => state);
    expect([...new Set(states)]).toEqual(['awaitingPayment', 'reserved', 'completed']);
  });
});
