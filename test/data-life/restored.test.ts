/**
 * The machine is lost after the last backup, and the backup is put on another one. What was parked is captured at its time;
 * what has happened meanwhile is learnt from the provider, which has lived on; and no money moves a second time.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import getPort from 'get-port';
import { main } from '../../src/cli/main';
import { type Engine, startEngine } from '../../src/engine/start-engine';
import type { OrderInput } from '../../workflows/order';
import type { Reservation } from '../../workflows/view';
import { fakeTerminal } from '../cli/fake-terminal';
import { type EngineServer, startEngineServer } from '../http/engine-server';
import { leaveFigure } from '../support/figures';
import { advance, anOrder, executions } from '../support/orders';
import { until } from '../support/until';
import { sweepOnce } from '../workflows/sweeps';
import { untilRecorded } from './solveig';

const DAY_MS = 86_400_000;
const directory = mkdtempSync(join(tmpdir(), 'holdfast-restored-'));
const [lostDir, newDir, backup] = ['lost', 'new', 'backup'].map((name) => join(directory, name)) as [
  string,
  string,
  string,
];

let engine: Engine;
let at: EngineServer;

async function startOn(dataDir: string, after?: EngineServer['world']): Promise<void> {
  const env = { ...process.env, TEMPORAL_ADDRESS: undefined };
  engine = await startEngine({ dataDir, port: await getPort({ host: '127.0.0.1' }), env });
  const recordsUrl = `file:${join(dataDir, 'records.sqlite')}`;
  at = await startEngineServer({ engineAddress: engine.address, recordsUrl, ...(after && { after }) });
}

/** Runs a command as on a machine whose data directory is this one. */
async function holdfast(dataDir: string, ...args: string[]) {
  const terminal = fakeTerminal({ env: { HOLDFAST_DATA_DIR: dataDir }, cwd: directory });
  const code = await main(args, terminal);
  if (code !== 0) throw new Error(`holdfast ${args[0]} ended with ${code}: ${terminal.stderr()}`);
  return terminal.stdout();
}

const reservationOf = async (orderId: string): Promise<Reservation> =>
  (await at.http.get(`/v1/reservations/${orderId}`)).data;

function untilState(orderId: string, state: string): Promise<Reservation> {
  return until(`${orderId} is ${state}`, async () => {
    const reservation = await reservationOf(orderId);
    return reservation.state === state ? reservation : false;
  });
}

async function hold(order: OrderInput): Promise<Reservation> {
  const { data } = await at.http.post('/v1/reservations', order);
  at.world.sandbox.control.pay(data.reservationUuid);
  return untilState(order.orderId, 'reserved');
}

const capture = (orderId: string, body: object, key: string) =>
  at.http.post(`/v1/reservations/${orderId}/capture`, body, { headers: { 'Idempotency-Key': key } });

const captures = (reservation: Pick<Reservation, 'reservationUuid'>) =>
  executions(at.world, reservation).filter((kind) => kind === 'capture');

describe('after a loss and a restore', () => {
  const parked = anOrder();
  const whole = anOrder();
  const part = anOrder({ policy: { complete: 'manual' } });
  const unpaid = anOrder();
  const ended = anOrder({ policy: { captureAt: 'reserved' } });
  const late = anOrder();

  beforeAll(async () => {
    await startOn(lostDir);
    for (const order of [parked, whole, part]) await hold(order);
    await at.http.post('/v1/reservations', unpaid);
    const { data } = await at.http.post('/v1/reservations', ended);
    at.world.sandbox.control.pay(data.reservationUuid);
    await untilRecorded(at, ended.orderId);
    // Others write all the while.
    const busy = Promise.all(Array.from({ length: 8 }, () => at.http.post('/v1/reservations', anOrder())));
    const began = performance.now();
    const made = await holdfast(lostDir, 'backup', backup);
    leaveFigure(
      'a backup of the running engine and record took',
      Math.round(performance.now() - began),
      'ms',
    );
    expect(made).toBe(backup);
    expect((await busy).map(({ status }) => status)).toEqual(Array(8).fill(201));
    // What the backup does not know.
    expect((await capture(whole.orderId, {}, 'whole-of-it')).status).toBe(200);
    expect((await capture(part.orderId, { amountMinor: 100_000 }, 'a-part')).status).toBe(200);
    at.world.sandbox.control.pay((await reservationOf(unpaid.orderId)).reservationUuid ?? '');
    await untilState(unpaid.orderId, 'reserved');
    await at.http.post('/v1/reservations', late);
    const { world } = at;
    await at.close({ keepsSandbox: true });
    await engine.stop();
    rmSync(lostDir, { recursive: true, force: true });
    expect(await holdfast(newDir, 'restore', backup)).toBe(newDir);
    await startOn(newDir, world);
  }, 180_000);
  afterAll(async () => {
    await at?.close();
    await engine?.stop();
    rmSync(directory, { recursive: true, force: true });
  });

  it('knows what was open and what had ended', async () => {
    expect(await reservationOf(parked.orderId)).toMatchObject({ state: 'reserved' });
    expect(await reservationOf(ended.orderId)).toMatchObject({ state: 'completed' });
    expect((await at.http.get(`/v1/reservations/${late.orderId}`)).status).toBe(404);
  });

  it('does not execute a part captured since once more, when its key comes again', async () => {
    const again = await capture(part.orderId, { amountMinor: 100_000 }, 'a-part');
    expect([again.status, again.data.operation?.status]).toEqual([200, 'executed']);
    expect(captures(again.data.reservation)).toHaveLength(1);
    expect(again.data.reservation.amounts).toMatchObject({ capturedMinor: 100_000, runwayMinor: 200_000 });
  });

  it('learns from the sweep what was captured and paid since, and captures nothing for it', async () => {
    await sweepOnce(at.world);
    const { reservationUuid } = await untilState(unpaid.orderId, 'reserved');
    expect(captures({ reservationUuid })).toHaveLength(0);
    const learnt = await until('the capture is known', async () => {
      const reservation = await reservationOf(whole.orderId);
      return reservation.amounts.capturedMinor === 300_000 ? reservation : false;
    });
    const again = await capture(whole.orderId, {}, 'whole-of-it');
    expect([again.status, again.data.code]).toEqual([
      409,
      expect.stringMatching(/^(already_completed|nothing_left)/),
    ]);
    expect(captures(learnt)).toHaveLength(1);
  }, 90_000);

  it('captures at its time what was parked, once', async () => {
    const before = await reservationOf(parked.orderId);
    await advance(at.world, parked.orderId, 7 * DAY_MS);
    await untilRecorded(at, parked.orderId);
    expect(captures(before)).toHaveLength(1);
    expect(await reservationOf(parked.orderId)).toMatchObject({ amounts: { capturedMinor: 300_000 } });
    const captured = await Promise.all([parked, whole, part].map(({ orderId }) => reservationOf(orderId)));
    const executed = captured.flatMap((reservation) => captures(reservation));
    expect(executed).toHaveLength(captured.length);
    leaveFigure(
      'orders captured around a loss, and captures executed for them',
      `${captured.length}, ${executed.length}`,
    );
  }, 60_000);
});
