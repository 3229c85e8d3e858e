/** From one key to the next with `holdfast` as its users have it: parked orders go on, and nobody drops a key too early. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Sandbox, startSandbox } from '../../src/sandbox';
import { BIN, ensureBuilt } from '../start/built';
import { type StartPlace, type StartProcess, startPlace } from '../start/start-process';
import { leaveFigure } from '../support/figures';
import { anOrder } from '../support/orders';
import { until } from '../support/until';
import { aKeyNamed } from './sealed-world';

const PATIENT = { patienceMs: 90_000, pollMs: 250 };
const PARKED = 3;
const CALLBACK_SECRET = 'an-invented-callback-secret';

const older = aKeyNamed('older');

let at: StartPlace;
let sandbox: Sandbox;
let running: StartProcess;
let newer = '';
let parked: string[] = [];
let ended = '';

beforeAll(async () => {
  ensureBuilt();
  // Not the start's own: it keeps its file under the same keys, and would not start without one of them.
  sandbox = await startSandbox({ callbackSecret: CALLBACK_SECRET, ratePerMinute: 1_000_000, seed: 6 });
  at = await startPlace({
    HOLDFAST_ENCRYPTION_KEYS: older,
    FRONT_PAYMENT_BASE_URL: sandbox.baseUrl,
    FRONT_PAYMENT_TOKEN: sandbox.token,
    FRONT_PAYMENT_CALLBACK_SECRET: CALLBACK_SECRET,
  });
  running = at.start();
  await ready();
  parked = await Promise.all(Array.from({ length: PARKED }, () => aHold({})));
  ended = await aHold({ policy: { captureAt: 'reserved' } }, 'completed');
}, 240_000);
afterAll(async () => {
  await at.close();
  await sandbox.stop();
}, 60_000);

/** However long the machine takes. */
function ready(): Promise<unknown> {
  return until(
    () => `the start is ready: ${running.stderr()}`,
    () => running.stdout().includes('Ctrl-C stops it'),
    PATIENT,
  );
}

async function restartWith(keys: string): Promise<void> {
  running.child.kill('SIGTERM');
  expect(await running.ended).toBe(0);
  running = at.start({ env: { HOLDFAST_ENCRYPTION_KEYS: keys } });
  await ready();
}

async function aHold(overrides: object, state = 'reserved'): Promise<string> {
  const { data } = await at.as('booking').post('/v1/reservations', { ...anOrder(), ...overrides });
  sandbox.control.pay(data.reservationUuid);
  await untilIn(data.orderId, [state]);
  return data.orderId;
}

function untilIn(orderId: string, states: string[]): Promise<unknown> {
  return until(
    `${orderId} is ${states}`,
    async () => {
      const { data } = await at.as('viewer').get(`/v1/reservations/${orderId}`);
      return states.includes(data.state);
    },
    PATIENT,
  );
}

async function holdfast(args: string[], keys: string) {
  const env = { ...at.env, HOLDFAST_ENCRYPTION_KEYS: keys };
  const run = promisify(execFile)(process.execPath, [BIN, ...args], { env, cwd: at.dataDir });
  return run.then(
    ({ stdout, stderr }) => ({ code: 0, stdout, stderr }),
    ({ code, stdout, stderr }: { code: number; stdout: string; stderr: string }) => ({
      code,
      stdout,
      stderr,
    }),
  );
}

async function usesOf(keyId: string, keys: string) {
  const { stdout } = await holdfast(['keys', 'check', '--json'], keys);
  const { uses } = JSON.parse(stdout) as { uses: ({ keyId: string | null } & Record<string, number>)[] };
  return uses.find((use) => use.keyId === keyId) ?? { workflows: 0, orders: 0, schedules: 0 };
}

