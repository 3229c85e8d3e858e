/** `holdfast start` from the first line to the exit code, with real processes. */
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import axios from 'axios';
import getPort from 'get-port';
import { exampleOrder } from '../../src/start/example-order';
import { rememberSandboxPort } from '../../src/start/ports';
import { isAlive } from '../engine/hold';
import { connectToEngine, uniqueName } from '../support/engine';
import { until } from '../support/until';
import { ensureBuilt } from './built';
import { enginePids, serverPid } from './engine-of';
import { type StartPlace, startPlace } from './start-process';

const run = promisify(execFile);
const places: StartPlace[] = [];

async function place(env: Record<string, string> = {}): Promise<StartPlace> {
  const made = await startPlace(env);
  places.push(made);
  return made;
}

beforeAll(ensureBuilt, 120_000);

afterEach(async () => {
  for (const made of places.splice(0)) await made.close();
});

describe('holdfast start', () => {
  it('prints an example that, pasted and paid at the checkout page, ends completed by itself', async () => {
    const at = await place();
    const started = at.start();
    await started.ready();
    // The port is not the usual one, so the command has to say where the server is.
    expect(started.stdout()).toMatch(new RegExp(`npx holdfast show try-\\d+T\\d+ --url ${at.url}$`, 'm'));
    const pasted = /^curl[\s\S]*?\n {2}\}'$/m.exec(started.stdout())?.[0] ?? '';
    // The example's half a minute is shortened: only its waiting, nothing else of it.
    const { stdout } = await run('bash', ['-c', pasted.replace('"PT1M"', '"PT4S"')]);
    const { orderId, checkoutUrl } = JSON.parse(stdout);
    expect((await axios.get(checkoutUrl)).data).toContain('Pay NOK 3,000.00');
    await axios.post(checkoutUrl, 'decision=pay');
    const reservation = await until('the order is completed', async () => {
      const { data } = await at.as('viewer').get(`/v1/reservations/${orderId}`);
      return data.state === 'completed' ? data : null;
    });
    expect(reservation.amounts.capturedMinor).toBe(300_000);
  }, 180_000);

  it.each(['SIGTERM', 'SIGINT'] as const)(
    'stops everything at %s and exits with 0',
    async (signal) => {
      const at = await place();
      const started = at.start();
      await started.ready();
      const pids = [enginePids(at.dataDir).keeper, serverPid(at.dataDir)];
      started.child.kill(signal);
      expect(await started.ended).toBe(0);
      expect(pids.filter(isAlive)).toEqual([]);
      expect(started.stderr()).toContain('Stopped. Orders under way go on at the next start.');
    },
    180_000,
  );

  it('takes a signal that npm passes on a second time for the same press', async () => {
    const at = await place();
    const started = at.start();
    await started.ready();
    started.child.kill('SIGINT');
    started.child.kill('SIGTERM');
    expect(await started.ended).toBe(0);
  }, 180_000);

  it('shows the operator key at the first start, then where it is kept, and keeps every secret out of its log', async () => {
    const at = await place({ FRONT_PAYMENT_TOKEN: 'a-token-of-this-test' });
    const first = at.start();
    await first.ready();
    const { operator } = JSON.parse(readFileSync(join(at.dataDir, 'api-keys.json'), 'utf8'));
    expect(first.stdout()).toContain(operator);
    first.child.kill('SIGTERM');
    await first.ended;
    const second = at.start();
    await second.ready();
    expect(second.stdout()).not.toContain(operator);
    expect(second.stdout()).toContain(`in ${join(at.dataDir, 'api-keys.json')} ("operator")`);
    const log = readFileSync(join(at.dataDir, 'holdfast.log'), 'utf8');
    expect(log).toContain('"msg":"ready"');
    expect(
      [operator, 'a-token-of-this-test', 'sandbox-callback-secret'].filter((each) => log.includes(each)),
    ).toEqual([]);
  }, 180_000);

  it("uses somebody else's Temporal server, and leaves it running", async () => {
    const address = process.env['HOLDFAST_TEST_ENGINE'] ?? '';
    const at = await place({ TEMPORAL_ADDRESS: address, TASK_QUEUE: uniqueName('start') });
    const started = at.start();
    await started.ready();
    const order = {
      ...exampleOrder(uniqueName('try'), { isShort: true }),
      policy: { captureAt: 'reserved' },
    };
    const { data } = await at.as('booking').post('/v1/reservations', order);
    await axios.post(data.checkoutUrl, 'decision=pay');
    await until('the order is completed', async () => {
      const { data } = await at.as('viewer').get(`/v1/reservations/${order.orderId}`);
      return data.state === 'completed';
    });
    started.child.kill('SIGTERM');
    expect(await started.ended).toBe(0);
    const engine = await connectToEngine();
    expect((await engine.connection.workflowService.getSystemInfo({})).serverVersion).toMatch(/^1\./);
    await engine.close();
  }, 180_000);

  it('serves the checkout pages of an earlier start at their old address', async () => {
    const at = await place();
    // One that no other start on this machine would take in between.
    rememberSandboxPort(at.dataDir, await getPort({ host: '127.0.0.1' }));
    const first = at.start();
    await first.ready();
    const { data } = await at.as('booking').post('/v1/reservations', orderOf(first.stdout()));
    first.child.kill('SIGTERM');
    await first.ended;
    await at.start().ready();
    expect((await axios.get(data.checkoutUrl)).status).toBe(200);
  }, 180_000);
});

/** The body of the printed example. */
function orderOf(text: string): unknown {
  return JSON.parse(/-d '([^']+)'/.exec(text)?.[1] ?? '');
}
