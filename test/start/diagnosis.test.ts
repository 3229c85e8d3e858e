/** What a diagnosis says of surroundings that work, and of each that does not. Nothing secret is in any of it. */
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Client } from '@temporalio/client';
import { readSettings } from '../../src/config/read-settings';
import { Secret } from '../../src/config/secret';
import type { Check } from '../../src/http/dependencies';
import type { Sandbox } from '../../src/sandbox';
import { createDiagnosis, type DiagnosisParts } from '../../src/start/diagnosis';
import { callReal } from '../../src/start/provider';
import { ENCRYPTION_KEY, SECRET_TEXTS, TOKEN } from '../config/environment';
import { type StubProvider, startStubProvider } from '../support/stub-provider';

let provider: StubProvider;
beforeEach(async () => {
  provider = await startStubProvider();
  provider.answerWith(({ path }) =>
    path === '/healthz'
      ? { status: 200, body: { status: 'ok' } }
      : { status: 200, body: { status_code: 200, is_data: true, data: [] } },
  );
});
afterEach(() => provider.close());

function anEngine(answers: boolean): Client {
  const getSystemInfo = async () => {
    if (!answers) throw new Error('away');
    return {};
  };
  const through = (_limit: unknown, work: () => unknown) => work();
  return {
    withDeadline: through,
    withAbortSignal: through,
    workflowService: { getSystemInfo },
  } as unknown as Client;
}

function partsOf(env: Record<string, string> = {}, changes: Partial<DiagnosisParts> = {}): DiagnosisParts {
  const settings = readSettings({
    FRONT_PAYMENT_BASE_URL: provider.baseUrl,
    FRONT_PAYMENT_TOKEN: TOKEN,
    FRONT_PAYMENT_CALLBACK_SECRET: 'invented-callback-secret-51aa',
    PUBLIC_URL: new URL(provider.baseUrl).origin,
    ...env,
  });
  const call = callReal({
    baseUrl: provider.baseUrl,
    token: TOKEN,
    timeoutMs: 1_000,
    cancelMethod: 'GET',
    chargeValidityUnit: 'minutes',
  });
  return {
    settings,
    client: anEngine(true),
    worker: { isRunning: () => true },
    provider: { call, sandbox: null },
    records: { find: async () => null },
    apiKeys: [{ role: 'operator', key: new Secret('HOLDFAST_API_KEYS', 'operator-key-0123456789') }],
    ...changes,
  };
}

async function checked(parts: DiagnosisParts): Promise<Record<string, Check>> {
  const checks = await createDiagnosis(parts)();
  for (const check of checks) {
    for (const secret of [...SECRET_TEXTS, 'operator-key-0123456789']) {
      expect(JSON.stringify(check)).not.toContain(secret);
    }
    // What does not work comes with what to do about it, what works without.
    if (check.ok !== null) expect(check.todo === null).toBe(check.ok);
  }
  return Object.fromEntries(checks.map((check) => [check.name, check]));
}

