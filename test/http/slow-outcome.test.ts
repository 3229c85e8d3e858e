/** What a caller sees while an outcome is not known: 202, a place to look, and the same operation later. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Reservation } from '../../src/client';
import { anOrder } from '../support/orders';
import { until } from '../support/until';
import { type EngineServer, startEngineServer } from './engine-server';

const orders = '/v1/reservations';
let server: EngineServer;

beforeAll(async () => {
  server = await startEngineServer({ answerWaitMs: 300, providerTimeoutMs: 20_000 });
});
afterAll(() => server.close());

async function read(orderId: string): Promise<Reservation> {
  return (await server.http.get(`${orders}/${orderId}`)).data;
}

describe('an outcome that takes longer than the caller is kept waiting', () => {
  it('of placing is 202 with state submitting, and the checkout URL is there later', async () => {
    const order = anOrder();
    server.world.sandbox.control.setFault({
      call: 'submit',
      kind: 'slow',
      when: 'after',
      // Longer than one of the order's tasks may last.
      afterMs: 7_000,
      referenceNo: order.orderId,
      times: 1,
    });
    const response = await server.http.post(orders, order);
    expect([response.status, response.headers.location, response.data.state]).toEqual([
      202,
      `${orders}/${order.orderId}`,
      'submitting',
    ]);
    const reservation = await until('the checkout URL is known', async () => {
      const now = await read(order.orderId);
      return now.checkoutUrl === null ? null : now;
    });
    expect(reservation.state).toBe('awaitingPayment');
    const again = await server.http.post(orders, order);
    expect([again.status, again.data.reservationUuid]).toEqual([200, reservation.reservationUuid]);
  });

  it('of a command is 202 with Location, and the same key finds it executed later', async () => {
    const order = anOrder({ policy: { complete: 'manual' } });
    await server.http.post(orders, order);
    const { reservationUuid } = await until('it is placed', async () => {
      const now = await read(order.orderId);
      return now.reservationUuid === null ? null : now;
    });
    server.world.sandbox.control.pay(reservationUuid ?? '');
    await until('it is reserved', async () => (await read(order.orderId)).state === 'reserved');
    server.world.sandbox.control.setFault({
      call: 'capture',
      kind: 'slow',
      when: 'after',
      afterMs: 1_200,
      reservationUuid: reservationUuid ?? '',
      times: 1,
    });
    const headers = { 'Idempotency-Key': 'arrival' };
    const capture = () => server.http.post(`${orders}/${order.orderId}/capture`, {}, { headers });
    const response = await capture();
    expect([response.status, response.data.operation.status]).toEqual([202, 'pending']);
    const { location } = response.headers;
    expect(location).toBe(`${orders}/${order.orderId}/operations/${response.data.operation.operationId}`);
    const settled = await until('the operation is settled', async () => {
      const { data } = await server.http.get(location);
      return data.operation.status === 'executed' ? data : null;
    });
    const again = await capture();
    expect([again.status, again.data.operation]).toEqual([200, settled.operation]);
  });

  it('of a person’s word is 202 while the books cannot be read, and taken later', async () => {
    const order = anOrder({ policy: { complete: 'manual' } });
    await server.http.post(orders, order);
    const { reservationUuid } = await until('it is placed', async () => {
      const now = await read(order.orderId);
      return now.reservationUuid === null ? null : now;
    });
    const { control } = server.world.sandbox;
    control.pay(reservationUuid ?? '');
    await until('it is reserved', async () => (await read(order.orderId)).state === 'reserved');
    control.setFault({ call: 'capture', kind: 'reset', when: 'before', times: 1 });
    await server.http.post(`${orders}/${order.orderId}/capture`, { amountMinor: 100_000 });
    const attention = await until('a person is asked', async () => (await read(order.orderId)).attention);
    const away = control.setFault({ call: 'details', kind: '510', when: 'before' });
    const { operationId } = attention;
    const word = { operationId, outcome: 'refused', evidence: 'Not in the dashboard' };
    const response = await server.http.post(`${orders}/${order.orderId}/resolve`, word);
    expect([response.status, response.data.operation.status]).toEqual([202, 'unknown']);
    expect(response.headers.location).toBe(`${orders}/${order.orderId}/operations/${operationId}`);
    control.clearFaults(away.id);
    await until('the word was taken', async () => {
      const { data } = await server.http.get(response.headers.location);
      return data.operation.status === 'refused';
    });
  });
});