describe('the rotation of a key', () => {
  it('is led by `keys rotate`: first all decrypt, then the new key encrypts', async () => {
    const { stdout, code } = await holdfast(['keys', 'rotate', '--id', 'newer'], older);
    const [decrypting = '', encrypting = ''] = [...stdout.matchAll(/^HOLDFAST_ENCRYPTION_KEYS=(.*)$/gm)].map(
      ([, value = '']) => value,
    );
    expect(code).toBe(0);
    newer = decrypting.split(',')[1] ?? '';
    expect(newer).toMatch(/^newer:[A-Za-z0-9+/]{43}=$/);
    expect(decrypting).toBe(`${older},${newer}`);
    expect(encrypting).toBe(`${newer},${older}`);
  });

  it('lets parked orders go on, and tells what is still under the old key', async () => {
    await until(
      'only what is parked is open',
      async () => (await usesOf('older', older))['workflows'] === PARKED,
      PATIENT,
    );
    expect(await usesOf('older', older)).toMatchObject({ orders: 1, schedules: 2 });
    await restartWith(`${newer},${older}`);
    const [first = ''] = parked;
    const { status } = await at
      .as('operator')
      .post(`/v1/reservations/${first}/capture`, {}, { headers: { 'Idempotency-Key': 'after-rotation' } });
    expect(status).toBe(200);
    await untilIn(first, ['completed']);
    const both = `${newer},${older}`;
    await until(
      'the captured order has ended',
      async () => (await usesOf('older', both))['workflows'] === PARKED - 1,
      PATIENT,
    );
    expect(await usesOf('older', both)).toMatchObject({ orders: 1, schedules: 0 });
    expect(await usesOf('newer', both)).toMatchObject({ schedules: 2 });
    const said = await holdfast(['keys', 'check'], both);
    expect(said.stdout).toContain('older: still needed');
    expect(said.code).toBe(0);
    leaveFigure('orders parked under a key before its rotation, all of which go on', PARKED, 'orders');
  }, 180_000);

  it('takes the record’s rows off the old key, a few at a time and again without harm', async () => {
    const both = `${newer},${older}`;
    const again = await aHold({ policy: { captureAt: 'reserved' } }, 'completed');
    const first = await holdfast(['keys', 'rotate', '--reseal', '--limit', '1'], both);
    expect(first).toMatchObject({ code: 0, stdout: expect.stringContaining('under newer: 1 rows') });
    const second = await holdfast(['keys', 'rotate', '--reseal', '--json'], both);
    expect(JSON.parse(second.stdout)).toEqual({
      keyId: 'newer',
      resealed: 0,
      isWhole: true,
      unopened: [],
    });
    expect(await usesOf('older', both)).toMatchObject({ orders: 0 });
    for (const orderId of [ended, again]) {
      const { data } = await at.as('viewer').get(`/v1/reservations/${orderId}`);
      expect(data).toMatchObject({ orderId, state: 'completed' });
    }
    leaveFigure('ended orders sealed anew under the new key', 1, 'orders');
  }, 180_000);

  it('that drops the old key too early loses nothing: the orders wait, by name, until it is back', async () => {
    await restartWith(newer);
    const [, second = ''] = parked;
    const silent = await at.as('viewer').get(`/v1/reservations/${second}`);
    expect(silent).toMatchObject({ status: 503, data: { code: 'encryption_key_missing' } });
    expect(silent.data.detail).toContain('"older"');
    const list = await at.as('viewer').get('/v1/reservations');
    expect(list.status).toBe(200);
    expect(list.data.unreadable).toEqual(expect.arrayContaining([second]));
    expect(list.data.items.map(({ orderId }: { orderId: string }) => orderId)).toContain(ended);
    const missing = await holdfast(['keys', 'check'], newer);
    expect(missing).toMatchObject({ code: 1, stdout: expect.stringContaining('older: NOT AMONG THE KEYS') });

    await restartWith(`${newer},${older}`);
    await untilIn(second, ['reserved']);
    const { status } = await at
      .as('operator')
      .post(`/v1/reservations/${second}/capture`, {}, { headers: { 'Idempotency-Key': 'key-is-back' } });
    expect(status).toBe(200);
  }, 240_000);
});
