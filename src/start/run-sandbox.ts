/** The sandbox of a start: with the settings' own token, secret and limits, on the same port at every start. */
import { join } from 'node:path';
import type { Logger } from 'pino';
import { isLoopbackHost } from '../config/loopback';
import type { Settings } from '../config/settings';
import { type Sandbox, type SandboxEncryptionKey, startSandbox } from '../sandbox';
import { chooseSandboxPort, rememberSandboxPort } from './ports';
import { StartError } from './start-error';

/** What the sandbox needs beside the settings. */
export interface SandboxParts {
  log: Logger;
  sandboxKeys: SandboxEncryptionKey[];
}

/** Between finding a port free and listening on it another process may take it. */
const PORT_ATTEMPTS = 3;

/** Runs it, reachable from elsewhere only where the HTTP server is. @throws StartError `sandbox_unusable` */
export async function runSandbox(settings: Settings, parts: SandboxParts): Promise<Sandbox> {
  const { dataDir } = settings;
  const host = isLoopbackHost(settings.host) ? '127.0.0.1' : '0.0.0.0';
  for (let attempt = 1; ; attempt += 1) {
    const { port, missed } = await chooseSandboxPort(dataDir, host, portsOfOurs(settings));
    try {
      const sandbox = await listen(settings, { ...parts, host, port });
      rememberSandboxPort(dataDir, port);
      if (missed !== null) {
        parts.log.warn(
          { missed, port },
          'the sandbox had to take another port: checkout pages handed out earlier are not served',
        );
      }
      return sandbox;
    } catch (error) {
      const { code = 'unknown' } = error as NodeJS.ErrnoException;
      if (code === 'EADDRINUSE' && attempt < PORT_ATTEMPTS) continue;
      throw unusable({ port, dataDir, code }, error);
    }
  }
}

/** Where our own servers listen, or will: beside this process too, on the same machine. */
function portsOfOurs({ port, worker, codec }: Settings): number[] {
  return [port, worker.port, codec.port];
}

function listen(
  settings: Settings,
  { log, sandboxKeys, host, port }: SandboxParts & { host: string; port: number },
): Promise<Sandbox> {
  const { frontPayment, dataDir, policy } = settings;
  const { hostname } = new URL(settings.publicUrl);
  return startSandbox({
    host,
    port,
    publicUrl: isLoopbackHost(settings.host) ? undefined : `http://${hostname}:${port}`,
    token: frontPayment.token.reveal(),
    callbackSecret: frontPayment.callbackSecret.reveal(),
    file: join(dataDir, 'sandbox.sqlite'),
    encryptionKeys: sandboxKeys,
    ratePerMinute: frontPayment.ratePerMinute,
    captureWindowMs: policy.captureWindowMs,
    chargeValidityUnit: frontPayment.chargeValidityUnit,
    callbacksTo: isLoopbackHost(hostname) ? 'loopback' : 'anywhere',
    logger: log.child({ room: 'sandbox' }),
  });
}

function unusable(
  { port, dataDir, code }: { port: number; dataDir: string; code: string },
  cause: unknown,
): StartError {
  return new StartError(
    'sandbox_unusable',
    `The sandbox could not be started (${code}), so Holdfast was not. Its port is ${port} and its file ` +
      `${join(dataDir, 'sandbox.sqlite')}: free the port, mend the file, or set HOLDFAST_DATA_DIR to another directory.`,
    { cause },
  );
}
