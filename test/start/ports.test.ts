/** Which ports a start takes. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import {
  chooseSandboxPort,
  listenFault,
  rememberSandboxPort,
  requireFreePort,
  SANDBOX_PORT,
} from '../../src/start/ports';

const HOST = '127.0.0.1';
let dataDir: string;
const servers: Server[] = [];

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'holdfast-ports-'));
});

afterEach(async () => {
  for (const server of servers.splice(0)) await new Promise((resolve) => server.close(resolve));
  rmSync(dataDir, { recursive: true, force: true });
});

async function take(port: number): Promise<void> {
  const server = createServer();
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(port, HOST, resolve));
}

/** Not get-port's: it gives a port once in half a minute only, to us as to the code under test. */
async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, HOST, resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

const remember = (text: string) => writeFileSync(join(dataDir, 'sandbox-port.json'), text);

describe('chooseSandboxPort', () => {
  it('takes the remembered port again', async () => {
    const port = await freePort();
    remember(JSON.stringify({ port }));
    expect(await chooseSandboxPort(dataDir, HOST)).toEqual({ port, missed: null });
  });

  it('keeps the first port for ever', async () => {
    const [first, second] = [await freePort(), await freePort()];
    rememberSandboxPort(dataDir, first);
    rememberSandboxPort(dataDir, second);
    expect(await chooseSandboxPort(dataDir, HOST)).toEqual({ port: first, missed: null });
  });

  it('moves when the remembered port is taken, and says so', async () => {
    const port = await freePort();
    remember(JSON.stringify({ port }));
    await take(port);
    const moved = await chooseSandboxPort(dataDir, HOST);
    expect(moved.missed).toBe(port);
    expect(moved.port).not.toBe(port);
  });

  it('leaves the ports of our own servers free, the usual one of the sandbox too', async () => {
    const first = await chooseSandboxPort(dataDir, HOST, [SANDBOX_PORT]);
    expect(first.port).not.toBe(SANDBOX_PORT);
    expect(first.missed).toBeNull();
    const port = await freePort();
    remember(JSON.stringify({ port }));
    const moved = await chooseSandboxPort(dataDir, HOST, [8080, port]);
    expect(moved.missed).toBe(port);
    expect(moved.port).not.toBe(port);
  });

  it('begins anew when what it remembered is not what it wrote', async () => {
    remember('not what we wrote');
    expect((await chooseSandboxPort(dataDir, HOST)).missed).toBeNull();
  });
});

describe('requireFreePort', () => {
  it('refuses a port that is taken, by its code', async () => {
    const port = await freePort();
    await take(port);
    await expect(requireFreePort({ host: HOST, port })).rejects.toMatchObject({ code: 'port_taken' });
  });

  it('refuses an address that is not of this machine', async () => {
    await expect(requireFreePort({ host: '192.0.2.1', port: 8080 })).rejects.toMatchObject({
      code: 'address_unusable',
    });
  });

  it('leaves a free port free', async () => {
    const port = await freePort();
    await requireFreePort({ host: HOST, port });
    await take(port);
  });
});

describe('listenFault', () => {
  it('says which port and what to do', () => {
    const fault = listenFault({ host: HOST, port: 8080 }, Object.assign(new Error(), { code: 'EADDRINUSE' }));
    expect(fault.message).toContain('Port 8080 on 127.0.0.1 is taken');
    expect(fault.message).toContain('set PORT');
  });
});
