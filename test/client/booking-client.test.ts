/** What a booking system does with orders, by the same names through either door, on the real engine and the sandbox. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { connectHoldfast, type HoldfastClient, type Reservation, type TimelineItem } from '../../src/client';
import { createHttpClient } from '../../src/client/http';
import { type EngineServer, startEngineServer } from '../http/engine-server';
import { KEYS } from '../http/running-server';
import { anOrder, executions, untilEnded, untilState, uuidOf } from '../support/orders';

let server: EngineServer;

beforeAll(async () => {
  server = await startEngineServer();
});
afterAll(() => server.close());

const doors: [string, () => Promise<HoldfastClient>][] = [
  [
    'over Temporal',
    () => connectHoldfast({ address: server.world.engine.address, taskQueue: server.world.taskQueue }),
  ],
  ['over HTTP', async () => createHttpClient({ url: server.origin, key: KEYS.operator })],
];

it('names one operation by one key, whichever door it comes through', async () => {
  const [temporal, http] = await Promise.all(doors.map(([, open]) => open()));
  const { reservation } = (await http?.place(anOrder({ policy: { complete: 'manual' } }))) ?? {};
  const orderId = reservation?.orderId ?? '';
  server.world.sandbox.control.pay(reservation?.reservationUuid ?? '');
  await untilState(server.world, orderId, 'reserved');
  const arrival = { idempotencyKey: 'arrival, room 7' };
  const captured = await http?.capture(orderId, { amountMinor: 100_000 }, arrival);
  const again = await temporal?.capture(orderId, { amountMinor: 100_000 }, arrival);
  expect(again?.operation).toEqual(captured?.operation);
  await temporal?.close();
});

it('leaves no card’s number in a command: it is refused by the field’s name, and nothing is sent', async () => {
  const [temporal] = await Promise.all(doors.map(([, open]) => open()));
  const note = 'Visa 4111 1111 1111 1111';
  const refused = temporal?.cancel('an-order-that-nobody-has', { note });
  const detail = { errors: [{ path: 'note', message: 'must not hold the number of a payment card' }] };
  await expect(refused).rejects.toMatchObject({
    name: 'CommandRefusedError',
    code: 'invalid_command',
    detail,
  });
  await expect(refused).rejects.not.toThrow(/1111/);
  await temporal?.close();
});

describe.each(doors)('a booking system %s', (_door, open) => {
  let holdfast: HoldfastClient;

  beforeAll(async () => {
    holdfast = await open();
  });
  afterAll(() => holdfast.close());

  async function aHold(): Promise<Reservation> {
    const { reservation } = await holdfast.place(anOrder({ policy: { complete: 'manual' } }));
    server.world.sandbox.control.pay(uuidOf(reservation));
    return untilState(server.world, reservation.orderId, 'reserved');
  }

  it('places an order once, however often it is sent', async () => {
    const order = anOrder();
    const first = await holdfast.place(order);
    const second = await holdfast.place(order);
    expect([first.created, second.created]).toEqual([true, false]);
    expect(first.reservation.checkoutUrl).toMatch(/^http/);
    expect(second.reservation.reservationUuid).toBe(first.reservation.reservationUuid);
    expect(await holdfast.reservation(order.orderId)).toMatchObject({ state: 'awaitingPayment' });
  });

  it('captures once under one key, refunds it, and completes', async () => {
    const hold = await aHold();
    const arrival = { idempotencyKey: 'arrival' };
    const captured = await holdfast.capture(hold.orderId, { amountMinor: 100_000 }, arrival);
    const again = await holdfast.capture(hold.orderId, { amountMinor: 100_000 }, arrival);
    expect(again.operation).toEqual(captured.operation);
    expect(captured.operation).toMatchObject({ status: 'executed', amountMinor: 100_000 });
    const { operationId, reference } = captured.operation;
    expect((await holdfast.operation(hold.orderId, operationId)).operation).toEqual(captured.operation);
    const refunded = await holdfast.refund(hold.orderId, { reference: reference ?? '', amountMinor: 40_000 });
    expect(refunded.reservation.amounts.refundedMinor).toBe(40_000);
    const completed = await holdfast.complete(hold.orderId, { note: 'Stay is over' });
    expect(completed.operation.status).toBe('executed');
    expect(executions(server.world, hold)).toEqual(['submit', 'pay', 'capture', 'refund', 'complete']);
  });

  it('reads an order that has ended, and refunds it late', async () => {
    const hold = await aHold();
    const { operation } = await holdfast.capture(hold.orderId);
    await holdfast.complete(hold.orderId, { note: 'Stay is over' });
    await untilEnded(server.world, hold.orderId);
    expect(await holdfast.reservation(hold.orderId)).toMatchObject({ state: 'completed' });
    expect((await holdfast.timeline(hold.orderId)).map(({ type }) => type)).toContain('complete_executed');
    const refunded = await holdfast.refund(hold.orderId, { reference: operation.reference ?? '' });
    expect(refunded.reservation.amounts.refundedMinor).toBe(300_000);
  });

  it('captures the whole runway when nothing is said', async () => {
    const { orderId } = await aHold();
    expect((await holdfast.capture(orderId)).reservation.amounts.runwayMinor).toBe(0);
  });

  it('is told by name why a command was refused, and what may be asked instead', async () => {
    const { orderId } = await aHold();
    const refused = await holdfast
      .capture(orderId, { amountMinor: 300_001 })
      .catch((error: unknown) => error);
    expect(refused).toMatchObject({
      code: 'capture_exceeds_runway',
      state: 'reserved',
      allowedActions: ['capture', 'charge', 'cancel'],
    });
    await expect(holdfast.refund(orderId, { reference: 'CAP1' })).rejects.toMatchObject({
      code: 'nothing_to_refund',
    });
    await expect(holdfast.reservation('nobody-has-placed-this')).rejects.toMatchObject({
      code: 'order_not_found',
    });
    await expect(holdfast.operation(orderId, 'nobody-asked-this')).rejects.toMatchObject({
      code: 'operation_not_found',
    });
  });

  it('is refused a key that the two doors would not read alike', async () => {
    for (const idempotencyKey of ['', ' arrival', 'arrival ', 'ankomst på fredag', 'a'.repeat(129)]) {
      const capture = holdfast.capture('booking-1042', {}, { idempotencyKey });
      await expect(capture).rejects.toMatchObject({ code: 'idempotency_key_invalid' });
    }
  });

  it('lists its orders by page and filter', async () => {
    const { orderId } = await aHold();
    const found = await holdfast.list({ q: orderId, state: 'reserved', attention: false });
    expect(found.items.map((one) => one.orderId)).toEqual([orderId]);
    const far = '2100-01-01T00:00:00+01:00';
    const due = await holdfast.list({ q: orderId, sort: 'captureBy', captureBefore: far, limit: 1 });
    expect(due.items.map((one) => one.orderId)).toEqual([orderId]);
    expect((await holdfast.list({ limit: 1 })).nextCursor).not.toBeNull();
  });

  it('watches an order from its beginning, sees what happens next, and goes on after the last item it knows', async () => {
    const { orderId } = await aHold();
    const watching = new AbortController();
    const seen: TimelineItem[] = [];
    const types = () => seen.map(({ type }) => type);
    for await (const item of holdfast.watch(orderId, { signal: watching.signal })) {
      seen.push(item);
      if (item.type === 'hold_made') await holdfast.capture(orderId, { amountMinor: 1_000 });
      if (item.type === 'capture_executed') watching.abort();
    }
    expect(types()[0]).toBe('order_placed');
    expect(new Set(seen.map(({ id }) => id)).size).toBe(seen.length);
    expect(seen).toEqual((await holdfast.timeline(orderId)).slice(0, seen.length));
    const known = seen.findIndex(({ type }) => type === 'hold_made');
    for await (const item of holdfast.watch(orderId, { after: seen[known]?.id ?? '' })) {
      expect(item).toEqual(seen[known + 1]);
      break;
    }
  });

  it('watches nothing once its signal is aborted, also while nothing happens', async () => {
    const { orderId } = await aHold();
    const watching = new AbortController();
    const story = await holdfast.timeline(orderId);
    let items = 0;
    for await (const _item of holdfast.watch(orderId, { signal: watching.signal })) {
      items += 1;
      if (items === story.length) setImmediate(() => watching.abort());
    }
    expect(items).toBeGreaterThanOrEqual(story.length);
  });

  it('is told that an order it wants to watch is not there', async () => {
    const watch = holdfast.watch('nobody-has-placed-this');
    await expect(watch.next()).rejects.toMatchObject({ code: 'order_not_found' });
  });
});
