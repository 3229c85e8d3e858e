/** The CLI over everything real: engine, worker, sandbox, record. What it asks is what the server takes. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { main } from '../../src/cli/main';
import { type EngineServer, startEngineServer } from '../http/engine-server';
import { KEYS } from '../http/running-server';
import { until } from '../support/until';
import { fakeTerminal } from './fake-terminal';

let server: EngineServer;

beforeAll(async () => {
  server = await startEngineServer();
});
afterAll(() => server.close());
const stopping: AbortController[] = [];
afterEach(() => {
  for (const one of stopping.splice(0)) one.abort();
  server.world.sandbox.control.clearFaults();
});

async function run(...args: string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  const terminal = fakeTerminal();
  const code = await main([...args, '--url', server.origin, '--api-key', KEYS.operator], terminal);
  return { code, stdout: terminal.stdout(), stderr: terminal.stderr() };
}

/** The JSON that a command prints; it must have been done. */
async function json(...args: string[]) {
  const { code, stdout, stderr } = await run(...args, '--json');
  expect({ code, stderr: code === 0 ? '' : stderr }).toEqual({ code: 0, stderr: '' });
  return JSON.parse(stdout);
}

const untilReserved = (orderId: string) =>
  until(`${orderId} is reserved`, async () => (await json('show', orderId)).state === 'reserved');

async function paidSample(...args: string[]): Promise<string> {
  const { orderId } = await json('sample', ...args);
  await json('trigger', 'paid', orderId);
  await untilReserved(orderId);
  return orderId;
}

describe('an order whose life is lived from the command line', () => {
  it('is placed, paid, found due, captured, moved in time, and listened to meanwhile', async () => {
    const stop = new AbortController();
    stopping.push(stop);
    const terminal = fakeTerminal({ untilStopped: () => stop.signal });
    const access = ['--url', server.origin, '--api-key', KEYS.operator];
    const listening = main(['listen', ...access], terminal);
    await until('it listens', () => terminal.stderr().startsWith('Listening'));

    const orderId = await paidSample('--amount-minor', '123456');
    const due = await until("the engine's list shows it", async () => {
      const { items } = await json('due', '--within', 'P8D');
      return items.length > 0 ? items : null;
    });
    expect(due).toMatchObject([{ orderId }]);
    expect(
      (await json('list', '--state', 'reserved', '--q', orderId, '--sort', 'captureBy')).items,
    ).toHaveLength(1);
    expect((await run('list', '--csv', '--q', orderId)).stdout).toMatch(
      new RegExp(`^orderId,.*\\n${orderId},reserved,`),
    );
    expect(await json('sheet', orderId)).toMatchObject({
      customer: { isMasked: true },
      timer: { does: 'capture' },
    });
    expect((await json('customer', orderId)).customer).not.toHaveProperty('isMasked');
    expect((await json('sheet', orderId)).shown).toMatchObject([
      { by: expect.stringMatching(/^operator-[\da-f]{8}$/) },
    ]);
    expect((await run('capture', orderId, '--amount-minor', '100')).stdout).toContain(
      'capture of NOK 1.00 is executed',
    );
    await json('clock', 'advance', orderId, 'P7D');
    await until(
      'the timer has let the rest go',
      async () => (await json('show', orderId)).state === 'completed',
    );
    expect((await run('events', orderId)).stdout).toMatch(/complete_executed +│ timer/);

    await until('all of it was told', () => terminal.stdout().includes('complete_executed'));
    stop.abort();
    expect(await listening).toBe(0);
    const told = terminal.stdout().split('\n');
    expect(told.filter((line) => line.includes('hold_made'))).toEqual([
      expect.stringContaining(`${orderId}  hold_made  by provider  reserved NOK 1,234.56`),
    ]);
    expect(told.some((line) => line.includes('callback_received'))).toBe(true);
  }, 60_000);

  it('is followed, its lost capture decided by a person who has seen what each answer does', async () => {
    const orderId = await paidSample();
    const { reservationUuid } = await json('show', orderId);
    const fault = ['--call', 'capture', '--kind', 'reset', '--when', 'before', '--times', '1'];
    await json('faults', 'set', ...fault, '--order', orderId);
    expect((await json('faults', 'list')).faults).toMatchObject([{ fault: { reservationUuid }, left: 1 }]);
    const capturing = run('capture', orderId, '--amount-minor', '5000');
    await until('it waits for a person', async () => {
      await json('clock', 'advance', orderId, 'PT1M');
      return (await json('show', orderId)).attention !== null;
    });
    expect((await capturing).code).toBe(6);
    const stdout = await until("the engine's list shows it", async () => {
      const shown = (await run('attention')).stdout;
      return shown === '' ? null : shown;
    });
    const [, operationId = ''] = new RegExp(`holdfast resolve ${orderId} (\\S+) refused`).exec(stdout) ?? [];
    expect(stdout).toContain('If it was executed:');
    expect(
      await run('resolve', orderId, operationId, 'refused', '--evidence', 'Not in the dashboard'),
    ).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('The capture of NOK 50.00 is refused.'),
    });
    expect((await run('resolve', orderId, operationId, 'executed', '--evidence', 'But it is')).code).toBe(3);
    expect(await run('attention')).toMatchObject({ stdout: '' });
  }, 60_000);

  it('may not be moved by a viewer, and what is not there is not found', async () => {
    const viewer = ['--url', server.origin, '--api-key', KEYS.viewer];
    expect(await main(['sample', ...viewer], fakeTerminal())).toBe(7);
    expect((await run('sheet', 'no-such-order')).code).toBe(4);
    expect((await run('webhooks', 'list', '--state', 'parked', '--order', 'no-such-order')).stderr).toBe(
      'No webhook fits.',
    );
    expect(await json('webhooks', 'replay', '--parked')).toEqual({ replayed: 0 });
    expect(
      (await run('faults', 'set', '--call', 'capture', '--kind', 'refusal', '--when', 'before')).code,
    ).toBe(2);
  });

  it('is healthy, says the doctor', async () => {
    const { code, stdout } = await run('doctor');
    expect(code).toBe(0);
    expect(stdout).toContain('✓ key: The key is accepted; its role is operator.');
  });
});
