/** `holdfast codec` as a process, asked as Temporal's UI and CLI ask it, with payloads read from the real engine. */
import { type ChildProcess, spawn } from 'node:child_process';
import { tmpdir } from 'node:os';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import axios from 'axios';
import getPort from 'get-port';
import { payloadsIn } from '../../src/encryption/payloads-in';
import { BIN, ensureBuilt } from '../start/built';
import { leaveFigure } from '../support/figures';
import { anOrder } from '../support/orders';
import { until } from '../support/until';
import { aKeyNamed, type RunningWorker, type SealedWorld, startSealedWorld } from './sealed-world';

const UI = 'http://127.0.0.1:8233';
const KARI = 'invented-codec-key-kari';
const OPERATOR = 'invented-operator-key-06';
const NAME = 'Solveig Canary';

const older = aKeyNamed('older');
const newer = aKeyNamed('newer');

interface Codec {
  child: ChildProcess;
  url: string;
  stdout(): string;
  stderr(): string;
  ended: Promise<number | null>;
}

let world: SealedWorld;
let worker: RunningWorker;
let codec: Codec;
let history: { payloads: { metadata: Record<string, string>; data: string }[] };

beforeAll(async () => {
  ensureBuilt();
  world = await startSealedWorld();
  worker = await world.workerWith(older);
  const usual = anOrder();
  const { reservation } = await world
    .ordersWith(older)
    .place({ ...usual, customer: { ...usual.customer, name: NAME } });
  const events = await world.historyOf(`reservation/${reservation.orderId}`);
  history = { payloads: [...payloadsIn(events)].map(asTheCliSendsIt) };
  codec = await startCodec({ HOLDFAST_ENCRYPTION_KEYS: `${newer},${older}`, CODEC_UI_ORIGIN: UI });
}, 240_000);
afterAll(async () => {
  codec.child.kill('SIGTERM');
  await codec.ended;
  await worker.stop();
  await world.close();
}, 60_000);

/** Protobuf's JSON: bytes in base64. */
function asTheCliSendsIt({
  metadata,
  data,
}: ReturnType<typeof payloadsIn> extends Generator<infer P> ? P : never) {
  const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64');
  const fields = Object.entries(metadata ?? {}).map(([name, bytes]) => [name, base64(bytes)] as const);
  return { metadata: Object.fromEntries(fields), data: base64(data ?? new Uint8Array()) };
}

