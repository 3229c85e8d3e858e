// The file: reservations, books and clock outlive a restart and a SIGKILL, and lie in it encrypted where keys are given.
import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import axios from 'axios';
import { aCustomer, anOrder, startMerchant, until } from './support/merchant';

let directory = '';
let file = '';
let child: ChildProcess | undefined;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'sandbox-'));
  file = join(directory, 'sandbox.db');
});

afterEach(() => {
  child?.kill('SIGKILL');
  rmSync(directory, { recursive: true, force: true });
});

/** Starts a sandbox in a process of its own and gives its base URL. */
async function startAlone(): Promise<string> {
  const register = join(__dirname, 'support/load-typescript.js');
  const args = ['--require', register, join(__dirname, 'support/run-alone.ts'), file];
  child = spawn(process.execPath, args, {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const gone = once(child, 'exit').then(() => {
    throw new Error('the sandbox ended before it answered');
  });
  const [line] = await Promise.race([once(child.stdout as NodeJS.ReadableStream, 'data'), gone]);
  gone.catch(() => {});
  return String(line).trim();
}

async function kill(): Promise<void> {
  const gone = once(child as ChildProcess, 'exit');
  child?.kill('SIGKILL');
  await gone;
}

describe('the file', () => {
  it('gives back reservations, books and clock at the next start', async () => {
    const first = await startMerchant({ file });
    const { uuid, ids } = await first.reserved();
    await first.capture(uuid, ids, [100, 20], 'part [op:1]');
    first.sandbox.control.refundInDashboard(uuid, {
      reference: first.sandbox.control.reservation(uuid).captures[0]?.reference ?? '',
      amountMinor: 500,
    });
    first.sandbox.control.advance('P1D');
    const [before, books] = [first.sandbox.control.reservation(uuid), first.sandbox.control.books()];
    const now = Date.parse(first.sandbox.control.now());
    await first.sandbox.stop();

    const second = await startMerchant({ file });
    const after = second.sandbox.control.reservation(uuid);
    expect({ ...after, now: null, payUrl: null }).toEqual({ ...before, now: null, payUrl: null });
    expect(second.sandbox.control.books()).toEqual(books);
    expect(Date.parse(second.sandbox.control.now())).toBeGreaterThanOrEqual(now);
    expect((await second.capture(uuid, ids, [0, 30])).status).toBe(202);
    expect(second.sandbox.control.books().calls.at(-1)?.id).toBe(books.calls.length + 1);
  });

  it('has in it what was answered, when the process is killed the moment after', async () => {
    const baseUrl = await startAlone();
    const headers = { authorization: 'Bearer test-token' };
    const root = `${baseUrl}/connect/reservations`;
    const { data } = await axios.post(`${root}/submit`, anOrder(), { headers });
    const uuid = data.data.reservationUuid;
    const control = `${new URL(baseUrl).origin}/sandbox/reservations/${uuid}`;
    const { data: paid } = await axios.post(`${control}/pay`);
    const capture = {
      products: [{ id: paid.lines[0].id, amount: 40 }],
      grandTotal: 40,
      additionalText: '[op:7]',
    };
    await axios.post(`${root}/capture/${uuid}`, capture, { headers });
    await kill();

    const { sandbox } = await startMerchant({ file });
    expect(sandbox.control.reservation(uuid)).toMatchObject({ status: 'RESERVED', capturedMinor: 4000 });
    const books = sandbox.control.books(uuid);
    expect(books.calls.map(({ call, executed, status }) => [call, executed, status])).toEqual([
      ['submit', true, 201],
      ['capture', true, 202],
    ]);
    expect(books.executions.at(-1)).toMatchObject({ kind: 'capture', note: '[op:7]' });
  });

  it('never gives an id twice, although the seed is the same at every start', async () => {
    const uuids: string[] = [];
    for (let start = 0; start < 3; start += 1) {
      const { submit, sandbox } = await startMerchant({ file, seed: 3 });
      uuids.push(await submit(), await submit());
      await sandbox.stop();
    }
    expect(new Set(uuids).size).toBe(6);
  });

  it('lets a customer who pays by himself do so after a restart', async () => {
    const first = await startMerchant({ file });
    const uuid = await first.submit({ customerDetails: aCustomer({ email: 'autopay+300@example.com' }) });
    await first.sandbox.stop();
    const { sandbox } = await startMerchant({ file });
    await until(() => sandbox.control.reservation(uuid).status === 'RESERVED');
    expect(sandbox.control.books(uuid).executions.filter(({ kind }) => kind === 'pay')).toHaveLength(1);
  });
});

describe('the file under keys', () => {
  const key = () => randomBytes(32).toString('base64');

  it('holds nothing of a person in the clear and opens with any of the keys', async () => {
    const [old, fresh] = [
      { keyId: 'k1', key: key() },
      { keyId: 'k2', key: key() },
    ];
    const first = await startMerchant({ file, encryptionKeys: [old] });
    const { uuid } = await first.reserved();
    const onDisk = readdirSync(directory).map((name) => readFileSync(join(directory, name), 'latin1'));
    await first.sandbox.stop();
    onDisk.push(readFileSync(file, 'latin1'));
    for (const bytes of onDisk) expect(bytes).not.toMatch(/Nordmann|kari@example|46567468|Storgata/);

    const { sandbox } = await startMerchant({ file, encryptionKeys: [fresh, old] });
    expect(sandbox.control.reservation(uuid).status).toBe('RESERVED');
  });

  it('does not open without its key, and says so', async () => {
    const { reserved, sandbox } = await startMerchant({
      file,
      encryptionKeys: [{ keyId: 'k1', key: key() }],
    });
    await reserved();
    await sandbox.stop();
    await expect(startMerchant({ file })).rejects.toThrow('encrypted with a key that was not given');
  });

  it('refuses a key that is too short', async () => {
    const encryptionKeys = [{ keyId: 'k1', key: 'c2hvcnQ=' }];
    await expect(startMerchant({ file, encryptionKeys })).rejects.toThrow(RangeError);
  });
});
