/** The sandbox's hand over HTTP, over everything real: sample orders, paying, declining, time, faults. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import axios from 'axios';
import type { Reservation } from '../../src/client';
import { createSandboxDoor } from '../../src/start/sandbox-door';
import { until } from '../support/until';
import { type EngineServer, startEngineServer } from './engine-server';
import { fakeReservations, sampleReservation } from './fake-reservations';
import { KEYS, problemOf, runServer } from './running-server';

const PROBLEM = 'application/problem+json';
let server: EngineServer;

beforeAll(async () => {
  server = await startEngineServer();
});
afterAll(() => server.close());
afterEach(() => server.world.sandbox.control.clearFaults());

const act = (orderId: string, name: string, body?: object) =>
  server.http.post(`/v1/sandbox/orders/${orderId}/${name}`, body);

async function sample(body?: object): Promise<Reservation> {
  const { status, data } = await server.http.post('/v1/sandbox/sample-order', body);
  expect(status).toBe(201);
  return data;
}

async function untilState(orderId: string, state: string): Promise<Reservation> {
  return until(`${orderId} is ${state}`, async () => {
    const { data } = await server.http.get(`/v1/reservations/${orderId}`);
    return data.state === state ? data : null;
  });
}

describe('a sample order', () => {
  it('is placed with an invented customer, each time another one', async () => {
    const [first, second] = [await sample(), await sample({})];
    expect(first).toMatchObject({ state: 'awaitingPayment', amounts: { orderMinor: 300_000 } });
    expect(first.orderId).toMatch(/^sample-/);
    expect(second.orderId).not.toBe(first.orderId);
  });

  it('has the amount and the policy that were wished for', async () => {
    const wished = { amountMinor: 12_345, policy: { capture: 'manual', captureWindow: 'P2D' } };
    expect(await sample(wished)).toMatchObject({ amounts: { orderMinor: 12_345 }, policy: wished.policy });
  });

  it.each([{ amountMinor: 0 }, { amountMinor: 1.5 }, { policy: { capture: 'never' } }, { orderId: 'mine' }])(
    'is refused as %j',
    async (body) => {
      const refused = await server.http.post('/v1/sandbox/sample-order', body);
      expect(problemOf(refused)).toBe(`422 invalid_command ${PROBLEM}`);
    },
  );
});

describe('its customer', () => {
  it('pays, once', async () => {
    const { orderId } = await sample();
    const paid = await act(orderId, 'pay');
    expect([paid.status, paid.data]).toEqual([204, '']);
    await untilState(orderId, 'reserved');
    expect(problemOf(await act(orderId, 'pay'))).toBe(`409 sandbox_refused ${PROBLEM}`);
  });

  it('declines, and may pay after all', async () => {
    const { orderId } = await sample();
    expect((await act(orderId, 'decline')).status).toBe(204);
    expect((await act(orderId, 'pay')).status).toBe(204);
    await untilState(orderId, 'reserved');
  });

  it('cannot pay for what is not placed, or not known', async () => {
    expect(problemOf(await act('nobody', 'pay'))).toBe(`404 order_not_found ${PROBLEM}`);
    const { sandbox, client } = server.world;
    const submitting = sampleReservation({ state: 'submitting', reservationUuid: null });
    const { http } = await runServer({
      reservations: fakeReservations({ reservation: async () => submitting }),
      sandbox: createSandboxDoor({ sandbox, client, isEmbedded: true }),
    });
    const refused = await http.post('/v1/sandbox/orders/booking-1042/pay');
    expect(problemOf(refused)).toBe(`409 not_placed ${PROBLEM}`);
  });
});

describe('the clock of one order', () => {
  it('moves, and what falls due on the way happens', async () => {
    const { orderId } = await sample();
    await act(orderId, 'pay');
    await untilState(orderId, 'reserved');
    const early = await act(orderId, 'advance', { duration: 'P3D' });
    expect([early.status, early.data.state]).toEqual([200, 'reserved']);
    const late = await act(orderId, 'advance', { duration: 'P4D' });
    expect([late.status, late.data.state, late.data.amounts.capturedMinor]).toEqual([
      200,
      'completed',
      300_000,
    ]);
  });

  it('takes the sandbox with it: who pays then pays then', async () => {
    const { orderId } = await sample();
    expect((await act(orderId, 'advance', { duration: 'PT20H' })).status).toBe(200);
    await act(orderId, 'pay');
    const { deadlines } = await untilState(orderId, 'reserved');
    const aheadMs = Date.parse(deadlines.captureBy ?? '') - Date.now() - 7 * 24 * 3_600_000;
    expect(Math.abs(aheadMs - 20 * 3_600_000)).toBeLessThan(60_000);
  });

  it('does not move for an order that has ended, or that nobody knows', async () => {
    const { orderId } = await sample();
    await server.http.post(`/v1/reservations/${orderId}/cancel`, { note: 'not coming' });
    await until('it is recorded', async () => (await server.world.records.find(orderId)) !== null);
    await server.world.client.workflow.getHandle(`reservation/${orderId}`).result();
    expect(problemOf(await act(orderId, 'advance', { duration: 'P1D' }))).toBe(
      `409 clock_not_moved ${PROBLEM}`,
    );
    expect(problemOf(await act('nobody', 'advance', { duration: 'P1D' }))).toBe(
      `404 order_not_found ${PROBLEM}`,
    );
  });

  it.each([{}, { duration: '3 days' }, { duration: 'P0D' }, { duration: 'P401D' }, { duration: '-P1D' }])(
    'does not move by %j',
    async (body) => {
      const { orderId } = await sample();
      expect(problemOf(await act(orderId, 'advance', body))).toBe(`422 invalid_command ${PROBLEM}`);
    },
  );

  it('does not move on an engine that is not the embedded one', async () => {
    const { sandbox, client } = server.world;
    const { http } = await runServer({
      reservations: fakeReservations({ reservation: async () => sampleReservation() }),
      sandbox: createSandboxDoor({ sandbox, client, isEmbedded: false }),
    });
    const refused = await http.post('/v1/sandbox/orders/booking-1042/advance', { duration: 'P1D' });
    expect(problemOf(refused)).toBe(`409 clock_not_moved ${PROBLEM}`);
    expect(refused.data.detail).toContain('embedded');
  });
});

describe('faults', () => {
  it('are set, shown and taken away', async () => {
    const fault = { call: 'capture', kind: '500', when: 'after', times: 1 };
    const set = await server.http.post('/v1/sandbox/faults', fault);
    expect([set.status, set.data]).toEqual([201, { id: expect.any(Number) }]);
    const { data } = await server.http.get('/v1/sandbox');
    const faults = [{ id: set.data.id, fault, left: 1 }];
    expect(data).toEqual({ now: expect.any(String), faults, usedUp: [] });
    expect(Math.abs(Date.parse(data.now) - Date.now())).toBeLessThan(60_000);
    expect((await server.http.delete('/v1/sandbox/faults')).status).toBe(204);
    expect((await server.http.get('/v1/sandbox')).data.faults).toEqual([]);
  });

  it('that have struck as often as they were to are told apart, until they are taken away', async () => {
    const fault = { call: 'history', kind: '500', when: 'before', times: 1 };
    const { data } = await server.http.post('/v1/sandbox/faults', fault);
    const { sandbox } = server.world;
    await axios.get(`${sandbox.baseUrl}/connect/reservations/history`, {
      headers: { Authorization: `Bearer ${sandbox.token}` },
      validateStatus: () => true,
    });
    const usedUp = [{ id: data.id, fault }];
    expect((await server.http.get('/v1/sandbox')).data).toMatchObject({ faults: [], usedUp });
    await server.http.delete('/v1/sandbox/faults');
    expect((await server.http.get('/v1/sandbox')).data.usedUp).toEqual([]);
  });

  it('that are none are refused', async () => {
    const refused = await server.http.post('/v1/sandbox/faults', { call: 'capture', kind: 'gremlin' });
    expect(problemOf(refused)).toBe(`422 invalid_command ${PROBLEM}`);
  });
});

describe('the routes of the sandbox', () => {
  const routes: [string, string, object | undefined][] = [
    ['get', '/v1/sandbox', undefined],
    ['post', '/v1/sandbox/sample-order', undefined],
    ['post', '/v1/sandbox/orders/booking-1042/pay', undefined],
    ['post', '/v1/sandbox/orders/booking-1042/decline', undefined],
    ['post', '/v1/sandbox/orders/booking-1042/advance', { duration: 'P1D' }],
    ['post', '/v1/sandbox/faults', { callback: 'drop' }],
    ['delete', '/v1/sandbox/faults', undefined],
  ];
  const reservations = fakeReservations({ reservation: async () => sampleReservation() });

  it.each(routes)('are not there with a real provider: %s %s', async (method, url, data) => {
    const { http } = await runServer({ reservations, sandbox: null });
    expect(problemOf(await http.request({ method, url, data }))).toBe(`404 sandbox_only ${PROBLEM}`);
  });

  it.each(routes)('are for operators alone: %s %s', async (method, url, data) => {
    for (const role of ['viewer', 'booking'] as const) {
      const refused = await server.as(KEYS[role]).request({ method, url, data });
      expect(problemOf(refused)).toBe(`403 role_not_allowed ${PROBLEM}`);
    }
  });
});
