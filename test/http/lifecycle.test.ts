/** A booking system's whole way through the door: real HTTP, the real engine, the sandbox behind it. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Reservation } from '../../src/client';
import type { OrderInput } from '../../workflows/order';
import { anOrder } from '../support/orders';
import { until } from '../support/until';
import { type EngineServer, startEngineServer } from './engine-server';
import { KEYS, problemOf } from './running-server';

const PROBLEM = 'application/problem+json';
const orders = '/v1/reservations';
let server: EngineServer;

beforeAll(async () => {
  server = await startEngineServer();
});
afterAll(() => server.close());

async function read(orderId: string): Promise<Reservation> {
  return (await server.http.get(`${orders}/${orderId}`)).data;
}

async function placed(overrides: Partial<OrderInput> = {}): Promise<Reservation> {
  const response = await server.http.post(orders, anOrder(overrides));
  expect(response.status).toBe(201);
  return response.data;
}

async function reserved(overrides: Partial<OrderInput> = {}): Promise<Reservation> {
  const { orderId, reservationUuid } = await placed(overrides);
  server.world.sandbox.control.pay(reservationUuid ?? '');
  return until(`${orderId} is reserved`, async () => {
    const reservation = await read(orderId);
    return reservation.state === 'reserved' ? reservation : null;
  });
}

describe('placing', () => {
  it('answers 201 once, then 200 with the same reservation, then 409 for another body', async () => {
    const order = anOrder();
    const first = await server.http.post(orders, order);
    expect([first.status, first.headers.location, first.data.state]).toEqual([
      201,
      `${orders}/${order.orderId}`,
      'awaitingPayment',
    ]);
    expect(first.data.checkoutUrl).toContain('http');
    const reordered = Object.fromEntries(Object.entries(order).reverse());
    const again = await server.http.post(orders, reordered);
    expect([again.status, again.data.reservationUuid]).toEqual([200, first.data.reservationUuid]);
    const other = await server.http.post(orders, { ...order, currency: 'SEK' });
    expect(problemOf(other)).toBe(`409 order_id_reused ${PROBLEM}`);
    expect(server.world.sandbox.control.reservations({ referenceNo: order.orderId })).toHaveLength(1);
  });

  it('answers racing callers with one 201 and one reservation', async () => {
    const order = anOrder();
    const answers = await Promise.all(Array.from({ length: 5 }, () => server.http.post(orders, order)));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 200, 200, 200, 201]);
    expect(new Set(answers.map(({ data }) => data.reservationUuid)).size).toBe(1);
    expect(server.world.sandbox.control.reservations({ referenceNo: order.orderId })).toHaveLength(1);
  });

  it('answers 422 by path to what only clock and settings show', async () => {
    const order = anOrder({ linkExpiresAt: '2020-01-01T00:00:00Z' });
    const response = await server.http.post(orders, order);
    expect(problemOf(response)).toBe(`422 order_invalid ${PROBLEM}`);
    expect(response.data.errors).toEqual([{ path: 'linkExpiresAt', message: 'must not be in the past' }]);
    expect(problemOf(await server.http.get(`${orders}/${order.orderId}`))).toBe(
      `404 order_not_found ${PROBLEM}`,
    );
  });

  it('answers 409 when the provider refuses, and lets the same id be placed anew', async () => {
    // The provider reads two decimals; a dinar has three.
    const line = { name: 'Cabin', amountMinor: 100_001, taxPercent: 12 };
    const order = anOrder({ currency: 'KWD', lines: [line] });
    const refused = await server.http.post(orders, order);
    expect(problemOf(refused)).toBe(`409 provider_refused ${PROBLEM}`);
    expect(refused.data).toMatchObject({
      state: 'failed',
      provider: { status: 417, fields: expect.arrayContaining([expect.stringContaining('products.0')]) },
      operation: { kind: 'submit', status: 'refused' },
    });
    expect((await read(order.orderId)).state).toBe('failed');
    const again = await server.http.post(orders, { ...order, currency: 'NOK' });
    expect([again.status, again.data.currency, again.data.state]).toEqual([201, 'NOK', 'awaitingPayment']);
  });
});

describe('commanding', () => {
  it('sees the payment by callback, captures in part and whole, refunds, and shows it all', async () => {
    const { orderId } = await reserved({ policy: { complete: 'manual' } });
    const capture = (body: unknown) => server.http.post(`${orders}/${orderId}/capture`, body);
    const part = await capture({ amountMinor: 100_000 });
    expect([part.status, part.data.operation.status, part.data.operation.requestedBy]).toEqual([
      200,
      'executed',
      'operator',
    ]);
    expect(part.data.reservation.amounts.runwayMinor).toBe(200_000);
    const tooMuch = await capture({ amountMinor: 200_001 });
    expect(problemOf(tooMuch)).toBe(`409 capture_exceeds_runway ${PROBLEM}`);
    expect(tooMuch.data).toMatchObject({
      state: 'captured',
      allowedActions: expect.arrayContaining(['capture']),
    });
    expect((await capture({})).data.reservation.amounts.capturedMinor).toBe(300_000);
    const { reference, operationId } = part.data.operation;
    const refund = await server.http.post(`${orders}/${orderId}/refund`, { reference, amountMinor: 1 });
    expect([refund.status, refund.data.reservation.amounts.refundedMinor]).toEqual([200, 1]);
    const one = await server.http.get(`${orders}/${orderId}/operations/${operationId}`);
    expect([one.status, one.data.operation]).toEqual([200, part.data.operation]);
    const events = await server.http.get(`${orders}/${orderId}/events`);
    expect(events.data.items.length).toBeGreaterThan(3);
    expect(events.data.nextCursor).toBeNull();
  });

  it('gives the same operation for the same Idempotency-Key, and 422 for another use of it', async () => {
    const { orderId, reservationUuid } = await reserved({ policy: { complete: 'manual' } });
    const headers = { 'Idempotency-Key': 'arrival of Kari' };
    const capture = (body: unknown) => server.http.post(`${orders}/${orderId}/capture`, body, { headers });
    const answers = await Promise.all([capture({ amountMinor: 500 }), capture({ amountMinor: 500 })]);
    answers.push(await capture({ amountMinor: 500 }));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(new Set(answers.map(({ data }) => data.operation.operationId)).size).toBe(1);
    expect(problemOf(await capture({ amountMinor: 501 }))).toBe(`422 idempotency_key_reused ${PROBLEM}`);
    const cancel = await server.http.post(`${orders}/${orderId}/cancel`, { note: 'x' }, { headers });
    expect(problemOf(cancel)).toBe(`422 idempotency_key_reused ${PROBLEM}`);
    const books = server.world.sandbox.control.books(reservationUuid ?? '');
    expect(books.calls.filter(({ call }) => call === 'capture')).toHaveLength(1);
  });

  it('lets a booking system cancel what is untouched, and not what was captured', async () => {
    const booking = server.as(KEYS.booking);
    const untouched = await reserved();
    const cancelled = await booking.post(`${orders}/${untouched.orderId}/cancel`, { note: 'No show' });
    expect([cancelled.status, cancelled.data.reservation.state]).toEqual([200, 'cancelled']);
    const captured = await reserved({ policy: { complete: 'manual' } });
    await server.http.post(`${orders}/${captured.orderId}/capture`, { amountMinor: 1 });
    const refused = await booking.post(`${orders}/${captured.orderId}/cancel`, { note: 'No show' });
    expect(problemOf(refused)).toBe(`409 already_captured ${PROBLEM}`);
  });

  it('answers for an order that has ended, and reopens it for a refund', async () => {
    const { orderId } = await reserved();
    const captured = await server.http.post(`${orders}/${orderId}/capture`);
    expect(captured.status).toBe(200);
    await until(`${orderId} has ended`, async () => (await server.world.records.find(orderId)) !== null);
    expect(problemOf(await server.http.post(`${orders}/${orderId}/capture`))).toBe(
      `409 already_completed ${PROBLEM}`,
    );
    const { reference } = captured.data.operation;
    const refund = await server.http.post(`${orders}/${orderId}/refund`, { reference });
    expect([refund.status, refund.data.operation.status]).toEqual([200, 'executed']);
    const unknown = await server.http.post(`${orders}/nobody-knows/capture`);
    expect(problemOf(unknown)).toBe(`404 order_not_found ${PROBLEM}`);
  });
});

describe('listing', () => {
  it('shows open and ended orders newest first, page by page, and finds them by prefix and state', async () => {
    const prefix = `list-${Date.now()}`;
    const ids = [1, 2, 3, 4].map((number) => `${prefix}-${number}`);
    for (const orderId of ids) await placed({ orderId });
    const cancelled = await server.http.post(`${orders}/${ids[1]}/cancel`, { note: 'Changed their mind' });
    expect([cancelled.status, cancelled.data.reservation.state]).toEqual([200, 'cancelled']);
    await until(
      'the cancelled one has ended',
      async () => (await server.world.records.find(ids[1] ?? '')) !== null,
    );
    const pages = async (query: object): Promise<string[]> => {
      const found: string[] = [];
      let cursor: string | null = null;
      for (let page = 0; page < 10; page += 1) {
        const params: object = { q: prefix, limit: 3, ...query, ...(cursor === null ? {} : { cursor }) };
        const response: { status: number; data: { items: Reservation[]; nextCursor: string | null } } =
          await server.http.get(orders, { params });
        expect(response.status).toBe(200);
        found.push(...response.data.items.map(({ orderId }) => orderId));
        cursor = response.data.nextCursor;
        if (cursor === null) break;
      }
      return found;
    };
    const newest = [...ids].reverse();
    await until('the store lists all of them', async () => (await pages({})).length === 4);
    expect(await pages({})).toEqual(newest);
    expect(await pages({ sort: 'captureBy' })).toEqual(newest);
    expect(await pages({ state: 'cancelled' })).toEqual([ids[1]]);
    await until(
      'the store has every state',
      async () => (await pages({ state: 'awaitingPayment' })).length === 3,
    );
    expect(await pages({ state: 'awaitingPayment' })).toEqual(newest.filter((id) => id !== ids[1]));
    expect(await pages({ attention: 'true' })).toEqual([]);
    expect(await pages({ captureBefore: '2099-01-01T00:00:00Z' })).toEqual([]);
  });

  it('finds holds by their deadline and by their uuid', async () => {
    const late = await reserved({ policy: { captureWindow: 'P5D' } });
    const early = await reserved({ policy: { captureWindow: 'P3D' } });
    const found = await until('both are listed by deadline', async () => {
      const params = {
        state: 'reserved',
        sort: 'captureBy',
        captureBefore: late.deadlines.captureBy,
        limit: 200,
      };
      const { data } = await server.http.get(orders, {
        params: { ...params, captureBefore: plusSecond(late) },
      });
      const ids = (data.items as Reservation[]).map(({ orderId }) => orderId);
      return ids.includes(late.orderId) && ids.includes(early.orderId) ? ids : null;
    });
    expect(found.indexOf(early.orderId)).toBeLessThan(found.indexOf(late.orderId));
    const byUuid = await server.http.get(orders, { params: { q: early.reservationUuid } });
    expect(byUuid.data.items.map(({ orderId }: Reservation) => orderId)).toEqual([early.orderId]);
  });
});

function plusSecond({ deadlines }: Reservation): string {
  return new Date(Date.parse(deadlines.captureBy ?? '') + 1000).toISOString();
}
