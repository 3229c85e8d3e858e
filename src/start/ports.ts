/** The ports that a start listens on: the HTTP server's as set, the sandbox's the same at every start. */
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import getPort from 'get-port';
import { z } from 'zod';
import { StartError } from './start-error';

/** Where the sandbox listens unless that is taken. */
export const SANDBOX_PORT = 8090;

const REMEMBERED = z.object({ port: z.int().min(1).max(65535) });

/** Proves that the HTTP server will be able to listen. @throws StartError `port_taken` or `address_unusable` */
export async function requireFreePort(address: { host: string; port: number }): Promise<void> {
  const probe = createServer();
  try {
    await new Promise<void>((resolve, reject) => {
      probe.once('error', reject);
      probe.listen({ ...address, exclusive: true }, resolve);
    });
  } catch (error) {
    throw listenFault(address, error);
  }
  await new Promise((resolve) => probe.close(resolve));
}

/** What a failed listening means to a person; `names` are the settings to change, HOST and PORT unless given. */
export function listenFault(
  { host, port }: { host: string; port: number },
  error: unknown,
  names: { host: string; port: string } = { host: 'HOST', port: 'PORT' },
): StartError {
  const { code = 'unknown' } = error as NodeJS.ErrnoException;
  if (code === 'EADDRINUSE') {
    return new StartError(
      'port_taken',
      `Port ${port} on ${host} is taken by another process, so Holdfast was not started. ` +
        `Is it running already? Stop the other process, or set ${names.port} to another one.`,
      { cause: error },
    );
  }
  return new StartError(
    'address_unusable',
    `Holdfast cannot listen on ${host}, port ${port} (${code}), so it was not started. Set ${names.host} and ${names.port} to what this user may use.`,
    { cause: error },
  );
}

/** A port for the sandbox, and the one that it should have taken, where that is not free. */
export interface SandboxPort {
  port: number;
  missed: number | null;
}

/**
 * The port at which the data directory's earlier checkout URLs point, or the usual one at the first start; a free one
 * where it is taken, or kept for our own servers. What is free now may be taken a moment later.
 */
export async function chooseSandboxPort(
  dataDir: string,
  host: string,
  keptFree: readonly number[] = [],
): Promise<SandboxPort> {
  const remembered = readRemembered(fileIn(dataDir));
  const wanted = [remembered ?? SANDBOX_PORT].filter((port) => !keptFree.includes(port));
  let port = await getPort({ port: wanted, host });
  // Any port may come then. None comes twice: get-port does not give a port again at once.
  while (keptFree.includes(port)) port = await getPort({ host });
  return { port, missed: remembered === null || remembered === port ? null : remembered };
}

/** Keeps the first port that was truly taken, for ever: the URLs outlive a start that had to move. */
export function rememberSandboxPort(dataDir: string, port: number): void {
  const file = fileIn(dataDir);
  if (readRemembered(file) === null) writeFileSync(file, `${JSON.stringify({ port })}\n`, { mode: 0o600 });
}

function fileIn(dataDir: string): string {
  return join(dataDir, 'sandbox-port.json');
}

function readRemembered(file: string): number | null {
  try {
    const read = REMEMBERED.safeParse(JSON.parse(readFileSync(file, 'utf8')));
    return read.success ? read.data.port : null;
  } catch {
    return null;
  }
}