describe('the diagnosis', () => {
  it('looks at everything, in the order in which one depends on the other', async () => {
    const checks = await createDiagnosis(partsOf())();
    expect(checks.map(({ name }) => name)).toEqual([
      'engine',
      'worker',
      'record',
      'provider',
      'clock',
      'callbacks',
      'keys',
      'encryption',
    ]);
  });

  it('finds nothing wrong where nothing is', async () => {
    const sandbox = {} as Sandbox;
    const { provider: real } = partsOf();
    const checks = await checked(
      partsOf(
        { HOLDFAST_ENCRYPTION_KEYS: `k2026:${ENCRYPTION_KEY}` },
        { provider: { call: real.call, sandbox } },
      ),
    );
    expect(Object.values(checks).filter(({ ok }) => ok !== true)).toEqual([]);
    expect(
      provider.requests.map(({ method, path }) => `${method} ${path.replace(/\d+/g, 'N')}`).sort(),
    ).toEqual(['GET /api/vN/connect/reservations/history/N/N', 'GET /healthz', 'HEAD /']);
  });

  it.each<[string, string, () => Partial<DiagnosisParts>]>([
    ['engine', 'does not answer', () => ({ client: anEngine(false) })],
    ['worker', 'does not run', () => ({ worker: { isRunning: () => false } })],
    [
      'record',
      'does not answer',
      () => ({
        records: {
          find: async () => {
            throw new Error('away');
          },
        },
      }),
    ],
    ['keys', 'Nobody can capture', () => ({ apiKeys: [] })],
  ])('says of the %s that it %s', async (name, message, changes) => {
    const check = (await checked(partsOf({}, changes())))[name];
    expect(check).toMatchObject({ ok: false, message: expect.stringContaining(message) });
    expect(check?.todo).toBeTruthy();
  });

  it('tells a refused token from a provider that fails, and sends it to nobody else', async () => {
    provider.answerWith({ status: 401, body: { message: 'Unauthorized' } });
    expect((await checked(partsOf()))['provider']).toMatchObject({
      ok: false,
      message: expect.stringContaining('refuses our token'),
      todo: expect.stringContaining('FRONT_PAYMENT_TOKEN'),
    });
    const carrying = provider.requests.filter(({ headers }) => headers.authorization !== undefined);
    expect(carrying.map(({ path }) => path.includes('/history/'))).toEqual([true]);
    provider.answerWith({ status: 500 });
    expect((await checked(partsOf()))['provider']).toMatchObject({
      ok: false,
      message: expect.stringMatching(/did not answer as it should \(\w+\)/),
    });
  });

  it('looks once for all who ask at once or soon after, and anew later', async () => {
    let runs = 0;
    const worker = {
      isRunning: () => {
        runs += 1;
        return true;
      },
    };
    const diagnose = createDiagnosis(partsOf({}, { worker }));
    const [one, other] = await Promise.all([diagnose(), diagnose()]);
    expect([runs, other]).toEqual([1, one]);
    expect(await diagnose()).toBe(one);
    expect(runs).toBe(1);
    const forgetful = createDiagnosis(partsOf({}, { worker, keptMs: 0 }));
    await forgetful();
    await forgetful();
    expect(runs).toBe(3);
  });

  it('waits for nobody longer than its patience', async () => {
    const call: DiagnosisParts['provider']['call'] = () => new Promise(() => {});
    const checks = await checked(partsOf({}, { provider: { call, sandbox: null }, patienceMs: 50 }));
    expect(checks['provider']).toMatchObject({ ok: false, message: expect.stringContaining('No answer') });
    expect(checks['engine']).toMatchObject({ ok: true });
  });

  it('says by how much the clocks differ', async () => {
    provider.answerWith({
      status: 200,
      body: [],
      headers: { date: new Date(Date.now() + 120_000).toUTCString() },
    });
    const { clock } = await checked(partsOf());
    expect(clock).toMatchObject({ ok: false, message: expect.stringMatching(/1(19|20|21) s behind/) });
    provider.answerWith({ status: 200, body: [], headers: { date: 'sometime' } });
    expect((await checked(partsOf()))['clock']).toMatchObject({ ok: null, todo: null });
  });

  it('says that no callback comes to an address of this machine alone', async () => {
    const { callbacks } = await checked(partsOf());
    expect(callbacks).toMatchObject({ ok: false, todo: expect.stringContaining('Set PUBLIC_URL') });
  });

  it('says that it has asked itself whether callbacks arrive, and with which line one asks from outside', async () => {
    // Any address of this machine that is not loopback's own by its name.
    const publicUrl = new URL(provider.baseUrl).origin.replace('127.0.0.1', '0.0.0.0');
    const parts = partsOf();
    const { callbacks } = await checked({ ...parts, settings: { ...parts.settings, publicUrl } });
    expect(callbacks?.ok).toBeNull();
    expect(callbacks?.message).toContain(`${publicUrl} answers the server itself`);
    expect(callbacks?.todo).toContain(
      `curl -sS ${publicUrl}/callbacks/front-payment/asked-from-outside must`,
    );
    expect(callbacks?.todo).toContain('callback_token_unknown');
  });

  it('says that nobody answers under the public address', async () => {
    provider.answerWith({ status: 502, body: 'a proxy' });
    const { provider: real } = partsOf();
    const sandbox = {} as Sandbox;
    const { callbacks } = await checked(partsOf({}, { provider: { call: real.call, sandbox } }));
    expect(callbacks).toMatchObject({ ok: false, message: expect.stringContaining('502') });
  });

  it('does not call it wrong, nor right, that a machine of one’s own keeps things in the clear', async () => {
    expect((await checked(partsOf()))['encryption']).toMatchObject({ ok: null, todo: expect.any(String) });
    const elsewhere = partsOf({ TEMPORAL_ADDRESS: 'temporal.example.com:7233', HOLDFAST_ENCRYPTION: 'off' });
    expect((await checked(elsewhere))['encryption']).toMatchObject({
      ok: false,
      message: expect.stringContaining('temporal.example.com'),
    });
  });
});
