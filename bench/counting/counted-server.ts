/** One more `holdfast server` before a running Holdfast, whose calls to the engine are counted on their way. */
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import getPort from 'get-port';
import { BIN } from '../../test/start/built';
import { beginProcess } from '../holdfast/bench-process';
import type { ProviderPlace, RunningHoldfast } from '../holdfast/start-holdfast';
import { startCountingProxy } from './counting-proxy';

/** One that is ready. */
export interface CountedServer {
  /** The API's origin. */
  url: string;
  pid: number;
  /** Calls to the engine since it was begun, by name. */
  calls(): Record<string, number>;
  stop(): Promise<void>;
}

const HOST = '127.0.0.1';

/** Begins it beside the server there is, on the same orders and the same record. @throws Error when it does not get ready */
export async function startCountedServer(
  holdfast: RunningHoldfast,
  provider: ProviderPlace,
): Promise<CountedServer> {
  const proxy = await startCountingProxy(holdfast.address);
  const directory = dirname(holdfast.databaseFile);
  const port = String(await getPort({ host: HOST }));
  const url = `http://${HOST}:${port}`;
  const { PATH, HOME } = process.env;
  try {
    const server = await beginProcess({
      args: [BIN, 'server'],
      env: {
        PATH,
        HOME,
        PORT: port,
        PUBLIC_URL: holdfast.url,
        TASK_QUEUE: holdfast.taskQueue,
        TEMPORAL_ADDRESS: proxy.address,
        RECORDS_URL: pathToFileURL(join(directory, 'records.sqlite')).href,
        FRONT_PAYMENT_BASE_URL: provider.baseUrl,
        FRONT_PAYMENT_TOKEN: provider.token,
        FRONT_PAYMENT_CALLBACK_SECRET: provider.callbackSecret,
        HOLDFAST_API_KEYS: (['viewer', 'operator'] as const)
          .map((role) => `${role}:${holdfast.key(role)}`)
          .join(','),
      },
      cwd: directory,
      logFile: join(directory, 'bench-counted-server.log'),
      readyWhen: '"msg":"ready"',
    });
    return {
      url,
      pid: server.pid,
      calls: proxy.counts,
      async stop() {
        await server.end('SIGKILL');
        await proxy.close();
      },
    };
  } catch (error) {
    await proxy.close();
    throw error;
  }
}

/** All calls of `after` that were not in `before`, whatever their names. */
export function callsBetween(before: Record<string, number>, after: Record<string, number>): number {
  const total = (counts: Record<string, number>) =>
    Object.values(counts).reduce((sum, count) => sum + count, 0);
  return total(after) - total(before);
}
