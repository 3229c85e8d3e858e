/**
 * An order of two years ago, in whose engine nothing is left of it: the namespace's retention is cut to a second, and the
 * server has deleted its run by that. Found, listed, exported to CSV, its id still taken, and its money still given back.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { WorkflowNotFoundError } from '@temporalio/client';
import type { OrderInput } from '../../workflows/order';
import type { Reservation } from '../../workflows/view';
import { type EngineServer, startEngineServer } from '../http/engine-server';
import { describeOverStores } from '../records/stores';
import { leaveFigure } from '../support/figures';
import { anOrder, executions } from '../support/orders';
import { until } from '../support/until';
import { makeOlder } from './record-rows';
import { RETENTION_S, type ShortMemoryEngine, startShortMemoryEngine } from './short-memory-engine';

const DAYS = 730;
const YEARS_AGO = Date.now() - DAYS * 86_400_000;
const PATIENT = { patienceMs: 60_000, pollMs: 100 };

const directory = mkdtempSync(join(tmpdir(), 'holdfast-years-'));
let engine: ShortMemoryEngine;
beforeAll(async () => {
  engine = await startShortMemoryEngine(directory);
}, 120_000);
afterAll(async () => {
  await engine?.stop();
  rmSync(directory, { recursive: true, force: true });
});

describeOverStores('an order of two years ago', (freshUrl) => {
  let at: EngineServer;
  const old = anOrder({ policy: { captureAt: 'reserved' } });
  const recent = anOrder();
  const open = anOrder();

  const get = async (path: string) => (await at.http.get(path)).data;
  const reservationOf = (orderId: string): Promise<Reservation> => get(`/v1/reservations/${orderId}`);

  async function placed(order: OrderInput): Promise<Reservation> {
    const { status, data } = await at.http.post('/v1/reservations', order);
    expect(status).toBe(201);
    return data;
  }

  /** Until the server has deleted every run of it, of its own accord. */
  function untilEngineForgot(orderId: string): Promise<true> {
    const { client, records } = at.world;
    return until(
      `the engine has forgotten ${orderId}`,
      async () => {
        if ((await records.find(orderId)) === null) return false;
        return client.workflow
          .getHandle(`reservation/${orderId}`)
          .describe()
          .then(() => false as const)
          .catch((error: unknown) => {
            if (error instanceof WorkflowNotFoundError) return true as const;
            throw error;
          });
      },
      PATIENT,
    );
  }

  beforeAll(async () => {
    const recordsUrl = await freshUrl();
    at = await startEngineServer({ recordsUrl, engineAddress: engine.address });
    const { reservationUuid } = await placed(old);
    at.world.sandbox.control.pay(reservationUuid ?? '');
    await placed(recent);
    await at.http.post(`/v1/reservations/${recent.orderId}/cancel`, { note: 'not wanted' });
    await placed(open);
    const began = performance.now();
    await untilEngineForgot(old.orderId);
    await untilEngineForgot(recent.orderId);
    leaveFigure(
      'the engine had forgotten an ended order after',
      Math.round(performance.now() - began) / 1000,
      's',
    );
    leaveFigure('retention of the namespace in that test', RETENTION_S, 's');
    await makeOlder(recordsUrl, old.orderId, DAYS);
  }, 120_000);
  afterAll(() => at?.close());

  it('is found, with what became of it', async () => {
    const found = await reservationOf(old.orderId);
    expect(found).toMatchObject({ state: 'completed', amounts: { capturedMinor: 300_000 } });
    expect(Math.abs(Date.parse(found.createdAt) - YEARS_AGO)).toBeLessThan(3_600_000);
    const { items } = await get(`/v1/reservations/${old.orderId}/events`);
    expect(items.map(({ type }: { type: string }) => type)).toContain('capture_executed');
  });

  it.each([
    ['the beginning of its id', () => `q=${old.orderId.slice(0, 20)}`],
    ['its reservation', async () => `q=${(await reservationOf(old.orderId)).reservationUuid}`],
    ['its state', () => 'state=completed'],
  ])('is listed by %s', async (_, query) => {
    const { items } = await get(`/v1/reservations?${await query()}`);
    expect(items.map(({ orderId }: Reservation) => orderId)).toEqual([old.orderId]);
  });

  it('is listed behind what is open and what has just ended, page by page', async () => {
    const ids: string[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const page = await get(`/v1/reservations?limit=1${cursor && `&cursor=${cursor}`}`);
      ids.push(...page.items.map(({ orderId }: Reservation) => orderId));
      cursor = page.nextCursor;
    }
    expect(ids).toEqual([open.orderId, recent.orderId, old.orderId]);
  });

  it('is exported to CSV', async () => {
    const { data } = await at.http.get('/v1/reservations?state=completed', {
      headers: { Accept: 'text/csv' },
    });
    const { reservationUuid, deadlines, createdAt } = await reservationOf(old.orderId);
    const row = `${old.orderId},completed,,NOK,300000,300000,300000,0,0,${deadlines.captureBy},${reservationUuid},${createdAt}`;
    expect(data.trim().split(/\r?\n/).slice(1)).toEqual([row]);
  });

  it('keeps its id: the same body is the same reservation, another body is refused', async () => {
    const { reservationUuid } = await reservationOf(old.orderId);
    const again = await at.http.post('/v1/reservations', old);
    expect({
      status: again.status,
      reservationUuid: again.data.reservationUuid,
      state: again.data.state,
    }).toEqual({
      status: 200,
      reservationUuid,
      state: 'completed',
    });
    const other = await at.http.post('/v1/reservations', { ...old, currency: 'SEK' });
    expect([other.status, other.data.code]).toEqual([409, 'order_id_reused']);
    expect(executions(at.world, { reservationUuid })).toEqual(executions(at.world, again.data));
  });

  it('is refunded once, however often it is asked with one key, and stays refunded', async () => {
    const before = await reservationOf(old.orderId);
    const reference = before.operations.find(({ kind }) => kind === 'capture')?.reference;
    const refund = () =>
      at.http.post(
        `/v1/reservations/${old.orderId}/refund`,
        { reference, amountMinor: 100_000, note: 'a late complaint' },
        { headers: { 'Idempotency-Key': 'refund-of-years-ago' } },
      );
    const first = await refund();
    expect([first.status, first.data.operation?.status]).toEqual([200, 'executed']);
    await untilEngineForgot(old.orderId);
    const second = await refund();
    expect(second.data.operation.operationId).toBe(first.data.operation.operationId);
    expect(executions(at.world, before).filter((kind) => kind === 'refund')).toHaveLength(1);
    const { amounts, createdAt } = await reservationOf(old.orderId);
    expect([amounts.refundedMinor, createdAt]).toEqual([100_000, before.createdAt]);
  }, 90_000);
});
