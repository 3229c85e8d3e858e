/** Callbacks on everything real: replayed, spliced from two good ones, and forged in numbers; what they cost the order. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { signCallback } from '../../src/front-payment/callback';
import { timelineQuery } from '../../workflows/messages';
import type { Reservation } from '../../workflows/view';
import { type EngineServer, startEngineServer } from '../http/engine-server';
import { leaveFigure } from '../support/figures';
import { aHold, calls, executions, readReservation, uuidOf } from '../support/orders';
import { until } from '../support/until';
import { CALLBACK_SECRET } from '../support/world';

let server: EngineServer;
beforeAll(async () => {
  server = await startEngineServer();
}, 60_000);
afterAll(() => server?.close());

const parked = { policy: { capture: 'manual', complete: 'manual' } } as const;

/** The path of an order's callback, and the query that the provider signs for a reservation. */
const pathOf = ({ orderId }: Reservation) =>
  server.world.tokens.urlFor({ publicUrl: server.origin, orderId, attempt: 1 });
const queryOf = (reservation: Reservation, secret = CALLBACK_SECRET) =>
  signCallback(
    [
      ['orderUuid', uuidOf(reservation)],
      ['status', 'RESERVED'],
      ['amount', '3000.00'],
      ['timestamp', '1795255260'],
    ],
    secret,
  );

const timelineOf = ({ orderId }: Reservation) =>
  server.world.client.workflow.getHandle(`reservation/${orderId}`).query(timelineQuery);

describe('a callback', () => {
  it('that is replayed a hundred times moves nothing, and is answered by few readings', async () => {
    const hold = await aHold(server.world, parked);
    const before = calls(server.world, hold).length;
    const replays = Array.from({ length: 100 }, () => server.http.get(`${pathOf(hold)}?${queryOf(hold)}`));
    expect(new Set((await Promise.all(replays)).map(({ status }) => status))).toEqual(new Set([200]));
    await until('all of them are on the timeline', async () => {
      const told = (await timelineOf(hold)).filter(({ type }) => type === 'callback_received');
      return told.length >= 100;
    });
    const readings = calls(server.world, hold).length - before;
    leaveFigure('callbacks: readings that 100 replays led to', readings);
    expect(readings).toBeLessThan(100);
    expect(executions(server.world, hold)).toEqual(['submit', 'pay']);
    expect((await readReservation(server.world, hold.orderId)).state).toBe('reserved');
  }, 60_000);

  it('that is spliced of one order’s address and another’s query touches neither', async () => {
    const mine = await aHold(server.world, parked);
    const other = await aHold(server.world, parked);
    const before = calls(server.world, other).filter((call) => call === 'details').length;
    expect((await server.http.get(`${pathOf(mine)}?${queryOf(other)}`)).status).toBe(200);
    const read = () => calls(server.world, other).filter((call) => call === 'details').length;
    await until('the other reservation was looked at', () => read() > before);
    // One thing at a time: once this was done, nothing is left to be done about the other.
    const captured = await server.http.post(`/v1/reservations/${mine.orderId}/capture`, {
      amountMinor: 1_000,
    });
    expect(captured.status).toBe(200);
    expect(executions(server.world, mine)).toEqual(['submit', 'pay', 'capture']);
    expect(executions(server.world, other)).toEqual(['submit', 'pay']);
    expect(await readReservation(server.world, other.orderId)).toMatchObject({
      state: 'reserved',
      attention: null,
    });
  }, 60_000);

  it('that is spliced of two good queries is no good one', async () => {
    const hold = await aHold(server.world, parked);
    const other = await aHold(server.world, parked);
    const [checksum = ''] = /checksum=.*/.exec(queryOf(other)) ?? [];
    const spliced = queryOf(hold).replace(/checksum=.*/, checksum);
    expect((await server.http.get(`${pathOf(hold)}?${spliced}`)).data.code).toBe('checksum_mismatch');
    const twice = `${queryOf(hold)}&${queryOf(other)}`;
    expect((await server.http.get(`${pathOf(hold)}?${twice}`)).data.code).toBe('parameter_doubled');
  }, 60_000);

  it('that is forged reaches no workflow, however many there are: the history is as long as before', async () => {
    const hold = await aHold(server.world, parked);
    const handle = server.world.client.workflow.getHandle(hold.workflowId);
    const before = (await handle.describe()).historyLength;
    const query = queryOf(hold, 'a secret of somebody else');
    for (let wave = 0; wave < 10; wave += 1) {
      const forged = Array.from({ length: 50 }, () => server.http.get(`${pathOf(hold)}?${query}`));
      expect(new Set((await Promise.all(forged)).map(({ status }) => status))).toEqual(new Set([403]));
    }
    expect((await handle.describe()).historyLength).toBe(before);
  }, 60_000);
});
