// Readiness of a Temporal server: it has answered a call, not merely printed a line or opened its port.

import { connect } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { Connection } from '@temporalio/client';
import { answersFrom } from './answers-from';
import { describeFault } from './engine-error';

const RETRY_MS = 25;
const CALL_TIMEOUT_MS = 5_000;

/** Which server is waited for: at `address` (host:port), with its data in `databaseFile`. */
interface AwaitedServer {
  address: string;
  databaseFile: string;
}

/**
 * Waits until that very server answers, and gives its version. Throws an Error with the last fault when `signal` is
 * aborted first: there is no other end.
 */
export async function awaitAnswer(
  { address, databaseFile }: AwaitedServer,
  signal: AbortSignal,
): Promise<string> {
  let lastFault: unknown = new Error('it has not been tried');
  while (!signal.aborted) {
    try {
      // The bare port first: a gRPC channel that fails once waits a second before it tries again.
      await openPort(address);
      return await askVersion({ address, databaseFile });
    } catch (fault) {
      lastFault = fault;
      await delay(RETRY_MS);
    }
  }
  throw new Error(`no answer from ${address}: ${describeFault(lastFault)}`, { cause: lastFault });
}

async function askVersion({ address, databaseFile }: AwaitedServer): Promise<string> {
  const connection = Connection.lazy({ address });
  try {
    return await connection.withDeadline(Date.now() + CALL_TIMEOUT_MS, async () => {
      const { serverVersion } = await connection.workflowService.getSystemInfo({});
      if (await answersFrom(databaseFile, connection)) return serverVersion;
      throw new Error(`another server answers at ${address}`);
    });
  } finally {
    await connection.close();
  }
}

function openPort(address: string): Promise<void> {
  const colon = address.lastIndexOf(':');
  const socket = connect({ host: address.slice(0, colon), port: Number(address.slice(colon + 1)) });
  return new Promise<void>((resolve, reject) => {
    socket.once('connect', resolve);
    socket.once('error', reject);
  }).finally(() => socket.destroy());
}
