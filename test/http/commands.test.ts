/** Placing and commanding: the statuses and documents that a booking system sees, whatever the workflow answers. */
import { describe, expect, it } from '@jest/globals';
import {
  AnswerPendingError,
  CommandRefusedError,
  EngineBusyError,
  EngineUnavailableError,
  type ReservationsClient,
} from '../../src/client';
import { RecordsUnavailableError } from '../../src/records/records-errors';
import { sampleOrder } from '../orders/sample-order';
import { fakeReservations, sampleOperation, sampleReservation } from './fake-reservations';
import { problemOf, runServer } from './running-server';

const PROBLEM = 'application/problem+json';
const orders = '/v1/reservations';
const one = `${orders}/booking-1042`;

async function serverWith(overrides: Partial<ReservationsClient>) {
  return (await runServer({ reservations: fakeReservations(overrides) })).http;
}

function failing(error: unknown): () => Promise<never> {
  return async () => {
    throw error;
  };
}

describe('placing an order', () => {
  it.each([
    [201, true, 'awaitingPayment'],
    [200, false, 'reserved'],
    [202, true, 'submitting'],
  ] as const)('answers %d when created is %s and the state is %s', async (status, created, state) => {
    const reservation = sampleReservation({ state });
    const http = await serverWith({ place: async () => ({ reservation, created }) });
    const response = await http.post(orders, sampleOrder());
    expect([response.status, response.headers.location]).toEqual([status, one]);
    expect(response.data).toEqual(reservation);
  });

  it('answers 202 with the reservation as it is when the wait runs out', async () => {
    const reservation = sampleReservation({ state: 'submitting', reservationUuid: null, checkoutUrl: null });
    const http = await serverWith({
      place: failing(new AnswerPendingError()),
      reservation: async () => reservation,
    });
    const response = await http.post(orders, sampleOrder());
    expect([response.status, response.headers.location, response.data.state]).toEqual([
      202,
      one,
      'submitting',
    ]);
  });

  it('answers 503 when the wait runs out and no worker has taken the order', async () => {
    const http = await serverWith({ place: failing(new AnswerPendingError()) });
    const response = await http.post(orders, sampleOrder());
    expect(problemOf(response)).toBe(`503 engine_unavailable ${PROBLEM}`);
  });

  it('hands the order on exactly as it was sent', async () => {
    const seen: unknown[] = [];
    const http = await serverWith({
      place: async (order) => {
        seen.push(order);
        return { reservation: sampleReservation(), created: true };
      },
    });
    await http.post(orders, sampleOrder());
    expect(seen).toEqual([sampleOrder()]);
  });

  it('answers 422 naming every field at fault', async () => {
    const http = await serverWith({});
    const order = sampleOrder({
      currency: 'x',
      lines: [{ name: 'Cabin', amountMinor: 0.5, taxPercent: 12 }],
    });
    const response = await http.post(orders, order);
    expect(problemOf(response)).toBe(`422 order_invalid ${PROBLEM}`);
    expect(response.data.errors.map((fault: { path: string }) => fault.path)).toEqual([
      'currency',
      'lines.0.amountMinor',
    ]);
  });

  it.each([
    ['order_id_reused', 409],
    ['order_invalid', 422],
    ['order_ending', 503],
  ] as const)('answers the refusal %s with %d', async (code, status) => {
    const errors = [{ path: 'linkExpiresAt', message: 'must not be in the past' }];
    const http = await serverWith({ place: failing(new CommandRefusedError(code, 'Refused.', { errors })) });
    const response = await http.post(orders, sampleOrder());
    expect(problemOf(response)).toBe(`${status} ${code} ${PROBLEM}`);
    expect(response.data).toMatchObject({ detail: 'Refused.', errors, status });
  });

  it('shows the provider’s refusal with its field messages', async () => {
    const provider = {
      status: 417,
      message: 'payloadValidationErrors',
      fields: ['The name field is required.'],
    };
    const refused = new CommandRefusedError('provider_refused', 'The provider refused this submit.', {
      state: 'failed',
      provider,
      operation: sampleOperation({ kind: 'submit', status: 'refused' }),
    });
    const response = await (await serverWith({ place: failing(refused) })).post(orders, sampleOrder());
    expect(problemOf(response)).toBe(`409 provider_refused ${PROBLEM}`);
    expect(response.data).toMatchObject({ provider, state: 'failed', operation: { kind: 'submit' } });
  });
});

