/** Forgetting an order's customer: what goes, what stays, and what can still be done with the order. */
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { startOptions } from '../../src/orders/start-options';
import type { Reservation } from '../../workflows/view';
import { type EngineServer, startEngineServer } from '../http/engine-server';
import { KEYS, problemOf } from '../http/running-server';
import { runSql } from '../records/run-sql';
import { describeOverStores } from '../records/stores';
import { executions, placeOrder, refusalOf } from '../support/orders';
import { liveThrough, PERSONAL, solveigsOrder, untilRecorded } from './solveig';

const PROBLEM = 'application/problem+json';
const TABLES = [
  'holdfast_ended_order',
  'holdfast_webhook',
  'holdfast_shown_customer',
  'holdfast_listed_order',
];

describeOverStores('a forgotten order', (freshUrl) => {
  let at: EngineServer;
  let recordsUrl = '';
  let before: Reservation;
  const order = solveigsOrder();
  const path = `/v1/reservations/${order.orderId}`;

  const forget = (id = order.orderId, note = 'asked for by letter') =>
    at.http.post(`/v1/reservations/${id}/forget`, { note });

  /** What of her stands in the record's tables. */
  async function foundInRecord(): Promise<string[]> {
    const tables = await Promise.all(TABLES.map((table) => runSql(recordsUrl, `select * from ${table}`)));
    const text = JSON.stringify(tables);
    return PERSONAL.filter((words) => text.includes(words));
  }

  async function runsInEngine(): Promise<string[]> {
    const runs: string[] = [];
    const ids = `'reservation/${order.orderId}', 'webhook/${order.orderId}'`;
    for await (const { workflowId } of at.world.client.workflow.list({ query: `WorkflowId IN (${ids})` }))
      runs.push(workflowId);
    return runs;
  }

  beforeAll(async () => {
    recordsUrl = await freshUrl();
    at = await startEngineServer({ recordsUrl });
    before = await liveThrough(at, order);
    await at.http.post(`${path}/customer`, {});
    const event = { id: '3', at: before.createdAt, type: 'hold_made', source: 'provider', data: {} };
    const told = { ...event, data: { reservedMinor: 300_000, words: 'Kanari asked for it' } };
    const webhook = { id: `msg-${order.orderId}`, orderId: order.orderId, eventId: '3', position: 6 };
    await at.world.records.webhooks.add(
      order.orderId,
      [{ ...webhook, type: 'reservation.reserved', event: told }],
      3,
      before.createdAt,
    );
    const shown = {
      changedAt: before.createdAt,
      shownAt: new Date().toISOString(),
      body: 'Kanari asked for it',
    };
    await at.world.records.listed.keep([{ orderId: order.orderId, runId: 'any', ...shown }]);
    await at.world.client.workflow.start(
      'webhook',
      startOptions({ workflowId: `webhook/${order.orderId}`, taskQueue: `${at.world.taskQueue}/nobody` }, [
        told,
      ]),
    );
  }, 60_000);
  afterAll(() => at?.close());

  it('is forgotten only once it has ended, and only by an operator', async () => {
    const open = solveigsOrder();
    await at.http.post('/v1/reservations', open);
    expect(problemOf(await forget(open.orderId))).toBe(`409 order_open ${PROBLEM}`);
    expect((await at.http.get(`/v1/reservations/${open.orderId}/export`)).data.order).toEqual(open);
    expect(problemOf(await forget('nobody-knows-it'))).toBe(`404 order_not_found ${PROBLEM}`);
    const byOther = await at.as(KEYS.booking).post(`${path}/forget`, { note: 'x' });
    expect(problemOf(byOther)).toBe(`403 role_not_allowed ${PROBLEM}`);
    expect(problemOf(await at.http.post(`${path}/forget`, {}))).toBe(`422 invalid_command ${PROBLEM}`);
  });

  it('has nothing of its customer left in the record and in the engine', async () => {
    expect(await foundInRecord()).toEqual(PERSONAL);
    const { status, data } = await forget();
    expect([status, data.runsDeleted, data.webhooksRedacted]).toEqual([200, 2, 1]);
    expect(data.forgotten).toMatchObject({ note: 'asked for by letter', by: expect.any(String) });
    expect(await foundInRecord()).toEqual([]);
    expect(await at.world.records.listed.find([order.orderId])).toEqual([]);
    expect(await runsInEngine()).toEqual([]);
  });

  it('keeps what tells of the money: amounts, operations, references and times', async () => {
    const { data } = await at.http.get(path);
    expect({ ...data, checkoutUrl: before.checkoutUrl }).toEqual(before);
    const { items } = (await at.http.get(`${path}/events`)).data;
    const executed = items.filter(({ type }: { type: string }) => type.endsWith('_executed'));
    expect(executed.map(({ data: fact }: { data: { amountMinor: number } }) => fact.amountMinor)).toEqual([
      null,
      null,
      200_000,
      15_000,
      null,
    ]);
    expect(items.at(-1)).toMatchObject({ type: 'customer_forgotten' });
    const { shown, movements, customer } = (await at.http.get(`${path}/sheet`)).data;
    expect(shown).toHaveLength(1);
    expect(movements.map(({ amountMinor }: { amountMinor: number }) => amountMinor)).toEqual([
      200_000, 15_000,
    ]);
    expect(customer.name).toBe('(forgotten)');
    const [webhook] = await at.world.records.webhooks.ofOrder(order.orderId);
    expect(webhook?.event).toMatchObject({ type: 'hold_made', data: { reservedMinor: 300_000 } });
  });

  it('keeps its id: no body is taken for it any more, and none is left behind', async () => {
    for (const body of [order, { ...order, currency: 'SEK' }])
      expect(problemOf(await at.http.post('/v1/reservations', body))).toBe(`409 order_forgotten ${PROBLEM}`);
    expect(await runsInEngine()).toEqual([]);
    expect((await refusalOf(placeOrder(at.world, order))).name).toBe('order_forgotten');
    await untilRecorded(at, order.orderId);
    expect(await foundInRecord()).toEqual([]);
    expect(executions(at.world, before).slice(-3)).toEqual(['capture', 'charge', 'complete']);
  });

  it('is refunded all the same, by line too, and what the provider tells of it is not kept', async () => {
    const referenceOf = (kind: string) => before.operations.find((one) => one.kind === kind)?.reference;
    const refunds = [
      {
        reference: referenceOf('capture'),
        lines: [{ line: 0, amountMinor: 50_000 }],
        note: 'Kanari asked for it',
      },
      { reference: referenceOf('charge'), lines: [{ line: 0, amountMinor: 15_000 }] },
    ];
    for (const body of refunds) {
      const { status, data } = await at.http.post(`${path}/refund`, body);
      expect([status, data.operation?.status]).toEqual([200, 'executed']);
    }
    const after = await untilRecorded(at, order.orderId);
    expect(after.amounts.refundedMinor).toBe(65_000);
    expect(executions(at.world, before).filter((kind) => kind === 'refund')).toHaveLength(2);
    expect(await foundInRecord()).toEqual([]);
  });

  it('is forgotten a second time without harm, with what was opened again', async () => {
    const first = (await at.http.get(`${path}/export`)).data.forgotten;
    const { status, data } = await forget(order.orderId, 'asked for twice');
    expect([status, data.forgotten]).toEqual([200, first]);
    expect(await runsInEngine()).toEqual([]);
    expect((await at.http.get(path)).data.amounts.refundedMinor).toBe(65_000);
  });
});
