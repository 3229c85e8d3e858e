/** Pages over everything real, while orders end, are opened again, continue as new and are placed anew between them. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Reservation } from '../../src/client';
import type { OrderInput } from '../../workflows/order';
import { anOrder } from '../support/orders';
import { until } from '../support/until';
import { type EngineServer, startEngineServer } from './engine-server';

let server: EngineServer;
beforeAll(async () => {
  server = await startEngineServer();
});
afterAll(() => server.close());

const orders = '/v1/reservations';

interface Page {
  items: Reservation[];
  nextCursor: string | null;
}

async function page(query: object, cursor: string | null = null): Promise<Page> {
  const params = { limit: 2, ...query, ...(cursor === null ? {} : { cursor }) };
  const { status, data } = await server.http.get(orders, { params });
  expect([status, data.unreadable]).toEqual([200, undefined]);
  return data;
}

/** Every page, with something done between the first and the second. */
async function walk(
  query: object,
  between: () => Promise<unknown> = async () => undefined,
): Promise<string[]> {
  const first = await page(query);
  await between();
  const found = [...first.items];
  for (let { nextCursor } = first; nextCursor !== null; ) {
    const next = await page(query, nextCursor);
    found.push(...next.items);
    nextCursor = next.nextCursor;
  }
  return found.map(({ orderId }) => orderId);
}

let batch = 0;

/** Orders of one prefix, oldest first, that the store lists. */
async function placed(
  count: number,
  overrides: Partial<OrderInput> = {},
): Promise<{ q: string; ids: string[] }> {
  batch += 1;
  const q = `page-${batch}-${Date.now()}-`;
  const ids = Array.from({ length: count }, (_, index) => `${q}${index}`);
  for (const orderId of ids) {
    const { status } = await server.http.post(orders, anOrder({ ...overrides, orderId }));
    expect(status).toBe(201);
  }
  await until('the store lists all of them', async () => (await walk({ q })).length === count);
  return { q, ids };
}

const post = (orderId: string | undefined, command: string, body: object = {}) =>
  server.http.post(`${orders}/${orderId}/${command}`, body);

function untilRecorded(orderId: string | undefined): Promise<unknown> {
  return until(`${orderId} has ended`, async () => (await server.world.records.find(orderId ?? '')) !== null);
}

/** Captured, completed and recorded; gives the capture's reference. */
async function ended(orderId: string | undefined): Promise<string> {
  const { data } = await server.http.get(`${orders}/${orderId}`);
  server.world.sandbox.control.pay(data.reservationUuid);
  await until('it is held', async () => {
    const now = await server.http.get(`${orders}/${orderId}`);
    return now.data.state === 'reserved';
  });
  const captured = await post(orderId, 'capture');
  await untilRecorded(orderId);
  return captured.data.operation.reference;
}

/** Opens an ended order again, for a refund of which the outcome stays unknown: it goes on. */
async function openAgain(orderId: string | undefined, reference: string): Promise<void> {
  const { data } = await server.http.get(`${orders}/${orderId}`);
  const { reservationUuid } = data;
  server.world.sandbox.control.setFault({
    call: 'refund',
    kind: '510',
    when: 'before',
    times: 1,
    reservationUuid,
  });
  const refunding = await post(orderId, 'refund', { reference, amountMinor: 1 });
  expect([refunding.status, refunding.data.operation.status]).toEqual([202, 'unknown']);
}