describe('a command', () => {
  const operation = sampleOperation();
  const reservation = sampleReservation({ state: 'captured', operations: [operation] });

  it('answers 200 with the operation and the reservation once it was executed', async () => {
    const http = await serverWith({ capture: async () => ({ operation, reservation }) });
    const response = await http.post(`${one}/capture`);
    expect([response.status, response.data]).toEqual([200, { operation, reservation }]);
  });

  it('answers 202 with Location when the wait runs out, and follows the operation of its key', async () => {
    const asked: string[] = [];
    const http = await serverWith({
      capture: async (_orderId, _body, context) => {
        asked.push(context?.operationId ?? '');
        throw new AnswerPendingError();
      },
      reservation: async () =>
        sampleReservation({
          operations: [sampleOperation({ operationId: asked[0] ?? '', status: 'unknown' })],
        }),
    });
    const response = await http.post(`${one}/capture`, {}, { headers: { 'Idempotency-Key': 'first try' } });
    expect(response.status).toBe(202);
    expect(response.headers.location).toBe(`${one}/operations/${asked[0]}`);
    expect(response.data.operation).toMatchObject({ operationId: asked[0], status: 'unknown' });
  });

  it.each([
    ['executed', null, 200, undefined],
    ['refused', 'already_captured', 409, 'already_captured'],
    ['refused', 'requestedCaptureAmountExceedAvailableCaptureRunway', 409, 'provider_refused'],
  ] as const)(
    'answers for an operation %s (%s) after the wait as if it had come in time',
    async (status, reason, expected, code) => {
      const settled = sampleOperation({ operationId: 'op-9', status, reason });
      const http = await serverWith({
        resolve: failing(new AnswerPendingError()),
        cancel: async (_orderId, _body, context) => {
          settled.operationId = context?.operationId ?? '';
          throw new AnswerPendingError();
        },
        reservation: async () => sampleReservation({ operations: [settled] }),
      });
      const response = await http.post(`${one}/cancel`, { note: 'No show' });
      expect([response.status, response.data.code]).toEqual([expected, code]);
    },
  );

  it('answers 503 when the wait runs out and the order knows nothing of the operation', async () => {
    const http = await serverWith({
      capture: failing(new AnswerPendingError()),
      reservation: async () => sampleReservation(),
    });
    expect(problemOf(await http.post(`${one}/capture`))).toBe(`503 engine_unavailable ${PROBLEM}`);
  });

  it('answers 409 with the state, the reason and what is allowed', async () => {
    const refused = new CommandRefusedError('capture_exceeds_runway', 'Refused.', {
      state: 'captured',
      allowedActions: ['refund'],
    });
    const http = await serverWith({ capture: failing(refused) });
    const response = await http.post(`${one}/capture`, { amountMinor: 5 });
    expect(problemOf(response)).toBe(`409 capture_exceeds_runway ${PROBLEM}`);
    expect(response.data).toMatchObject({ state: 'captured', allowedActions: ['refund'], status: 409 });
  });

  it.each([
    [new EngineUnavailableError(), 'engine_unavailable'],
    [new EngineBusyError(), 'engine_busy'],
    [new RecordsUnavailableError('read', new Error('gone')), 'records_unavailable'],
  ])('answers 503 with Retry-After to %s', async (error, code) => {
    const http = await serverWith({ capture: failing(error) });
    const response = await http.post(`${one}/capture`);
    expect(problemOf(response)).toBe(`503 ${code} ${PROBLEM}`);
    expect(Number(response.headers['retry-after'])).toBeGreaterThan(0);
  });

  it('answers 404 for an order that nobody knows', async () => {
    const http = await serverWith({});
    expect(problemOf(await http.post(`${one}/capture`))).toBe(`404 order_not_found ${PROBLEM}`);
  });

  it('answers 500 to what nobody foresaw, without telling what it was', async () => {
    const http = await serverWith({ capture: failing(new Error('kari@example.com could not be read')) });
    const response = await http.post(`${one}/capture`);
    expect(problemOf(response)).toBe(`500 internal_error ${PROBLEM}`);
    expect(JSON.stringify(response.data)).not.toContain('kari');
  });

  it('answers 422 to a body at fault and hands nothing on', async () => {
    const http = await serverWith({ capture: failing(new Error('reached')) });
    const body = { amountMinor: 1, lines: [{ line: 0, amountMinor: 1 }] };
    const response = await http.post(`${one}/capture`, body);
    expect(problemOf(response)).toBe(`422 invalid_command ${PROBLEM}`);
    expect(response.data.errors).toEqual([{ path: 'lines', message: expect.any(String) }]);
    expect(problemOf(await http.post(`${one}/cancel`))).toBe(`422 invalid_command ${PROBLEM}`);
    expect(problemOf(await http.post(`${one}/capture`, [1]))).toBe(`422 invalid_command ${PROBLEM}`);
  });

  it('is asked for in the name of the role that asks', async () => {
    const seen: unknown[] = [];
    const { as } = await runServer({
      reservations: fakeReservations({
        cancel: async (orderId, body, context, options) => {
          seen.push([orderId, body, context?.requestedBy, options?.waitMs]);
          return { operation, reservation };
        },
      }),
    });
    await as('booking-key-0123456789').post(`${one}/cancel`, { note: 'No show' });
    expect(seen).toEqual([['booking-1042', { note: 'No show' }, 'booking', 200]]);
  });
});

