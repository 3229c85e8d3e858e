/** What a person reads of one order, over everything real: its sheet, and its customer shown on purpose. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Reservation } from '../../src/client';
import { createOrderSheets } from '../../src/client/order-sheet';
import { RecordsUnavailableError } from '../../src/records/records-errors';
import type { OrderInput } from '../../workflows/order';
import { anOrder } from '../support/orders';
import { until } from '../support/until';
import { type EngineServer, startEngineServer } from './engine-server';
import { noDashboard } from './fake-dashboard';
import { KEYS, problemOf, runServer } from './running-server';

const PROBLEM = 'application/problem+json';
const orders = '/v1/reservations';
let server: EngineServer;

beforeAll(async () => {
  server = await startEngineServer();
});
afterAll(() => server.close());

async function reserved(overrides: Partial<OrderInput> = {}): Promise<Reservation> {
  const { data } = await server.http.post(orders, anOrder(overrides));
  server.world.sandbox.control.pay(data.reservationUuid);
  return until(`${data.orderId} is reserved`, async () => {
    const { data: now } = await server.http.get(`${orders}/${data.orderId}`);
    return now.state === 'reserved' ? now : null;
  });
}

async function ended(orderId: string): Promise<void> {
  await until(`${orderId} is recorded`, async () => (await server.world.records.find(orderId)) !== null);
}

const sheetOf = async (orderId: string) => (await server.http.get(`${orders}/${orderId}/sheet`)).data;

describe('the sheet of an order', () => {
  it('shows lines, what moved by line, and the timer, its customer masked, to every role', async () => {
    const hold = await reserved({ policy: { complete: 'manual' } });
    const captured = await server.http.post(`${orders}/${hold.orderId}/capture`, { amountMinor: 250_000 });
    expect(captured.status).toBe(200);
    for (const key of Object.values(KEYS)) {
      const { status, data } = await server.as(key).get(`${orders}/${hold.orderId}/sheet`);
      expect(status).toBe(200);
      expect(data).toEqual({
        lines: [
          { line: 0, name: 'Cabin, two nights', amountMinor: 240_000, taxPercent: 12 },
          { line: 1, name: 'Cleaning', amountMinor: 60_000, taxPercent: 25 },
        ],
        customer: { name: 'K… N…', email: 'k…@e….com', phone: '+47 …68', isMasked: true },
        movements: [
          {
            reference: captured.data.operation.reference,
            kind: 'capture',
            amountMinor: 250_000,
            refundedMinor: 0,
            at: captured.data.operation.settledAt,
            lines: [
              { line: 0, name: 'Cabin, two nights', amountMinor: 240_000, refundedMinor: 0 },
              { line: 1, name: 'Cleaning', amountMinor: 10_000, refundedMinor: 0 },
            ],
          },
        ],
        timer: { at: hold.deadlines.captureAt, does: 'none' },
        asOf: expect.any(String),
        shown: [],
      });
    }
  });

  it('shows a charge by its own lines, and what was refunded of each', async () => {
    const { orderId } = await reserved({ policy: { complete: 'manual' } });
    const lines = [
      { name: 'Minibar', amountMinor: 9_000, taxPercent: 25 },
      { name: 'Late checkout', amountMinor: 5_000, taxPercent: 12 },
    ];
    const { data } = await server.http.post(`${orders}/${orderId}/charge`, { lines });
    const { reference } = data.operation;
    const refund = { reference, lines: [{ line: 1, amountMinor: 2_000 }] };
    expect((await server.http.post(`${orders}/${orderId}/refund`, refund)).status).toBe(200);
    expect((await sheetOf(orderId)).movements).toMatchObject([
      {
        reference,
        kind: 'charge',
        refundedMinor: 2_000,
        lines: [
          { line: 0, name: 'Minibar', amountMinor: 9_000, refundedMinor: 0 },
          { line: 1, name: 'Late checkout', amountMinor: 5_000, refundedMinor: 2_000 },
        ],
      },
    ]);
  });

  it('tells of the timer what the row of a list tells, and the reservation', async () => {
    const { orderId, timer, deadlines } = await reserved({ policy: { capture: 'manual' } });
    expect(timer).toEqual({ at: deadlines.captureAt, does: 'release' });
    expect((await sheetOf(orderId)).timer).toEqual(timer);
    const row = await until(`${orderId} is listed`, async () => {
      const { data } = await server.http.get(`${orders}?q=${orderId}&state=reserved`);
      return (data.items as Reservation[]).find((one) => one.orderId === orderId) ?? null;
    });
    expect(row.timer).toEqual(timer);
  });

  it('is read from the record once the order has ended', async () => {
    const { orderId } = await reserved();
    await server.http.post(`${orders}/${orderId}/capture`, {});
    await ended(orderId);
    expect((await server.http.get(`${orders}/${orderId}`)).data.timer).toBeNull();
    expect(await sheetOf(orderId)).toMatchObject({
      customer: { name: 'K… N…', isMasked: true },
      movements: [{ kind: 'capture', amountMinor: 300_000 }],
      timer: null,
    });
  });

  it('says of an unknown order that it is unknown', async () => {
    expect(problemOf(await server.http.get(`${orders}/nobody/sheet`))).toBe(`404 order_not_found ${PROBLEM}`);
  });
});

describe('the customer, shown on purpose', () => {
  it('is shown whole to an operator, and everybody sees that he was', async () => {
    const customer = { ...anOrder().customer, personalNumber: '01017012345' };
    const { orderId } = await reserved({ customer });
    const before = new Date().toISOString();
    const { status, data } = await server.http.post(`${orders}/${orderId}/customer`, {});
    const { personalNumber, ...known } = customer;
    expect([status, data]).toEqual([200, { customer: { ...known, phone: '+47 46567468' } }]);
    expect(JSON.stringify(data)).not.toContain(personalNumber);
    expect((await server.http.post(`${orders}/${orderId}/customer`)).status).toBe(200);
    const { shown } = await sheetOf(orderId);
    const [first, second] = shown.map(({ by }: { by: string }) => by);
    expect(first).toMatch(/^operator-[\da-f]{8}$/);
    expect(second).toBe(first);
    expect(shown[0].at >= before).toBe(true);
  });

  it('is shown of an order that has ended too', async () => {
    const { orderId } = await reserved();
    await server.http.post(`${orders}/${orderId}/cancel`, { note: 'not coming' });
    await ended(orderId);
    const { data } = await server.http.post(`${orders}/${orderId}/customer`, {});
    expect(data.customer.name).toBe('Kari Nordmann');
    expect((await sheetOf(orderId)).shown).toHaveLength(1);
  });

  it.each(['viewer', 'booking'] as const)(
    'is not shown to the role %s, and nothing is kept',
    async (role) => {
      const { orderId } = await reserved();
      const refused = await server.as(KEYS[role]).post(`${orders}/${orderId}/customer`, {});
      expect(problemOf(refused)).toBe(`403 role_not_allowed ${PROBLEM}`);
      expect((await sheetOf(orderId)).shown).toEqual([]);
    },
  );

  it('is not asked for by reading, nor of an order that nobody knows', async () => {
    const { orderId } = await reserved();
    expect((await server.http.get(`${orders}/${orderId}/customer`)).status).toBe(405);
    const unknown = await server.http.post(`${orders}/nobody/customer`, {});
    expect(problemOf(unknown)).toBe(`404 order_not_found ${PROBLEM}`);
    expect(await server.world.records.showingsOf('nobody')).toEqual([]);
    const wordy = await server.http.post(`${orders}/${orderId}/customer`, { reason: 'curious' });
    expect(problemOf(wordy)).toBe(`422 invalid_command ${PROBLEM}`);
  });
});

describe('a record that cannot be written', () => {
  it('keeps the customer from being shown', async () => {
    const { client, taskQueue, records } = server.world;
    const broken = {
      find: records.find.bind(records),
      page: records.page.bind(records),
      showingsOf: records.showingsOf.bind(records),
      keepShowing: async () => {
        throw new RecordsUnavailableError('written', new Error('disk full'));
      },
    };
    const sheets = createOrderSheets({ client, taskQueue, records: broken });
    const { http } = await runServer({ ...noDashboard(), sheets });
    const { orderId } = await reserved();
    const refused = await http.post(`${orders}/${orderId}/customer`, {});
    expect(problemOf(refused)).toBe(`503 records_unavailable ${PROBLEM}`);
    expect(JSON.stringify(refused.data)).not.toContain('Nordmann');
  });
});