function run(env: Record<string, string>): Codec {
  const child = spawn(process.execPath, [BIN, 'codec'], {
    cwd: tmpdir(),
    env: { PATH: process.env['PATH'], ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const texts = { out: '', err: '' };
  child.stdout.on('data', (chunk: Buffer) => {
    texts.out += chunk;
  });
  child.stderr.on('data', (chunk: Buffer) => {
    texts.err += chunk;
  });
  const ended = new Promise<number | null>((resolve) => child.once('close', (code) => resolve(code)));
  const url = `http://127.0.0.1:${env['CODEC_PORT']}`;
  return { child, url, ended, stdout: () => texts.out, stderr: () => texts.err };
}

async function startCodec(env: Record<string, string>): Promise<Codec> {
  const started = run({
    CODEC_PORT: String(await getPort({ host: '127.0.0.1' })),
    CODEC_KEYS: `kari:${KARI}`,
    HOLDFAST_API_KEYS: `operator:${OPERATOR}`,
    ...env,
  });
  await until('the codec server listens', () => started.stdout().includes('"decrypts"'), {
    patienceMs: 60_000,
    pollMs: 50,
  });
  return started;
}

function asked(path: string, body: unknown, headers: Record<string, string> = {}) {
  return axios.post(`${codec.url}${path}`, body, {
    validateStatus: () => true,
    headers: { 'X-Namespace': 'default', ...headers },
  });
}

const asKari = { Authorization: `Bearer ${KARI}` };

/** What a person reads in the payloads of an answer. */
function texts({ payloads }: { payloads: { data: string }[] }): string {
  return payloads.map(({ data }) => Buffer.from(data, 'base64').toString()).join('\n');
}

describe('the codec server', () => {
  it('decrypts a history for the CLI, all of it and in its order, and logs who, where and how much, but not what', async () => {
    expect(texts(history)).not.toContain(NAME);
    const { status, data } = await asked('/decode', history, asKari);
    expect(status).toBe(200);
    expect(data.payloads).toHaveLength(history.payloads.length);
    expect(texts(data)).toContain(NAME);
    const line = await until('the access is in the log', () => logged('decrypted')[0] ?? null);
    expect(line).toMatchObject({ who: 'kari', namespace: 'default', unopened: 0 });
    expect(line['decrypted']).toBeGreaterThan(0);
    expect(codec.stdout()).not.toContain(NAME);
    leaveFigure('payloads of a real history decrypted over HTTP', history.payloads.length, 'payloads');
  });

  it('takes an operator’s key too, and nobody else’s, nor none', async () => {
    const operator = await asked('/decode', history, { Authorization: `Bearer ${OPERATOR}` });
    expect(operator.status).toBe(200);
    expect(await asked('/decode', history)).toMatchObject({ status: 401, data: { code: 'key_missing' } });
    const wrong = await asked('/decode', history, { Authorization: 'Bearer invented-wrong-key-0001' });
    expect(wrong).toMatchObject({ status: 401, data: { code: 'key_unknown' } });
    expect(codec.stdout()).not.toContain('invented-wrong-key');
  });

  it('answers pages of the UI’s origin with credentials, and refuses those of any other', async () => {
    const preflight = await axios.options(`${codec.url}/decode`, {
      validateStatus: () => true,
      headers: { Origin: UI, 'Access-Control-Request-Method': 'POST' },
    });
    expect(preflight.status).toBe(204);
    expect(preflight.headers).toMatchObject({
      'access-control-allow-origin': UI,
      'access-control-allow-credentials': 'true',
      'access-control-allow-headers': expect.stringContaining('authorization'),
    });
    const there = await asked('/decode', history, { ...asKari, Origin: UI });
    expect(there.headers['access-control-allow-origin']).toBe(UI);
    for (const origin of ['http://127.0.0.1:8234', 'https://evil.example.com', 'null']) {
      const refused = await asked('/decode', history, { ...asKari, Origin: origin });
      expect(refused).toMatchObject({ status: 403, data: { code: 'origin_not_allowed' } });
      expect(refused.headers['access-control-allow-origin']).toBeUndefined();
    }
  });

  it('lets a browser sign in once, so that the UI needs no key of ours', async () => {
    const form = (key: string) =>
      axios.post(`${codec.url}/session`, new URLSearchParams({ key }), { validateStatus: () => true });
    expect((await form('invented-wrong-key-0001')).status).toBe(401);
    const signedIn = await form(KARI);
    expect(signedIn.status).toBe(200);
    const [cookie = ''] = signedIn.headers['set-cookie'] ?? [];
    expect(cookie).toMatch(/HttpOnly; SameSite=Strict/);
    const session = cookie.split(';')[0] ?? '';
    const shown = await asked('/decode', history, { Cookie: session, Origin: UI });
    expect(texts(shown.data)).toContain(NAME);
    const forged = await asked('/decode', history, { Cookie: session.replace('kari', 'operator-1') });
    expect(forged).toMatchObject({ status: 401, data: { code: 'key_unknown' } });
  });

  it('encrypts what is sent from the UI or the CLI with the first key, and opens it again', async () => {
    const plain = {
      metadata: { encoding: Buffer.from('json/plain').toString('base64') },
      data: Buffer.from(JSON.stringify(NAME)).toString('base64'),
    };
    const { data: sealed } = await asked('/encode', { payloads: [plain] }, asKari);
    expect(texts(sealed)).not.toContain(NAME);
    expect(Buffer.from(sealed.payloads[0].metadata['encryption-key-id'], 'base64').toString()).toBe('newer');
    const { data: opened } = await asked('/decode', sealed, asKari);
    expect(opened.payloads).toEqual([plain]);
  });

  it('says which key is missing in the place of what it cannot open', async () => {
    const poorer = await startCodec({ HOLDFAST_ENCRYPTION_KEYS: newer });
    try {
      const { status, data } = await axios.post(`${poorer.url}/decode`, history, { headers: asKari });
      expect(status).toBe(200);
      expect(data.payloads).toHaveLength(history.payloads.length);
      expect(texts(data)).toContain('the key \\"older\\"');
    } finally {
      poorer.child.kill('SIGTERM');
    }
    expect(await poorer.ended).toBe(0);
  }, 120_000);

  it.each([
    { what: 'no body', body: undefined },
    { what: 'another shape', body: { payload: [] } },
    { what: 'bytes that are no base64', body: { payloads: [{ data: '*' }] } },
  ])('refuses $what as body_invalid', async ({ body }) => {
    expect(await asked('/decode', body, asKari)).toMatchObject({
      status: 400,
      data: { code: 'body_invalid' },
    });
  });

  it.each([
    {
      what: 'without encryption keys',
      env: { CODEC_KEYS: `kari:${KARI}` },
      names: 'HOLDFAST_ENCRYPTION_KEYS',
    },
    { what: 'without anybody’s key', env: { HOLDFAST_ENCRYPTION_KEYS: older }, names: 'CODEC_KEYS' },
    {
      what: 'elsewhere than on loopback without anybody’s key',
      env: { HOLDFAST_ENCRYPTION_KEYS: older, CODEC_HOST: '0.0.0.0' },
      names: 'CODEC_KEYS',
    },
  ])('does not start $what, and names the setting', async ({ env, names }) => {
    const refused = run({ CODEC_PORT: '1', ...env });
    expect(await refused.ended).toBe(78);
    expect(refused.stderr()).toContain(names);
  });
});

function logged(msg: string): Record<string, unknown>[] {
  const lines = codec.stdout().split('\n').slice(0, -1);
  return lines
    .map((line) => JSON.parse(line) as Record<string, unknown>)
    .filter((line) => line['msg'] === msg);
}