describe('the Idempotency-Key', () => {
  async function operationIds(requests: { orderId: string; key?: string }[]): Promise<string[]> {
    const ids: string[] = [];
    const http = await serverWith({
      capture: async (_orderId, _body, context) => {
        ids.push(context?.operationId ?? '');
        return { operation: sampleOperation(), reservation: sampleReservation() };
      },
    });
    for (const { orderId, key } of requests) {
      const headers = key === undefined ? {} : { 'Idempotency-Key': key };
      await http.post(`${orders}/${orderId}/capture`, {}, { headers });
    }
    return ids;
  }

  it('gives the same operation id for the same order and key, and tells nothing of the key', async () => {
    const [first, second] = await operationIds([
      { orderId: 'a', key: 'kari-pays' },
      { orderId: 'a', key: 'kari-pays' },
    ]);
    expect(first).toMatch(/^k-[0-9a-f]{20}$/);
    expect(second).toBe(first);
  });

  it('gives another id for another key, for another order, and for each request without a key', async () => {
    const ids = await operationIds([
      { orderId: 'a', key: 'one' },
      { orderId: 'a', key: 'two' },
      { orderId: 'b', key: 'one' },
      { orderId: 'a' },
      { orderId: 'a' },
    ]);
    expect(new Set(ids).size).toBe(5);
  });

  it.each([[''], ['x'.repeat(129)], ['nøkkel'], ['tab\there']])('is refused when it is %j', async (key) => {
    const http = await serverWith({ capture: failing(new Error('reached')) });
    const response = await http.post(`${one}/capture`, {}, { headers: { 'Idempotency-Key': key } });
    expect(problemOf(response)).toBe(`422 idempotency_key_invalid ${PROBLEM}`);
  });

  it('answers 422 when the workflow knows the key from another command', async () => {
    const refused = new CommandRefusedError('idempotency_key_reused', 'Refused.', {});
    const http = await serverWith({ capture: failing(refused) });
    expect(problemOf(await http.post(`${one}/capture`))).toBe(`422 idempotency_key_reused ${PROBLEM}`);
  });
});