describe('pages, newest first', () => {
  it('hold each order once while one that is still to come ends', async () => {
    const { q, ids } = await placed(6);
    const found = await walk({ q }, async () => {
      await post(ids[2], 'cancel', { note: 'Called off' });
      await untilRecorded(ids[2]);
    });
    expect(found).toEqual([...ids].reverse());
  });

  it('hold each order once while one that was shown ends', async () => {
    const { q, ids } = await placed(5);
    const found = await walk({ q }, async () => {
      await post(ids[4], 'cancel', { note: 'Called off' });
      await untilRecorded(ids[4]);
    });
    expect(found).toEqual([...ids].reverse());
  });

  it('hold each order once while an ended one is opened again, before and after the store knows', async () => {
    const { q, ids } = await placed(5);
    const reference = await ended(ids[1]);
    expect(await walk({ q }, () => openAgain(ids[1], reference))).toEqual([...ids].reverse());
    await until('the store knows', async () => (await page({ q, attention: true })).items.length === 1);
    expect(await walk({ q })).toEqual([...ids].reverse());
  });

  it('hold each order once while one continues as new', async () => {
    const { q, ids } = await placed(5);
    const handle = server.world.client.workflow.getHandle(`reservation/${ids[1]}`);
    const { runId } = await handle.describe();
    const found = await walk({ q }, () =>
      until('it runs in a new run', async () => {
        await handle.signal('capture', { note: 'x'.repeat(90_000) });
        return (await handle.describe()).runId !== runId;
      }),
    );
    expect(found).toEqual([...ids].reverse());
    expect(await walk({ q })).toEqual([...ids].reverse());
  });

  it('hold each order once while orders are placed and cancelled all the time', async () => {
    const { q, ids } = await placed(12);
    let isOver = false;
    const busy = (async () => {
      for (let index = 0; !isOver; index += 1) {
        await server.http.post(orders, anOrder({ orderId: `${q}new-${index}` }));
        if (index < ids.length) await post(ids[index], 'cancel', { note: 'Called off' });
      }
    })();
    const found = await walk({ q });
    isOver = true;
    await busy;
    const old = found.filter((orderId) => !orderId.startsWith(`${q}new-`));
    expect(old).toEqual([...ids].reverse());
    expect(new Set(found).size).toBe(found.length);
  });
});

describe('filters', () => {
  it('show no failed life of an order that was placed anew', async () => {
    const q = `anew-${Date.now()}`;
    const refused = anOrder({
      orderId: q,
      currency: 'KWD',
      lines: [{ name: 'Cabin', amountMinor: 100_001, taxPercent: 12 }],
    });
    expect((await server.http.post(orders, refused)).status).toBe(409);
    await until('it is listed as failed', async () => (await walk({ q, state: 'failed' })).length === 1);
    expect((await server.http.post(orders, { ...refused, currency: 'NOK' })).status).toBe(201);
    await until(
      'it is listed as open',
      async () => (await walk({ q, state: 'awaitingPayment' })).length === 1,
    );
    expect(await walk({ q, state: 'failed' })).toEqual([]);
    expect(await walk({ q })).toEqual([q]);
  });

  it('go by what the order is, and not by what its record or the store still says', async () => {
    const { q, ids } = await placed(2);
    const reference = await ended(ids[0]);
    expect(await walk({ q, attention: false })).toEqual([ids[1], ids[0]]);
    await openAgain(ids[0], reference);
    await until('it waits for a person', async () => {
      const { data } = await server.http.get(`${orders}/${ids[0]}`);
      return data.attention !== null;
    });
    await until('the store knows', async () => (await walk({ q, attention: true })).length === 1);
    expect(await walk({ q, attention: false })).toEqual([ids[1]]);
  });
});

describe('pages by deadline', () => {
  it('hold the dated first, earliest first, then the others, newest first; each once', async () => {
    const { q, ids } = await placed(5);
    const early = `${q}early`;
    await server.http.post(orders, anOrder({ orderId: early, policy: { captureWindow: 'P3D' } }));
    for (const orderId of [ids[1], early]) {
      const { data } = await server.http.get(`${orders}/${orderId}`);
      server.world.sandbox.control.pay(data.reservationUuid);
      await until('the store has its deadline', async () => {
        const { items } = await page({ q, captureBefore: '2099-01-01T00:00:00Z', limit: 10 });
        return items.some((item) => item.orderId === orderId);
      });
    }
    const expected = [early, ids[1], ids[4], ids[3], ids[2], ids[0]];
    expect(await walk({ q, sort: 'captureBy' })).toEqual(expected);
    const found = await walk({ q, sort: 'captureBy' }, async () => {
      await post(early, 'cancel', { note: 'Called off' });
      await post(ids[2], 'cancel', { note: 'Called off' });
      await untilRecorded(early);
      await untilRecorded(ids[2]);
    });
    expect(found).toEqual(expected);
    expect(await walk({ q, sort: 'captureBy' })).toEqual(expected);
  });
});
